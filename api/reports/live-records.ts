import { createHash } from 'node:crypto'
import { asc, gt, inArray, sql } from 'drizzle-orm'
import { readEventsOfAll } from '#api/cases/events.ts'
import type { Store, Write } from '#api/store/store.ts'
import { cases, events, liveCounted, liveRecords } from '#api/store/tables.ts'
import type { Content } from '#content/index.ts'
import type { Profile } from '#schema/authority/profile.ts'
import type { ReportLayout } from '#schema/report/report-layout.ts'
import { englandAndWales } from '#schema/rules/days/working-days.ts'
import { type LiveRecords, liveRecords as recordsOfCase } from '#schema/rules/report/live-case.ts'

/** Raise it when the same events are to be counted otherwise. */
const RULES = 6
const CASES_PER_WRITE = 100
const EVENTS_PER_LOOK = 500

/** Whose live cases are brought up to date. */
export type LiveCounting = {
  readonly store: Store
  readonly profile: Profile
  readonly layout: ReportLayout
  readonly content: Content
  /** Ends it after what is being written. It goes on where it was. */
  readonly signal?: AbortSignal
}

type Counted = {
  readonly basis: string
  readonly seq: number
  readonly againThrough: number | null
}

const running = new WeakMap<Store, Promise<number>>()

/**
 * Brings what live cases are counted as up to date with what happened to them, and answers how many cases it
 * looked at. Two at once are one. Other labels in the profile or the layout mean that all is counted again.
 */
export function countLive(counting: LiveCounting): Promise<number> {
  const { store } = counting
  const already = running.get(store)
  if (already !== undefined) return already
  const now = bringUpToDate(counting).finally(() => running.delete(store))
  running.set(store, now)
  return now
}

async function bringUpToDate(counting: LiveCounting): Promise<number> {
  let looked = 0
  for (;;) {
    if (counting.signal?.aborted === true) return looked
    const step = await nextStep(counting)
    if (step === undefined) return looked
    looked += step.caseIds.length
    await counting.store.write(await writesOf(counting, step))
  }
}

/** The next few cases, and how far all is counted once they are. */
type Step = { readonly caseIds: readonly number[]; readonly counted: Counted }

async function nextStep(counting: LiveCounting): Promise<Step | undefined> {
  const { store } = counting
  const counted = await countedSoFar(counting)
  if (counted.againThrough !== null) {
    const found = await store.db
      .select({ id: cases.id })
      .from(cases)
      .where(gt(cases.id, counted.againThrough))
      .orderBy(asc(cases.id))
      .limit(CASES_PER_WRITE)
    const caseIds = found.map(({ id }) => id)
    return { caseIds, counted: { ...counted, againThrough: caseIds.at(-1) ?? null } }
  }
  const fresh = await store.db
    .select({ seq: events.seq, caseId: events.caseId })
    .from(events)
    .where(gt(events.seq, counted.seq))
    .orderBy(asc(events.seq))
    .limit(EVENTS_PER_LOOK)
  const caseIds = new Set<number>()
  let seq = counted.seq
  for (const event of fresh) {
    if (caseIds.size === CASES_PER_WRITE && !caseIds.has(event.caseId)) break
    caseIds.add(event.caseId)
    seq = event.seq
  }
  return caseIds.size === 0 ? undefined : { caseIds: [...caseIds], counted: { ...counted, seq } }
}

async function countedSoFar(counting: LiveCounting): Promise<Counted> {
  const { store } = counting
  const basis = basisOf(counting)
  const [row] = await store.db.select().from(liveCounted)
  if (row?.basis === basis) return row
  // What happens from here on is looked at once all is counted again.
  const [last] = await store.db.select({ seq: sql<number>`coalesce(max(seq), 0)` }).from(events)
  return { basis, seq: last?.seq ?? 0, againThrough: 0 }
}

/** Everything beside the events that the records rest on, as one hash. */
function basisOf({ profile, layout, content }: LiveCounting): string {
  const { services, procedures, promises, advocacy, urgent } = profile
  const days = { procedures, promises, advocacy, urgent, bankHolidays: content.bankHolidays }
  const rests = { rules: RULES, countedAs: layout.countedAs, services, days }
  return createHash('sha256').update(JSON.stringify(rests)).digest('base64url')
}

async function writesOf(counting: LiveCounting, { caseIds, counted }: Step): Promise<Write[]> {
  const { store, profile, layout, content } = counting
  const calendar = englandAndWales(content.bankHolidays)
  const references = await store.db
    .select({ id: cases.id, reference: cases.reference })
    .from(cases)
    .where(inArray(cases.id, [...caseIds]))
  const happened = await readEventsOfAll(store, caseIds)
  const rows = references.flatMap(({ id, reference }) => {
    const own = happened.get(id)?.map(({ event }) => event)
    if (own === undefined) return []
    const names = { profile, countedAs: layout.countedAs, calendar }
    return rowsOf(id, recordsOfCase({ reference, events: own }, names))
  })
  return [
    store.db.delete(liveRecords).where(inArray(liveRecords.caseId, [...caseIds])),
    ...rows.map((row) => store.db.insert(liveRecords).values(row)),
    {
      sql: `INSERT INTO live_counted VALUES (1, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
        basis = excluded.basis, seq = excluded.seq, again_through = excluded.again_through`,
      args: [counted.basis, counted.seq, counted.againThrough],
    },
  ]
}

type Row = Omit<typeof liveRecords.$inferInsert, 'id'>

function rowsOf(caseId: number, records: LiveRecords): readonly Row[] {
  return [
    ...records.cases.map((data) =>
      row(caseId, 'case', data, [
        data.receivedOn,
        ...data.stages.flatMap((stage) => [stage.requestedOn, stage.startedOn]),
        ...data.money.map(({ paidOn }) => paidOn),
        ...data.mediations.map(({ heldOn }) => heldOn),
      ]),
    ),
    ...records.compliments.map((data) => row(caseId, 'compliment', data, [data.receivedOn])),
    ...records.ombudsman.map((data) =>
      row(caseId, 'ombudsman', data, [data.receivedOn, data.decidedOn]),
    ),
    row(caseId, 'promises', records.promises, [
      records.promises.receivedOn,
      ...records.promises.promises.map(({ dueOn }) => dueOn),
    ]),
  ]
}

function row(
  caseId: number,
  kind: 'case' | 'compliment' | 'ombudsman' | 'promises',
  data: object,
  days: readonly (string | null)[],
): Row {
  const known = days.filter((day) => day !== null).toSorted()
  return { caseId, kind, data, firstOn: known[0] ?? '', lastOn: known.at(-1) ?? '' }
}
