import { and, eq } from 'drizzle-orm'
import type { CaseEvent } from '#schema/case.ts'
import { inboxRow } from '#schema/rules/status.ts'
import { isLastEvent } from '../cases/events.ts'
import { type Letter, mailWrites } from '../mail/outbox.ts'
import type { Sealer, Write } from '../store/store.ts'
import { inbox, parts } from '../store/tables.ts'
import type { HeldCase, LookingBack } from './way-back.ts'

/** One event to be, with the words that belong to it. */
export type NewEvent = { readonly event: CaseEvent; readonly text: string | undefined }

export type Added = {
  readonly events: readonly NewEvent[]
  readonly letters: readonly Letter[]
  /** Given when a person stands behind it: what was set apart in a flood then comes to the front. */
  readonly setApart?: 0
}

/**
 * Adds events to a case in one transaction with the desk's row and the mails they call for. False, and
 * nothing is written, when something else happened to the case meanwhile, or when there are words to keep
 * and the key of the case was destroyed.
 */
export async function addEvents(
  adding: LookingBack & { readonly publicUrl: string },
  held: HeldCase,
  added: Added,
): Promise<boolean> {
  const { served, calendar, clock } = adding
  const { store, profile } = served
  const { row, key, kept } = held
  if (key === undefined && added.events.some(({ text }) => text !== undefined)) return false
  const seq = kept.at(-1)?.seq ?? 0
  const all = [...kept.map(({ event }) => event), ...added.events.map(({ event }) => event)]
  const onlyWhile = isLastEvent(row.id, seq)
  const sender = { host: new URL(adding.publicUrl).hostname, now: clock(), onlyWhile }
  const { setApart } = added
  const results = await store.write([
    store.db
      .update(inbox)
      .set({ ...inboxRow(all, profile, calendar), ...(setApart === undefined ? {} : { setApart }) })
      .where(and(eq(inbox.caseId, row.id), onlyWhile)),
    ...added.events.flatMap(({ event }) => partWrites(adding, row.id, seq, event)),
    ...mailWrites(store, sender, added.letters),
    insertAfter(row.id, seq, key, added.events),
  ])
  return (results.at(-1)?.rowsAffected ?? 0) > 0
}

/** The parts that queries look at say what the events say. */
function partWrites(
  { served }: LookingBack,
  caseId: number,
  seq: number,
  event: CaseEvent,
): readonly Write[] {
  if (event.kind !== 'concern-not-resolved') return []
  const { part, becomes } = event.data
  return [
    served.store.db
      .update(parts)
      .set({ category: becomes })
      .where(and(eq(parts.caseId, caseId), eq(parts.n, part), isLastEvent(caseId, seq))),
  ]
}

/** All of them or none: they follow each other only while `seq` is the last. */
function insertAfter(
  caseId: number,
  seq: number,
  key: Sealer | undefined,
  added: readonly NewEvent[],
): Write {
  const rows = added.map(() => 'select ?, ?, ?, ?, ?, ?, ?').join(' union all ')
  return {
    sql: `insert into events (case_id, kind, at, "on", by, data, sealed)
      select * from (${rows}) where (select max(seq) from events where case_id = ?) = ?`,
    args: [
      ...added.flatMap(({ event, text }) => [
        caseId,
        event.kind,
        event.at,
        event.on,
        event.by,
        JSON.stringify(event.data),
        text === undefined || text === '' ? null : (key?.seal(text) ?? null),
      ]),
      caseId,
      seq,
    ],
  }
}
