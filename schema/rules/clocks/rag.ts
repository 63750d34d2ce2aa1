import type { LocalDate } from '../../dates.ts'
import { dayOfNumber, numberOfDay, weekdayOf } from '../days/day-number.ts'
import { addWorkingDays, type Calendar } from '../days/working-days.ts'

/** How urgent a date is, as councils colour their lists. Red: it has passed. Amber: it is near. Green: the rest. */
export type Rag = 'red' | 'amber' | 'green'

/** `nearUntil`: the last day that counts as near. */
export function ragOf(
  dueOn: LocalDate,
  { today, nearUntil }: { readonly today: LocalDate; readonly nearUntil: LocalDate },
): Rag {
  if (dueOn < today) return 'red'
  return dueOn <= nearUntil ? 'amber' : 'green'
}

/** The Monday of the week in which a day lies: the name of that week. */
export function weekOf(day: LocalDate): LocalDate {
  const number = numberOfDay(day)
  return dayOfNumber(number - ((weekdayOf(number) + 6) % 7))
}

/** Whether the list of this week goes out by now: from its first working day on. */
export function isWeekListDue(today: LocalDate, calendar: Calendar): boolean {
  const sunday = dayOfNumber(numberOfDay(weekOf(today)) - 1)
  return today >= addWorkingDays(sunday, 1, calendar)
}
