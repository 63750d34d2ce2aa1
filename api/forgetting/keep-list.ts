import { setImmediate } from 'node:timers/promises'
import { and, asc, eq, gt, inArray, isNotNull, lte, sql } from 'drizzle-orm'
import { type KeptEvent, readEventsOfAll } from '#api/cases/events.ts'
import { mayRead } from '#api/cases/may-read.ts'
import type { Officer } from '#api/officers/officers.ts'
import type { Store, Write } from '#api/store/store.ts'
import { inbox, retention } from '#api/store/tables.ts'
import { onCase } from '#api/upkeep/pages.ts'
import type { Upkeeping } from '#api/upkeep/upkeep.ts'
import { CaseEvent } from '#schema/case/case.ts'
import { LocalDate, localDateOf } from '#schema/dates.ts'
import { keepingOf } from '#schema/rules/privacy/retention.ts'
import { Category } from '#schema/vocabulary.ts'
import { remove } from './remove.ts'

const A_PAGE = 50
const LISTED = 50

/** Works out for every case at rest until when it is kept, a page at a time. Answers how many there are. */
export async function listKeeping(upkeeping: Upkeeping): Promise<number> {
  const { served, signal } = upkeeping
  let [listed, last] = [0, 0]
  while (!signal.aborted) {
    const page = await served.store.db
      .select({ caseId: inbox.caseId, reference: inbox.reference })
      .from(inbox)
      // The plus keeps it on the number of the case: an index that knows what is closed would sort all of it for each page.
      .where(and(sql`+${inbox.open} = 0`, gt(inbox.caseId, last)))
      .orderBy(asc(inbox.caseId))
      .limit(A_PAGE)
    const end = page.at(-1)
    if (end === undefined) break
    const ids = page.map(({ caseId }) => caseId)
    const events = await readEventsOfAll(served.store, ids)
    const writes: Write[] = []
    for (const { caseId, reference } of page) {
      const row = await onCase(upkeeping, reference, async () =>
        keepingWrites(upkeeping, caseId, events.get(caseId) ?? []),
      )
      writes.push(...(row ?? []))
    }
    await served.store.write(writes)
    listed += page.length
    last = end.caseId
    await setImmediate()
  }
  return listed
}

/** The row of one case in the list, as its events have it now. */
export function keepingWrites(
  { served }: Pick<Upkeeping, 'served'>,
  caseId: number,
  kept: readonly Pick<KeptEvent, 'event'>[],
): readonly Write[] {
  const { store, profile } = served
  const keeping = keepingOf(
    kept.map(({ event }) => event),
    profile,
  )
  if (keeping === null) return [store.db.delete(retention).where(eq(retention.caseId, caseId))]
  const { until, rule, isHeld } = keeping
  const row = { until, afterwards: rule.afterwards, held: isHeld ? 1 : 0 }
  return [
    store.db
      .insert(retention)
      .values({ caseId, ...row })
      .onConflictDoUpdate({ target: retention.caseId, set: row }),
  ]
}

/** One case whose time is over. */
type DueRow = {
  readonly reference: string
  readonly category: Category
  readonly receivedOn: LocalDate
  readonly until: LocalDate
  readonly afterwards: 'review' | 'destroy'
}

export type Due = { readonly rows: readonly DueRow[]; readonly isAll: boolean }

/**
 * The cases that this officer may see and that need no longer be kept on a day: today's list, or a look ahead
 * that changes nothing. What is held for somebody is not in it.
 */
export async function dueForRemoval(
  store: Store,
  officer: Officer,
  on: LocalDate,
  today: LocalDate,
): Promise<Due> {
  const found = await store.db
    .select({
      reference: inbox.reference,
      category: inbox.category,
      receivedOn: inbox.receivedOn,
      until: retention.until,
      afterwards: retention.afterwards,
    })
    .from(retention)
    .innerJoin(inbox, eq(inbox.caseId, retention.caseId))
    .where(
      and(
        isNotNull(retention.until),
        lte(retention.until, on),
        eq(retention.held, 0),
        inArray(retention.afterwards, ['review', 'destroy']),
        mayRead(officer, today),
      ),
    )
    .orderBy(asc(retention.until), asc(retention.caseId))
    .limit(LISTED + 1)
  const rows = found.slice(0, LISTED).map(
    (row): DueRow => ({
      reference: row.reference,
      category: Category.parse(row.category),
      receivedOn: LocalDate.parse(row.receivedOn),
      until: LocalDate.parse(row.until),
      afterwards: row.afterwards === 'destroy' ? 'destroy' : 'review',
    }),
  )
  return { rows, isAll: found.length <= LISTED }
}

/** Removes what its authority's own rule has removed without a look, a page at a time. Answers how many cases. */
export async function destroyDue(upkeeping: Upkeeping): Promise<number> {
  let [destroyed, last] = [0, 0]
  while (!upkeeping.signal.aborted) {
    const page = await pageToDestroy(upkeeping, last)
    const end = page.at(-1)
    if (end === undefined) break
    for (const { caseId, reference } of page) {
      if (upkeeping.signal.aborted) break
      const isGone = await onCase(upkeeping, reference, () => destroyIfDue(upkeeping, caseId))
      if (isGone === true) destroyed += 1
    }
    last = end.caseId
    await setImmediate()
  }
  return destroyed
}

/** The next cases of the list whose time is over and whose rule has them destroyed, after a number. */
function pageToDestroy({ served, clock }: Upkeeping, after: number) {
  return served.store.db
    .select({ caseId: retention.caseId, reference: inbox.reference })
    .from(retention)
    .innerJoin(inbox, eq(inbox.caseId, retention.caseId))
    .where(
      and(
        gt(retention.caseId, after),
        lte(retention.until, localDateOf(clock())),
        eq(retention.held, 0),
        eq(retention.afterwards, 'destroy'),
      ),
    )
    .orderBy(asc(retention.caseId))
    .limit(A_PAGE)
}

/** Removes one of them. The list may be of yesterday: the rule itself decides. Answers whether it went. */
async function destroyIfDue(
  { served, calendar, clock, publicUrl }: Upkeeping,
  caseId: number,
): Promise<boolean> {
  const { store, profile } = served
  const at = clock()
  const today = localDateOf(at)
  const kept = (await readEventsOfAll(store, [caseId])).get(caseId) ?? []
  const keeping = keepingOf(
    kept.map(({ event }) => event),
    profile,
  )
  const isDue = keeping?.until != null && keeping.until <= today && !keeping.isHeld
  if (!isDue || keeping.rule.afterwards !== 'destroy') return false
  const event = CaseEvent.parse({
    kind: 'removed',
    at,
    on: today,
    by: 'earshot',
    data: { why: 'time-over' },
  })
  if (event.kind !== 'removed') return false
  const saving = { store, profile, calendar, at, publicUrl }
  return (await remove(saving, { caseId, key: undefined, kept }, event)).ok
}
