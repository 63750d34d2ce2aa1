import { and, inArray } from 'drizzle-orm'
import { mayRead } from '#api/cases/may-read.ts'
import type { Officer } from '#api/officers/officers.ts'
import type { Store } from '#api/store/store.ts'
import { inbox } from '#api/store/tables.ts'
import type { Profile } from '#schema/authority/profile.ts'
import type { LocalDate } from '#schema/dates.ts'
import type { Behind } from '#schema/rules/report/behind.ts'

const ROWS_A_PAGE = 100
const REFERENCES_A_LOOK = 500

/** A record behind a figure that an officer may see: its reference, and no more of it. */
export type SeenBehind = {
  readonly kind: Behind['kind']
  readonly ref: string
  /** The live case to open; null for what was brought in. */
  readonly opens: string | null
  readonly receivedOn: string | null
  readonly n: number
}

export type BehindPage = {
  readonly rows: readonly SeenBehind[]
  /** Where the next page begins; null on the last one. */
  readonly next: string | null
}

export type Seeing = {
  readonly store: Store
  readonly profile: Profile
  readonly officer: Officer
  readonly today: LocalDate
}

/**
 * A page of the records behind a figure, the oldest first. Live ones are those that `mayRead` lets through. A page
 * begins after a place in the order, never at a record: the place says nothing of what stands there.
 */
export async function visibleBehind(
  seeing: Seeing,
  behind: readonly Behind[],
  after: string,
): Promise<BehindPage> {
  const inOrder = behind
    .map((each) => ({ each, place: placeOf(each) }))
    .filter(({ place }) => place > after)
    .toSorted((a, b) => (a.place < b.place ? -1 : 1))
  const seen: { readonly row: SeenBehind; readonly place: string }[] = []
  for (let from = 0; from < inOrder.length; from += REFERENCES_A_LOOK) {
    const look = inOrder.slice(from, from + REFERENCES_A_LOOK)
    const readable = await readableOf(
      seeing,
      look.map(({ each }) => each),
    )
    for (const { each, place } of look) {
      const row = rowOf(each, readable, seeing)
      if (row !== undefined) seen.push({ row, place })
    }
    if (seen.length > ROWS_A_PAGE) break
  }
  const page = seen.slice(0, ROWS_A_PAGE)
  return {
    rows: page.map(({ row }) => row),
    next: seen.length > ROWS_A_PAGE ? (page.at(-1)?.place ?? null) : null,
  }
}

function placeOf({ receivedOn, ref }: Behind): string {
  return `${receivedOn ?? ''}~${ref}`
}

/** An enquiry about a case, `ABCD2345/1`, and an ombudsman's record are seen by whoever sees the case. */
function caseOf({ ref, caseRef }: Behind): string {
  return caseRef ?? ref.replace(/\/\d+$/, '')
}

async function readableOf(
  { store, officer, today }: Seeing,
  behind: readonly Behind[],
): Promise<ReadonlySet<string>> {
  const references = behind.filter(({ source }) => source === 'live').map(caseOf)
  if (references.length === 0) return new Set()
  const rows = await store.db
    .select({ reference: inbox.reference })
    .from(inbox)
    .where(and(inArray(inbox.reference, references), mayRead(officer, today)))
  return new Set(rows.map(({ reference }) => reference))
}

function rowOf(
  each: Behind,
  readable: ReadonlySet<string>,
  seeing: Seeing,
): SeenBehind | undefined {
  const { kind, ref, receivedOn, n } = each
  const isLive = each.source === 'live'
  const isSeen = isLive ? readable.has(caseOf(each)) : mayReadPast(seeing, each.service)
  return isSeen ? { kind, ref, opens: isLive ? caseOf(each) : null, receivedOn, n } : undefined
}

/**
 * Who may see the reference of a past case: as with live ones, officers all of them, managers those of their
 * services. Nobody is named to a past case.
 */
function mayReadPast({ officer, profile }: Seeing, service: string | null): boolean {
  if (officer.roles.includes('officer')) return true
  if (!officer.roles.includes('manager')) return false
  const topics = profile.services.find(({ label }) => label === service)?.topics ?? []
  return topics.some((topic) => officer.services.includes(topic))
}
