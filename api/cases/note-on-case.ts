import type { Sealer, Write } from '#api/store/store.ts'
import { CaseEvent, type EventKind, type EventOf } from '#schema/case/case.ts'
import { localDateOf } from '#schema/dates.ts'
import { readEvents } from './events.ts'
import type { Reading } from './note-reading.ts'
import { saveEvents } from './save-events.ts'

/** What an officer did with a case besides acting on it, and the words that are sealed with it. */
type Noted<K extends EventKind> = {
  readonly kind: K
  readonly data: EventOf<K>['data']
  readonly text: string | undefined
  /** What else belongs to the same transaction. */
  readonly also?: readonly Write[]
}

/**
 * Writes down what an officer did, whatever else happens to the case meanwhile. On the disk before anything is
 * handed on. Throws where it cannot be written.
 */
export async function noteOnCase<K extends EventKind>(
  reading: Reading,
  { caseId, key }: { readonly caseId: number; readonly key: Sealer | undefined },
  { kind, data, text, also = [] }: Noted<K>,
): Promise<void> {
  const { store, officer, at } = reading
  const by = `officer:${officer.id}`
  const event = CaseEvent.parse({ kind, at, on: localDateOf(at), by, data })
  for (;;) {
    const seen = { caseId, key, kept: await readEvents(store, caseId) }
    const saved = await saveEvents(reading, seen, { events: [{ event, text }], also: () => also })
    if (saved.ok) return
    // Something else happened to the case meanwhile: this did too.
    if (saved.code !== 'out-of-date') throw new Error(`not written down: ${saved.code}`)
  }
}
