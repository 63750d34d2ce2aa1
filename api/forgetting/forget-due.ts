import { forgettingDay } from '#api/store/tables.ts'
import type { Upkeeping } from '#api/upkeep/upkeep.ts'
import { LocalDate, localDateOf } from '#schema/dates.ts'
import { numberOfDay } from '#schema/rules/days/day-number.ts'
import { finishRemovals } from './finish-removal.ts'
import { destroyDue, listKeeping } from './keep-list.ts'
import { keepRemoved } from './keep-removed.ts'

/** Which day each authority's list was made for; one that was just started makes it anew. */
const listedOn = new WeakMap<Upkeeping['served'], LocalDate>()

const LONGEST_STEP_DAYS = 2
/** The table has one row. */
const ONLY = 1

/**
 * What is forgotten by itself: removals that were cut short are finished, and once a day the list of what
 * need no longer be kept is made and what the authority has removed without a look is removed. On a day
 * more than two after the last, the clock may be wrong: then nothing is removed until the next. Answers how
 * many cases went.
 */
export async function forgetDue(upkeeping: Upkeeping): Promise<number> {
  const { served, clock } = upkeeping
  const { store } = served
  await finishRemovals(store, clock())
  const today = localDateOf(clock())
  if (listedOn.get(served) === today) return 0
  const again = await keepRemoved(upkeeping)
  await listKeeping(upkeeping)
  const [last] = await store.db.select().from(forgettingDay)
  const isBelieved = last !== undefined && isNextDay(LocalDate.parse(last.on), today)
  const destroyed = isBelieved ? await destroyDue(upkeeping) : 0
  await store.write([
    store.db
      .insert(forgettingDay)
      .values({ id: ONLY, on: today })
      .onConflictDoUpdate({ target: forgettingDay.id, set: { on: today } }),
  ])
  listedOn.set(served, today)
  return again + destroyed
}

function isNextDay(last: LocalDate, today: LocalDate): boolean {
  const days = numberOfDay(today) - numberOfDay(last)
  return days >= 0 && days <= LONGEST_STEP_DAYS
}
