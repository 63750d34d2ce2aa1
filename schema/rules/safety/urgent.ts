import type { Profile } from '../../authority/profile.ts'
import { type Instant, instantOf, type LocalDate, localDateOf } from '../../dates.ts'
import { dayOfNumber, numberOfDay } from '../days/day-number.ts'
import { type Calendar, isWorkingDay } from '../days/working-days.ts'

/** By when we try to reach somebody who may not be safe, in parts that words can be made of. */
export type UrgentBy = {
  readonly at: Instant
  readonly on: LocalDate
  /** London time, `14:30`. */
  readonly time: string
  readonly day: 'today' | 'later'
  /** True when nobody was on duty at that moment: the page then says that this form is not watched. */
  readonly outOfHours: boolean
}

const MINUTE = 60_000

/**
 * Counts the minutes of the profile's promise in duty hours of working days, Europe/London. What is left
 * at the end of one duty goes on at the start of the next.
 */
export function urgentBy(at: Instant, profile: Profile, calendar: Calendar): UrgentBy {
  const { withinMinutes, dutyFrom, dutyTo } = profile.urgent
  const [from, to] = [minutesOf(dutyFrom), minutesOf(dutyTo)]
  const today = localDateOf(at)
  const now = londonMinutes(at)
  const onDuty = isOnDuty(at, profile, calendar)

  const startsToday = isDutyDay(today, profile, calendar) && now < to
  let on = startsToday ? today : nextDutyDay(today, profile, calendar)
  let minute = onDuty ? now : from
  let left = withinMinutes
  while (left > to - minute) {
    left -= to - minute
    on = nextDutyDay(on, profile, calendar)
    minute = from
  }
  const by = minute + left
  return {
    at: londonInstant(on, by),
    on,
    time: clockTime(by),
    day: on === today ? 'today' : 'later',
    outOfHours: !onDuty,
  }
}

/** Whether somebody is on duty at this moment: in the profile's hours of a working day, its end not counted. */
export function isOnDuty(at: Instant, profile: OnDutyHere, calendar: Calendar): boolean {
  const now = londonMinutes(at)
  const { urgent } = profile
  return (
    isDutyDay(localDateOf(at), profile, calendar) &&
    now >= minutesOf(urgent.dutyFrom) &&
    now < minutesOf(urgent.dutyTo)
  )
}

/** What says when somebody is on duty here. */
export type OnDutyHere = Pick<Profile, 'closures'> & {
  readonly urgent: Pick<Profile['urgent'], 'dutyFrom' | 'dutyTo'>
}

/** Whether anybody is at work here on a day: a working day on which the office is not closed. */
export function isDutyDay(
  day: LocalDate,
  { closures }: Pick<Profile, 'closures'>,
  calendar: Calendar,
): boolean {
  const isClosed = closures.some(({ from, until }) => from <= day && day <= until)
  return isWorkingDay(day, calendar) && !isClosed
}

/** The first duty day after a day. A closure has an end, so there is one. */
function nextDutyDay(
  day: LocalDate,
  profile: Pick<Profile, 'closures'>,
  calendar: Calendar,
): LocalDate {
  let next = numberOfDay(day) + 1
  while (!isDutyDay(dayOfNumber(next), profile, calendar)) next++
  return dayOfNumber(next)
}

const londonTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** Minutes since midnight in London. */
export function londonMinutes(at: Instant): number {
  return minutesOf(londonTime.format(new Date(at)))
}

/** `'09:30'` → `570` */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}

/** `570` → `'09:30'` */
function clockTime(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** The moment at which London clocks show this. In summer they are an hour ahead of UTC. */
export function londonInstant(on: LocalDate, minutes: number): Instant {
  const asWinter = Date.parse(`${on}T00:00:00.000Z`) + minutes * MINUTE
  const shown = londonMinutes(instantOf(new Date(asWinter)))
  const ahead = (shown - (minutes % 1_440) + 1_440) % 1_440
  return instantOf(new Date(asWinter - ahead * MINUTE))
}
