import { notInArray, sql } from 'drizzle-orm'
import { readEvents } from '#api/cases/events.ts'
import { cases, removals } from '#api/store/tables.ts'
import { onCase } from '#api/upkeep/pages.ts'
import type { Upkeeping } from '#api/upkeep/upkeep.ts'
import { CaseEvent } from '#schema/case/case.ts'
import { localDateOf } from '#schema/dates.ts'
import { remove } from './remove.ts'

/**
 * After an old backup was put back: a case in it whose key was destroyed since is removed again, as of the
 * day on which it was. Its words open for nobody; now the rest goes, and its code says so. Answers how many.
 */
export async function keepRemoved(upkeeping: Upkeeping): Promise<number> {
  const { served, calendar, clock, publicUrl, signal } = upkeeping
  const { store, profile } = served
  const destroyed = await store.keys.destroyedCaseKeys()
  if (destroyed.size === 0) return 0
  const known = store.db.select({ id: removals.caseId }).from(removals)
  const standing = await store.db
    .select({ id: cases.id, keyId: cases.keyId, reference: cases.reference })
    .from(cases)
    .where(sql`${notInArray(cases.id, known)}`)
  let removed = 0
  for (const { id: caseId, keyId, reference } of standing) {
    const at = destroyed.get(keyId)
    if (at === undefined || signal.aborted) continue
    const done = await onCase(upkeeping, reference, async () => {
      const kept = await readEvents(store, caseId)
      const event = CaseEvent.parse({
        kind: 'removed',
        at: clock(),
        on: localDateOf(at),
        by: 'earshot',
        data: { why: 'asked' },
      })
      if (event.kind !== 'removed') return false
      const saving = { store, profile, calendar, at: clock(), publicUrl }
      return (await remove(saving, { caseId, key: undefined, kept }, event)).ok
    })
    if (done === true) removed += 1
  }
  return removed
}
