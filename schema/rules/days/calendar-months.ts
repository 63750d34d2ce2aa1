import type { LocalDate } from '../../dates.ts'
import { dayOfNumber, numberOfDay, numberOfYmd } from './day-number.ts'
import { addWorkingDays, type Calendar, isWorkingDay } from './working-days.ts'

/**
 * The same day so many months later; where that month has no such day, its last; where nobody works then, the
 * next working day. UK GDPR art. 12(3) and 12A, as the Information Commissioner counts them from receipt.
 */
export function monthsAfter(day: LocalDate, months: number, calendar: Calendar): LocalDate {
  const [year = 0, month = 1, dayOfMonth = 1] = day.split('-').map(Number)
  const nth = year * 12 + month - 1 + months
  const [toYear, toMonth] = [Math.floor(nth / 12), (nth % 12) + 1]
  const lastOfMonth = numberOfYmd(toYear, toMonth + 1, 1) - numberOfYmd(toYear, toMonth, 1)
  const on = dayOfNumber(numberOfYmd(toYear, toMonth, Math.min(dayOfMonth, lastOfMonth)))
  return isWorkingDay(on, calendar) ? on : addWorkingDays(on, 1, calendar)
}

/** The last day of a period of so many days that begins on the day itself: days of rest count like any other. */
export function lastOfDays(day: LocalDate, days: number): LocalDate {
  return dayOfNumber(numberOfDay(day) + days - 1)
}
