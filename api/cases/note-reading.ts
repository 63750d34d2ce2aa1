import type { Officer } from '#api/officers/officers.ts'
import { reads } from '#api/store/tables.ts'
import { CaseEvent } from '#schema/case/case.ts'
import { localDateOf } from '#schema/dates.ts'
import { caseState } from '#schema/rules/case/case-state.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import { type KeptEvent, readEvents } from './events.ts'
import { type Saving, saveEvents } from './save-events.ts'

/** One officer who looks at something, at one moment. */
export type Reading = Saving & { readonly officer: Officer }

/**
 * Writes down who reads it, and the first time that somebody does, which is what the writer wants to
 * know. Answers the events as they are then.
 */
export async function noteReading(reading: Reading, caseId: number): Promise<readonly KeptEvent[]> {
  const { store, officer, at } = reading
  const kept = await readEvents(store, caseId)
  const read = CaseEvent.parse({
    kind: 'read',
    at,
    on: localDateOf(at),
    by: `officer:${officer.id}`,
    data: {},
  })
  const events = kept.map(({ event }) => event)
  const isFirst = caseState(events).readOn === null && mayFollow(events, read).ok
  const noted = store.db.insert(reads).values({ caseId, officerId: officer.id, at })
  if (!isFirst) {
    await store.write([noted])
    return kept
  }
  // Nothing of it is sealed, so no key is needed. Whoever is not the first after all has read it too.
  const seen = { caseId, key: undefined, kept }
  await saveEvents(reading, seen, { events: [{ event: read }], also: () => [noted] })
  return readEvents(store, caseId)
}
