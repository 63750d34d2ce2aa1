import { setImmediate } from 'node:timers/promises'
import { asc, eq, gt } from 'drizzle-orm'
import { faultCode } from '#api/log.ts'
import { type Store, StoreBusy } from '#api/store/store.ts'
import { cases, inbox } from '#api/store/tables.ts'
import type { Upkeeping } from './upkeep.ts'

/** How much is read at once, some ten milliseconds: between two pages everybody else gets a turn. */
const A_PAGE = 50

/** A case, with its row of the desk's list as it stands; null where there is none. */
export type ListedCase = {
  readonly caseId: number
  readonly reference: string
  readonly row: typeof inbox.$inferSelect | null
}

/** Every case after this number, a page at a time, until told to end. */
export async function* pagesOfCases(
  store: Store,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<readonly ListedCase[]> {
  let last = after
  while (!signal.aborted) {
    const page = await store.db
      .select({ caseId: cases.id, reference: cases.reference, row: inbox })
      .from(cases)
      .leftJoin(inbox, eq(inbox.caseId, cases.id))
      .where(gt(cases.id, last))
      .orderBy(asc(cases.id))
      .limit(A_PAGE)
    const end = page.at(-1)
    if (end === undefined) return
    yield page
    last = end.caseId
    await setImmediate()
  }
}

/** Acts on a page of the list at a time, until told to end. */
export async function inPages<T>(
  list: readonly T[],
  signal: AbortSignal,
  act: (page: readonly T[]) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < list.length && !signal.aborted; from += A_PAGE) {
    await act(list.slice(from, from + A_PAGE))
    await setImmediate()
  }
}

/**
 * Acts on one case, and then gives everybody else a turn. A case that cannot be read keeps no other from its turn:
 * the fault is noted and the next one follows. A store that cannot be written now is another matter, and
 * everything waits for it.
 */
export async function onCase<T>(
  { log, served }: Pick<Upkeeping, 'log' | 'served'>,
  reference: string,
  act: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await act()
  } catch (fault) {
    if (fault instanceof StoreBusy) throw fault
    log('error', 'fault', { authority: served.store.slug, reference, fault: faultCode(fault) })
    return undefined
  } finally {
    // The database answers without a turn of the loop: nobody would be served, and none of its statements freed.
    await setImmediate()
  }
}
