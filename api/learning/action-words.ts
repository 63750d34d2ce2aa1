import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Store } from '#api/store/store.ts'
import { cases, events, reads } from '#api/store/tables.ts'
import type { Instant } from '#schema/dates.ts'
import type { ActionRow } from './list-actions.ts'

/**
 * These actions with what each says is to be done. Ask for cases that somebody may see alone, a few hundred at a time:
 * it is read at once. That their words were shown is on the disk before they are.
 */
export async function withWords(
  store: Store,
  actions: readonly ActionRow[],
  reading: { readonly by: number; readonly at: Instant },
): Promise<readonly ActionRow[]> {
  const ids = [...new Set(actions.map(({ caseId }) => caseId))]
  if (ids.length === 0) return actions
  const rows = await store.db
    .select({
      caseId: events.caseId,
      action: sql<number>`json_extract(${events.data}, '$.action')`,
      keyId: cases.keyId,
      sealed: events.sealed,
    })
    .from(events)
    .innerJoin(cases, eq(cases.id, events.caseId))
    .where(and(inArray(events.caseId, ids), eq(events.kind, 'action-agreed')))
  const words = new Map<string, string>()
  for (const { caseId, action, keyId, sealed } of rows) {
    const key = sealed === null ? undefined : await store.keys.caseKey(keyId)
    if (sealed === null || key === undefined) continue
    words.set(`${caseId}/${action}`, key.open(sealed).toString())
  }
  const { by: officerId, at } = reading
  await store.write([
    store.db.insert(reads).values(ids.map((caseId) => ({ caseId, officerId, at }))),
  ])
  return actions.map((one) => ({
    ...one,
    what: words.get(`${one.caseId}/${one.action}`) ?? null,
  }))
}
