import type { LocalDate } from '../../dates.ts'
import type { LedgerStage } from '../../report/ledger.ts'
import type { Calendar } from '../days/working-days.ts'
import { workingDaysBetween } from '../days/working-days.ts'
import type { CountedStage } from './slice.ts'
import type { Tally } from './tally.ts'

/** From which day a stage is counted. The report counts from the start; the request may be earlier. */
export type CountedFrom = 'start' | 'request'

/** Working days to the answer. The day it is counted from is day 0; null where a day is not known. */
export type DaysTaken = (stage: LedgerStage, from: CountedFrom) => number | null

/** Counts each pair of days once: a hundred thousand stages share a few thousand. */
export function daysTakenBy(calendar: Calendar): DaysTaken {
  const known = new Map<LocalDate, Map<LocalDate, number>>()
  const between = (first: LocalDate, last: LocalDate) => {
    const from = known.get(first) ?? new Map<LocalDate, number>()
    const before = from.get(last)
    if (before !== undefined) return before
    // An answer before the first day counts as the same day.
    const days = Math.max(0, workingDaysBetween(first, last, calendar))
    known.set(first, from.set(last, days))
    return days
  }
  return ({ startedOn, requestedOn, respondedOn }, from) => {
    const first = from === 'start' ? startedOn : (requestedOn ?? startedOn)
    return first === null || respondedOn === null ? null : between(first, respondedOn)
  }
}

/** How many stages took each number of days; those without one are left out. */
export function daysOf(stages: Tally<CountedStage>, from: CountedFrom): Tally<number> {
  return stages.flatMap(({ of, n }) => {
    const days = from === 'start' ? of.days : of.daysFromRequest
    return days === null ? [] : [{ of: days, n }]
  })
}

export type Bands = {
  readonly first: number
  readonly extended: number
  readonly late: number
}

/** How many fell within the first limit, within the extended one but after the first, and beyond. */
export function bandsOf(
  days: Tally<number>,
  limits: { readonly first: number; readonly extended: number | null },
): Bands {
  const bands = { first: 0, extended: 0, late: 0 }
  for (const { of, n } of days) {
    if (of <= limits.first) bands.first += n
    else if (of <= (limits.extended ?? limits.first)) bands.extended += n
    else bands.late += n
  }
  return bands
}
