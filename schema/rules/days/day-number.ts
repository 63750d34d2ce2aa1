import type { LocalDate } from '../../dates.ts'

/** Days since 1 January 1970. Whole numbers only: no hours, no zone, nothing to drift. */
export type DayNumber = number

const DAYS_IN_400_YEARS = 146_097
/** From 1 March of the year 0 to 1 January 1970. */
const DAYS_BEFORE_1970 = 719_468

/**
 * `(1970, 1, 2)` → `1`. Years begin in March here, so that a leap day is the last of its year and every
 * other day keeps its place.
 */
export function numberOfYmd(year: number, month: number, dayOfMonth: number): DayNumber {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + dayOfMonth - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * DAYS_IN_400_YEARS + dayOfEra - DAYS_BEFORE_1970
}

/** `'1970-01-02'` → `1` */
export function numberOfDay(day: LocalDate): DayNumber {
  return numberOfYmd(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10)))
}

/** `1` → `'1970-01-02'` */
export function dayOfNumber(day: DayNumber): LocalDate {
  const z = day + DAYS_BEFORE_1970
  const era = Math.floor(z / DAYS_IN_400_YEARS)
  const dayOfEra = z - era * DAYS_IN_400_YEARS
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const dayOfMonth = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}` as LocalDate
}

/** Sunday is 0, Saturday 6. */
export function weekdayOf(day: DayNumber): number {
  return (((day + 4) % 7) + 7) % 7
}

function pad(n: number, width: number): string {
  return String(n).padStart(width, '0')
}
