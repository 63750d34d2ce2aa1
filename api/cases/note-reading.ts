import { and, eq } from 'drizzle-orm'
import type { Officer } from '#api/officers/officers.ts'
import type { Store } from '#api/store/store.ts'
import { inbox, reads } from '#api/store/tables.ts'
import { CaseEvent } from '#schema/case.ts'
import { type Instant, localDateOf } from '#schema/dates.ts'
import type { Profile } from '#schema/profile.ts'
import { caseState } from '#schema/rules/case-state.ts'
import { mayFollow } from '#schema/rules/may-follow.ts'
import { inboxRow } from '#schema/rules/status.ts'
import type { Calendar } from '#schema/rules/working-days.ts'
import { addEventAfter, isLastEvent, type KeptEvent, readEvents } from './events.ts'

/** One officer who looks at something, at one moment. */
export type Reading = {
  readonly store: Store
  readonly profile: Profile
  readonly calendar: Calendar
  readonly officer: Officer
  readonly at: Instant
}

/**
 * Writes down who reads it, and the first time that somebody does, which is what the writer wants to
 * know. Answers the events as they are then.
 */
export async function noteReading(reading: Reading, caseId: number): Promise<readonly KeptEvent[]> {
  const { store, officer, at } = reading
  const kept = await readEvents(store, caseId)
  const seq = kept.at(-1)?.seq ?? 0
  const read = CaseEvent.parse({
    kind: 'read',
    at,
    on: localDateOf(at),
    by: `officer:${officer.id}`,
    data: {},
  })
  const events = kept.map(({ event }) => event)
  const isFirst = caseState(events).readOn === null && mayFollow(events, read).ok
  const row = isFirst ? inboxRow([...events, read], reading.profile, reading.calendar) : undefined
  await store.write([
    store.db.insert(reads).values({ caseId, officerId: officer.id, at }),
    ...(row === undefined
      ? []
      : [
          store.db
            .update(inbox)
            .set(row)
            .where(and(eq(inbox.caseId, caseId), isLastEvent(caseId, seq))),
          addEventAfter(caseId, seq, read, null),
        ]),
  ])
  return isFirst ? readEvents(store, caseId) : kept
}
