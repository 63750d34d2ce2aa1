import type { OneOff, WhyDay } from '../../authority/bank-holidays.ts'
import { type DayNumber, dayOfNumber, numberOfDay, numberOfYmd, weekdayOf } from './day-number.ts'

/** Why a day is left out of the count. */
export type DayOff = Exclude<WhyDay, 'day-0' | 'working-day' | 'held'>

type Holidays = Map<DayNumber, DayOff>

/**
 * Which days count. Ask it through `working-days.ts`.
 * Made once by `englandAndWales` and passed to every rule that counts days.
 */
export type Calendar = {
  /** The last year whose bank holidays the government has confirmed. */
  readonly confirmedThrough: number
  /** Why this day is left out; undefined when it counts. */
  readonly dayOff: (day: DayNumber) => DayOff | undefined
}

const FIRST_YEAR = 2000
const LAST_YEAR = 2050
const MONDAY = 1
const SATURDAY = 6
const SUNDAY = 0

/**
 * The calendar of England and Wales. Weekends, Christmas Day, Boxing Day, Good Friday and the bank
 * holidays of the Banking and Financial Dealings Act 1971 do not count (SI 2006/1738 reg 2). Days on
 * which a council shuts its offices are no exception: they count.
 */
export function englandAndWales(options?: {
  readonly oneOffs?: readonly OneOff[]
  readonly confirmedThrough?: number
}): Calendar {
  const oneOffs = options?.oneOffs ?? []
  const first = numberOfYmd(FIRST_YEAR, 1, 1)
  const last = numberOfYmd(LAST_YEAR, 12, 31)
  // A table of every day: looking a day up must cost next to nothing, a count looks at a hundred.
  const daysOff: (DayOff | undefined)[] = []
  for (let day = first; day <= last; day++) daysOff.push(weekendOf(day))
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    for (const [day, why] of holidaysOf(year, oneOffs)) daysOff[day - first] = why
  }
  return Object.freeze({
    confirmedThrough: options?.confirmedThrough ?? LAST_YEAR,
    dayOff: (day: DayNumber) =>
      day >= first && day <= last
        ? daysOff[day - first]
        : (holidaysOf(yearOf(day), oneOffs).get(day) ?? weekendOf(day)),
  })
}

/** The bank holidays of one year, with its one-off days put in and taken out. */
function holidaysOf(year: number, oneOffs: readonly OneOff[]): Holidays {
  const easter = easterSunday(year)
  const holidays: Holidays = new Map<DayNumber, DayOff>([
    [easter - 2, 'good-friday'],
    [easter + 1, 'easter-monday'],
    [firstMondayFrom(numberOfYmd(year, 5, 1)), 'early-may-bank-holiday'],
    [firstMondayFrom(numberOfYmd(year, 5, 25)), 'spring-bank-holiday'],
    [firstMondayFrom(numberOfYmd(year, 8, 25)), 'summer-bank-holiday'],
    ...newYear(year),
    ...christmas(year),
  ])
  for (const oneOff of oneOffs) {
    if (Number(oneOff.on.slice(0, 4)) !== year) continue
    if (oneOff.change === 'holiday') holidays.set(numberOfDay(oneOff.on), 'one-off')
    else holidays.delete(numberOfDay(oneOff.on))
  }
  return holidays
}

function newYear(year: number): [DayNumber, DayOff][] {
  const first = numberOfYmd(year, 1, 1)
  const holiday: [DayNumber, DayOff] = [first, 'new-years-day']
  return isWeekend(first) ? [holiday, [firstMondayFrom(first), 'substitute-day']] : [holiday]
}

/** 25 and 26 December never count (reg 2); each that falls on a weekend gives a later weekday instead. */
function christmas(year: number): [DayNumber, DayOff][] {
  const christmasDay = numberOfYmd(year, 12, 25)
  const days: [DayNumber, DayOff][] = [
    [christmasDay, 'christmas-day'],
    [christmasDay + 1, 'boxing-day'],
  ]
  switch (weekdayOf(christmasDay)) {
    case 5:
      return [...days, [christmasDay + 3, 'substitute-day']]
    case SATURDAY:
      return [...days, [christmasDay + 2, 'substitute-day'], [christmasDay + 3, 'substitute-day']]
    case SUNDAY:
      return [...days, [christmasDay + 2, 'substitute-day']]
    default:
      return days
  }
}

/** Easter Sunday of the Gregorian calendar, by the golden number and the moon's age. */
function easterSunday(year: number): DayNumber {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const moon =
    (19 * golden + century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 15) %
    30
  const fullMoon =
    moon -
    Math.floor(moon / 28) * (1 - Math.floor(29 / (moon + 1)) * Math.floor((21 - golden) / 11))
  const weekday =
    (year + Math.floor(year / 4) + fullMoon + 2 - century + Math.floor(century / 4)) % 7
  return numberOfYmd(year, 3, 28) + fullMoon - weekday
}

function firstMondayFrom(day: DayNumber): DayNumber {
  return day + ((MONDAY - weekdayOf(day) + 7) % 7)
}

function weekendOf(day: DayNumber): 'saturday' | 'sunday' | undefined {
  const weekday = weekdayOf(day)
  if (weekday === SATURDAY) return 'saturday'
  return weekday === SUNDAY ? 'sunday' : undefined
}

function isWeekend(day: DayNumber): boolean {
  return weekendOf(day) !== undefined
}

function yearOf(day: DayNumber): number {
  return Number(dayOfNumber(day).slice(0, 4))
}
