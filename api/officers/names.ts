import { inArray } from 'drizzle-orm'
import type { Store } from '#api/store/store.ts'
import { officers } from '#api/store/tables.ts'

/** Officers' names by their numbers. Those who left keep theirs: they did something here. */
export async function namesOf(
  store: Store,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await store.db
    .select({ id: officers.id, name: officers.name })
    .from(officers)
    .where(inArray(officers.id, [...new Set(ids)]))
  return new Map(rows.map(({ id, name }) => [id, name]))
}
