import { and, eq, isNull, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { mayRead, readableCase } from '#api/cases/may-read.ts'
import type { Reading } from '#api/cases/note-reading.ts'
import { noteDeskAct, noteDeskActIf } from '#api/history/desk-acts.ts'
import { standing } from '#api/history/standing.ts'
import type { Write } from '#api/store/store.ts'
import { caseLinks, inbox } from '#api/store/tables.ts'
import { CaseStatus } from '#schema/case/case.ts'
import { LinkKind } from '#schema/case/links.ts'
import { LocalDate, localDateOf } from '#schema/dates.ts'
import { type Refusal, refuse } from '#schema/errors.ts'
import { Category } from '#schema/vocabulary.ts'

/** Another case as the page of a case shows it. */
export type LinkView = {
  readonly id: number
  readonly kind: LinkKind
  /** Of `duplicate` and `earlier`: whether the other was there before, or came after. */
  readonly isEarlier: boolean
  readonly reference: string
  readonly category: Category
  readonly status: CaseStatus
  readonly receivedOn: LocalDate
}

const Row = z.object({
  id: z.number(),
  kind: LinkKind,
  isEarlier: z.number().transform((is) => is === 1),
  reference: z.string(),
  category: Category,
  status: CaseStatus,
  receivedOn: LocalDate,
})

/** What a case belongs together with, as far as this officer may see it: of the others there is nothing. */
export async function linksOf(
  { store, officer, at }: Reading,
  caseId: number,
): Promise<readonly LinkView[]> {
  // `inbox` is the other case: whoever may not read it finds no row.
  const other = sql`case when ${caseLinks.caseId} = ${caseId} then ${caseLinks.otherId} else ${caseLinks.caseId} end`
  const rows = await store.db
    .select({
      id: caseLinks.id,
      kind: caseLinks.kind,
      isEarlier: sql<number>`${caseLinks.caseId} = ${caseId}`,
      reference: inbox.reference,
      category: inbox.category,
      status: inbox.status,
      receivedOn: inbox.receivedOn,
    })
    .from(caseLinks)
    .innerJoin(inbox, eq(inbox.caseId, other))
    .where(
      and(
        or(eq(caseLinks.caseId, caseId), eq(caseLinks.otherId, caseId)),
        isNull(caseLinks.endedAt),
        mayRead(officer, localDateOf(at)),
      ),
    )
    .orderBy(caseLinks.id)
  return rows.map((row) => Row.parse(row))
}

/** Says that two cases belong together. Refuses a case with itself, one that this officer may not see, and a repeat. */
export async function linkCases(
  reading: Reading,
  caseId: number,
  to: { readonly reference: string; readonly kind: LinkKind },
): Promise<{ readonly ok: true } | Refusal> {
  const { store, officer, at } = reading
  const otherId = await readableCase(store, officer, to.reference, localDateOf(at))
  if (otherId === undefined || otherId === caseId) return unknownOther()
  const already = await linksOf(reading, caseId)
  if (already.some(({ reference, kind }) => reference === to.reference && kind === to.kind)) {
    return refuse('invalid-fields', [{ field: 'other', code: 'linked' }])
  }
  await store.write(linkWrites(reading, { caseId, otherId, kind: to.kind }))
  return { ok: true }
}

/** The field of the form that names the other case. */
export function unknownOther(field: 'other' | 'into' = 'other'): Refusal {
  return refuse('invalid-fields', [{ field, code: 'unknown' }])
}

type NewLink = { readonly caseId: number; readonly otherId: number; readonly kind: LinkKind }

/** The link, and who made it in the history. */
export function linkWrites({ store, officer, at }: Reading, link: NewLink): readonly Write[] {
  const { caseId, otherId, kind } = link
  const data = { other: otherId, link: kind }
  return [
    store.db.insert(caseLinks).values({ ...link, officerId: officer.id, at }),
    noteDeskAct(store, at, { kind: 'cases-linked', by: officer.id, caseId, data }),
  ]
}

/** Ends a link of this case. One that this officer does not see stays. */
export async function endLink(reading: Reading, caseId: number, id: number): Promise<boolean> {
  const { store, officer, at } = reading
  const seen = await linksOf(reading, caseId)
  if (!seen.some((link) => link.id === id)) return false
  const act = { kind: 'link-ended', by: officer.id, caseId, data: { link: id } } as const
  const stands = standing(caseLinks, id)
  await store.write([
    noteDeskActIf(store, at, act, stands.exists),
    store.db.update(caseLinks).set({ endedBy: officer.id, endedAt: at }).where(stands.row),
  ])
  return true
}
