import { type Instant, instantOf, type LocalDate, localDateOf } from '../dates.ts'
import type { Profile } from '../profile.ts'
import { addWorkingDays, type Calendar, isWorkingDay } from './working-days.ts'

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

  const startsToday = isWorkingDay(today, calendar) && now < to
  let on = startsToday ? today : addWorkingDays(today, 1, calendar)
  let minute = onDuty ? now : from
  let left = withinMinutes
  while (left > to - minute) {
    left -= to - minute
    on = addWorkingDays(on, 1, calendar)
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
export function isOnDuty(at: Instant, { urgent }: Profile, calendar: Calendar): boolean {
  const now = londonMinutes(at)
  return (
    isWorkingDay(localDateOf(at), calendar) &&
    now >= minutesOf(urgent.dutyFrom) &&
    now < minutesOf(urgent.dutyTo)
  )
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
