import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Store } from '#api/store/store.ts'
import { cases, events } from '#api/store/tables.ts'

type Nth = { readonly caseId: number; readonly action: number }

/**
 * What each of these actions says is to be done. Ask for cases that somebody may see alone. A few hundred at a time:
 * it is read at once.
 */
export async function wordsOfActions(
  store: Store,
  actions: readonly Nth[],
): Promise<(nth: Nth) => string | undefined> {
  const ids = [...new Set(actions.map(({ caseId }) => caseId))]
  if (ids.length === 0) return () => undefined
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
  return ({ caseId, action }) => words.get(`${caseId}/${action}`)
}
