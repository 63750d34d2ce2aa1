import { asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Sealer, Store } from '#api/store/store.ts'
import { events } from '#api/store/tables.ts'
import { CaseEvent } from '#schema/case/case.ts'

/** An event as it is kept: with its place in the order, and the words that belong to it while sealed. */
export type KeptEvent = {
  readonly seq: number
  readonly event: CaseEvent
  readonly sealed: Buffer | null
}

/** What happened to a case, oldest first. */
export async function readEvents(store: Store, caseId: number): Promise<readonly KeptEvent[]> {
  const rows = await store.db
    .select()
    .from(events)
    .where(eq(events.caseId, caseId))
    .orderBy(asc(events.seq))
  return rows.map(keptOf)
}

/** What happened to each of these cases, oldest first. A few hundred at a time: it is read at once. */
export async function readEventsOfAll(
  store: Store,
  caseIds: readonly number[],
): Promise<ReadonlyMap<number, readonly KeptEvent[]>> {
  const rows = await store.db
    .select()
    .from(events)
    .where(inArray(events.caseId, [...caseIds]))
    .orderBy(asc(events.caseId), asc(events.seq))
  const byCase = Map.groupBy(rows, ({ caseId }) => caseId)
  return new Map([...byCase].map(([caseId, own]) => [caseId, own.map(keptOf)]))
}

function keptOf(row: typeof events.$inferSelect): KeptEvent {
  const { seq, kind, at, on, by, data, sealed } = row
  return { seq, event: CaseEvent.parse({ kind, at, on, by, data }), sealed }
}

/** The words of an event; undefined when it has none or the key of its case was destroyed. */
export function wordsOfEvent(kept: KeptEvent, key: Sealer | undefined): string | undefined {
  return kept.sealed === null || key === undefined ? undefined : key.open(kept.sealed).toString()
}

/**
 * The words of an event as officers may know them. What an advocate and the one they speak for write to each
 * other is not theirs: the council has no part in it.
 */
export function wordsForOfficers(kept: KeptEvent, key: Sealer | undefined): string | undefined {
  return kept.event.kind === 'advocate-message' ? undefined : wordsOfEvent(kept, key)
}

/** True while `seq` is the last event of the case: what stands on it is then up to date. */
export function isLastEvent(caseId: number, seq: number): SQL {
  return sql`(select max(${events.seq}) from ${events} where ${events.caseId} = ${caseId}) = ${seq}`
}
