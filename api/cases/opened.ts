import { and, eq, gte, min } from 'drizzle-orm'
import type { Store } from '#api/store/store.ts'
import { reads } from '#api/store/tables.ts'
import { type Instant, instant } from '#schema/dates.ts'

/** When an officer first opened the case at or after a moment; null when none has. */
export async function firstOpenedSince(
  store: Store,
  caseId: number,
  since: Instant,
): Promise<Instant | null> {
  const [row] = await store.db
    .select({ at: min(reads.at) })
    .from(reads)
    .where(and(eq(reads.caseId, caseId), gte(reads.at, since)))
  return row?.at ? instant(row.at) : null
}
