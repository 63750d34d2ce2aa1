import type { WorkedOut } from '../../form/submission.ts'
import type { DayOff } from './bank-holidays.ts'

/** Days off as people call them. */
type Holiday = 'christmas' | 'new-year' | 'easter' | 'bank-holiday'

/** How a date came about, in one line: how many days counted, and which days off lay between. */
type DaysCounted = { readonly workingDays: number; readonly leftOut: readonly Holiday[] }

const CALLED: Partial<Record<DayOff, Holiday>> = {
  'christmas-day': 'christmas',
  'boxing-day': 'christmas',
  'new-years-day': 'new-year',
  'good-friday': 'easter',
  'easter-monday': 'easter',
  'early-may-bank-holiday': 'bank-holiday',
  'spring-bank-holiday': 'bank-holiday',
  'summer-bank-holiday': 'bank-holiday',
  'one-off': 'bank-holiday',
}

/**
 * The working days of a count, and the holidays it leaves out, each once and in the order in which they come. Weekends are not
 * named: everybody knows them.
 */
export function daysCounted(days: readonly WorkedOut[]): DaysCounted {
  const leftOut = days.flatMap((day) => holidayOf(day) ?? [])
  return {
    workingDays: days.filter(({ counts }) => counts).length,
    leftOut: [...new Set(leftOut)],
  }
}

/** A weekday given in place of a holiday that fell on a weekend belongs to that holiday. */
function holidayOf({ date, why }: WorkedOut): Holiday | undefined {
  if (why === 'substitute-day') return date.slice(5, 7) === '12' ? 'christmas' : 'new-year'
  return CALLED[why as DayOff]
}
