import { count, eq, max, min } from 'drizzle-orm'
import { namesOf } from '#api/officers/names.ts'
import type { Officer } from '#api/officers/officers.ts'
import type { Store } from '#api/store/store.ts'
import { reads } from '#api/store/tables.ts'
import type { LocalDate } from '#schema/dates.ts'
import { readableCase } from './may-read.ts'

/** One colleague who opened a case, and when. */
export type SeenBy = {
  readonly name: string
  readonly times: number
  readonly firstAt: string
  readonly lastAt: string
}

/**
 * Who opened a case, the last one first; undefined when there is none or this officer may not see it. Asking is
 * no reading: nothing of the case is shown.
 */
export async function whoHasSeen(
  store: Store,
  officer: Officer,
  reference: string,
  today: LocalDate,
): Promise<readonly SeenBy[] | undefined> {
  const caseId = await readableCase(store, officer, reference, today)
  if (caseId === undefined) return undefined
  const rows = await store.db
    .select({
      id: reads.officerId,
      times: count(),
      firstAt: min(reads.at),
      lastAt: max(reads.at),
    })
    .from(reads)
    .where(eq(reads.caseId, caseId))
    .groupBy(reads.officerId)
  const names = await namesOf(
    store,
    rows.map(({ id }) => id),
  )
  return rows
    .map(({ id, times, firstAt, lastAt }) => ({
      name: names.get(id) ?? '',
      times,
      firstAt: firstAt ?? '',
      lastAt: lastAt ?? '',
    }))
    .sort((a, b) => b.lastAt.localeCompare(a.lastAt))
}
