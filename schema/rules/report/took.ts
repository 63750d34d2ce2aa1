import type { LocalDate } from '../../dates.ts'
import type { Calendar } from '../working-days.ts'
import { workingDaysBetween } from '../working-days.ts'
import { countBy } from './figures.ts'
import type { StageOfCase } from './slice.ts'

/** From which day a stage is counted. The report counts from the start; the request may be earlier. */
export type CountedFrom = 'start' | 'request'

/**
 * Working days that each answered stage took. The day it is counted from is day 0. An answer before it
 * counts as the same day; a stage whose day is not known is left out.
 */
export function workingDaysTaken(
  stages: readonly StageOfCase[],
  from: CountedFrom,
  calendar: Calendar,
): readonly number[] {
  return stages.flatMap(({ stage }) => {
    const first = from === 'start' ? stage.startedOn : (stage.requestedOn ?? stage.startedOn)
    if (first === null || stage.respondedOn === null) return []
    return taken(first, stage.respondedOn, calendar)
  })
}

function taken(first: LocalDate, last: LocalDate, calendar: Calendar): number {
  return Math.max(0, workingDaysBetween(first, last, calendar))
}

export type Bands = {
  readonly first: number
  readonly extended: number
  readonly late: number
}

/** How many fell within the first limit, within the extended one but after the first, and beyond. */
export function bandsOf(
  days: readonly number[],
  limits: { readonly first: number; readonly extended: number | null },
): Bands {
  const counts = countBy(days, (each) => {
    if (each <= limits.first) return 'first'
    return each <= (limits.extended ?? limits.first) ? 'extended' : 'late'
  })
  return {
    first: counts.get('first') ?? 0,
    extended: counts.get('extended') ?? 0,
    late: counts.get('late') ?? 0,
  }
}
