import { z } from 'zod'
import { type Instant, LocalDate, localDateOf } from '../../dates.ts'
import { dayOfNumber, numberOfDay } from '../days/day-number.ts'
import type { Calendar } from '../days/working-days.ts'
import { isDutyDay, londonInstant, londonMinutes, minutesOf, type OnDutyHere } from './urgent.ts'

/** `duty-hours`: those of the profile, on working days. `out-of-hours`: every other hour. */
export const DutyHours = z.enum(['duty-hours', 'out-of-hours'])
export type DutyHours = z.infer<typeof DutyHours>

/** One officer's turn on duty, from the first day to the last. A night belongs to the day it begins on. */
export const DutyTurn = z.strictObject({
  /** The number of the officer. */
  officer: z.number().int().positive(),
  hours: DutyHours,
  from: LocalDate,
  until: LocalDate,
})
export type DutyTurn = z.infer<typeof DutyTurn>

/** Who holds the duty at one moment. Nobody, where the rota has a gap. */
type Duty = { readonly hours: DutyHours; readonly officers: readonly number[] }

type DutyOn = Duty & {
  /** When that changes for the first time, and to what; null when it does not within a month. */
  readonly next: (Duty & { readonly at: Instant }) | null
}

const DAYS_AHEAD = 31

/** Who holds the duty at this moment, and who is next. Several turns at once are several people. */
export function dutyOn(
  rota: readonly DutyTurn[],
  at: Instant,
  profile: OnDutyHere,
  calendar: Calendar,
): DutyOn {
  const [from, to] = [minutesOf(profile.urgent.dutyFrom), minutesOf(profile.urgent.dutyTo)]
  const now = holders(at)
  const changes = daysFrom(localDateOf(at), DAYS_AHEAD)
    .flatMap((on) => [londonInstant(on, from), londonInstant(on, to)])
    .filter((moment) => moment > at)
  const change = changes.find((moment) => differs(holders(moment), now))
  return { ...now, next: change === undefined ? null : { ...holders(change), at: change } }

  function holders(moment: Instant): Duty {
    const today = localDateOf(moment)
    const minute = londonMinutes(moment)
    const isDutyHour = isDutyDay(today, profile, calendar) && minute >= from && minute < to
    const hours = isDutyHour ? 'duty-hours' : 'out-of-hours'
    const on = minute < from ? dayOfNumber(numberOfDay(today) - 1) : today
    const turns = rota.filter((turn) => turn.hours === hours && turn.from <= on && on <= turn.until)
    return { hours, officers: [...new Set(turns.map(({ officer }) => officer))] }
  }
}

function differs(one: Duty, other: Duty): boolean {
  return one.hours !== other.hours || one.officers.join() !== other.officers.join()
}

function daysFrom(first: LocalDate, count: number): readonly LocalDate[] {
  return Array.from({ length: count }, (_, ahead) => dayOfNumber(numberOfDay(first) + ahead))
}
