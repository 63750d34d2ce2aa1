import { and, count, eq, gt, inArray } from 'drizzle-orm'
import type { Store } from '#api/store/store.ts'
import { inbox } from '#api/store/tables.ts'
import type { Calendar } from '#schema/rules/days/working-days.ts'

/** How many open dates fall after the last year whose bank holidays are confirmed: they may still move. */
export async function unconfirmedDates(
  store: Store,
  calendar: Pick<Calendar, 'confirmedThrough'>,
): Promise<number> {
  const [found] = await store.db
    .select({ dates: count() })
    .from(inbox)
    .where(
      and(
        eq(inbox.open, 1),
        inArray(inbox.setApart, [0, 1]),
        inArray(inbox.urgent, [0, 1]),
        gt(inbox.dueOn, `${calendar.confirmedThrough}-12-31`),
      ),
    )
  return found?.dates ?? 0
}
