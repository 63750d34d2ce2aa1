import type { WhyDay } from '../../authority/bank-holidays.ts'
import type { LocalDate } from '../../dates.ts'
import type { WorkedOut } from '../../form/submission.ts'
import type { Calendar } from './bank-holidays.ts'
import { type DayNumber, dayOfNumber, numberOfDay } from './day-number.ts'

export { type Calendar, englandAndWales } from './bank-holidays.ts'

/** Whether a day counts towards a time limit (SI 2006/1738 reg 2). */
export function isWorkingDay(day: LocalDate, calendar: Calendar): boolean {
  return calendar.dayOff(numberOfDay(day)) === undefined
}

/**
 * The `n`th working day after `day`, which itself is day 0 whether it counts or not; before it when `n`
 * is negative. `n` is a whole number; 0 answers the day itself.
 */
export function addWorkingDays(day: LocalDate, n: number, calendar: Calendar): LocalDate {
  return dayOfNumber(stepWorkingDays(numberOfDay(day), n, calendar))
}

function stepWorkingDays(from: DayNumber, n: number, calendar: Calendar): DayNumber {
  if (!Number.isSafeInteger(n)) throw new RangeError('working days are whole numbers')
  const step = n < 0 ? -1 : 1
  let day = from
  for (let left = Math.abs(n); left > 0; ) {
    day += step
    if (calendar.dayOff(day) === undefined) left--
  }
  return day
}

/**
 * How many working days lie after `from`, up to and with `to`: what a stage took that began on `from`
 * and was answered on `to`. Negative when `to` is the earlier.
 */
export function workingDaysBetween(from: LocalDate, to: LocalDate, calendar: Calendar): number {
  const [first, last] = [numberOfDay(from), numberOfDay(to)]
  if (last < first) return -workingDaysBetween(to, from, calendar)
  let count = 0
  for (let day = first + 1; day <= last; day++) {
    if (calendar.dayOff(day) === undefined) count++
  }
  return count
}

/** One day of the count, with a code for its reason. */
export type WorkedOutDay = WorkedOut & { readonly why: WhyDay }

/**
 * Every day from `day` to the `n`th working day after it, and why each does or does not count: what an
 * officer is shown as "how we worked it out". Refuses a negative `n`.
 */
export function workOut(day: LocalDate, n: number, calendar: Calendar): WorkedOutDay[] {
  if (n < 0) throw new RangeError('a limit runs forwards')
  const first = numberOfDay(day)
  const last = stepWorkingDays(first, n, calendar)
  const days: WorkedOutDay[] = [{ date: day, counts: false, why: 'day-0' }]
  for (let next = first + 1; next <= last; next++) {
    const dayOff = calendar.dayOff(next)
    days.push({
      date: dayOfNumber(next),
      counts: dayOff === undefined,
      why: dayOff ?? 'working-day',
    })
  }
  return days
}

/** A date after the last confirmed year may still move: the government can give or move a holiday. */
export type CalendarWarning = 'after-confirmed-year'

export function warningFor(day: LocalDate, calendar: Calendar): CalendarWarning | null {
  return Number(day.slice(0, 4)) > calendar.confirmedThrough ? 'after-confirmed-year' : null
}
