import { and, eq } from 'drizzle-orm'
import { listOfficers, type Officer } from '#api/officers/officers.ts'
import type { Store } from '#api/store/store.ts'
import { inbox } from '#api/store/tables.ts'
import type { LocalDate } from '#schema/dates.ts'
import { mayRead } from './may-read.ts'

/** Everybody of the desk who may see this case: asked of `mayRead` for each, like any list. */
export async function readersOf(
  store: Store,
  caseId: number,
  today: LocalDate,
): Promise<readonly Officer[]> {
  const everybody = await listOfficers(store)
  const seeing = await Promise.all(
    everybody.map((officer) =>
      store.db
        .select({ caseId: inbox.caseId })
        .from(inbox)
        .where(and(eq(inbox.caseId, caseId), mayRead(officer, today))),
    ),
  )
  return everybody.filter((_, nth) => seeing[nth]?.length === 1)
}
