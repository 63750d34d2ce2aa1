import { and, eq } from 'drizzle-orm'
import { listOfficers, type Officer } from '#api/officers/officers.ts'
import type { Store } from '#api/store/store.ts'
import { exclusions, inbox } from '#api/store/tables.ts'
import type { Colleague } from '#schema/acts/given.ts'
import type { LocalDate } from '#schema/dates.ts'
import { mayRead } from './may-read.ts'

/**
 * Everybody of the desk who may see this case, asked of `mayRead` for each, like any list; and the
 * investigators who could be named to it. Whoever is kept out of the case is neither.
 */
export async function colleaguesFor(
  store: Store,
  caseId: number,
  today: LocalDate,
): Promise<readonly Colleague[]> {
  const everybody = await listOfficers(store)
  const keptOut = await store.db
    .select({ id: exclusions.officerId })
    .from(exclusions)
    .where(eq(exclusions.caseId, caseId))
  const seeing = await Promise.all(
    everybody.map((officer) =>
      store.db
        .select({ caseId: inbox.caseId })
        .from(inbox)
        .where(and(eq(inbox.caseId, caseId), mayRead(officer, today))),
    ),
  )
  return everybody
    .map((officer, nth) => ({ ...officer, mayRead: seeing[nth]?.length === 1 }))
    .filter((officer) => officer.mayRead || couldBeNamed(officer))
    .filter(({ id }) => !keptOut.some((out) => out.id === id))
}

function couldBeNamed({ roles }: Officer): boolean {
  return roles.includes('investigator') || roles.includes('independent')
}
