import type { LocalDate } from '../../dates.ts'
import { type ClockId, type Due, dueFrom } from '../clocks/due.ts'
import { type Calendar, workingDaysBetween } from './working-days.ts'

/** A day that was named, rather than counted: it stands even where it is no working day. */
export function dueOnDay(
  given: {
    readonly clock: ClockId
    readonly from: LocalDate
    readonly to: LocalDate
    readonly doneOn: LocalDate | null
    readonly source: string
  },
  calendar: Calendar,
): Due {
  const { clock, from, to, doneOn, source } = given
  const startedOn = from < to ? from : to
  return dueFrom(
    {
      clock,
      startedOn,
      limit: {
        workingDays: workingDaysBetween(startedOn, to, calendar),
        source,
      },
      extended: { on: startedOn, to },
      doneOn,
    },
    calendar,
  )
}
