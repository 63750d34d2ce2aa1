import type { LocalDate } from '../dates.ts'
import type { CaseState } from './case-state.ts'
import { type ClockId, type Due, dueFrom } from './due.ts'
import { type Calendar, workingDaysBetween } from './working-days.ts'

/** Dates that somebody outside gave us: they stand after closing too, until they are done. */
export const OUTSIDE_CLOCKS: ReadonlySet<ClockId> = new Set([
  'ombudsman',
  'ombudsman-remedy',
  'enquiry',
])

/** What the ombudsman and those who ask on somebody's behalf wait for, by the day they named. */
export function outsideDues(state: CaseState, calendar: Calendar): readonly Due[] {
  const due = (clock: ClockId, from: LocalDate, to: LocalDate, doneOn: LocalDate | null) =>
    dueOnDay({ clock, from, to, doneOn }, calendar)
  return [
    ...state.ombudsman.flatMap(({ receivedOn, dueOn, answeredOn, decided, remedies }) => [
      ...(dueOn === null
        ? []
        : [due('ombudsman', receivedOn, dueOn, answeredOn ?? decided?.on ?? null)]),
      ...remedies.map((one) => due('ombudsman-remedy', one.agreedOn, one.dueOn, one.doneOn)),
    ]),
    ...state.enquiries.map((one) => due('enquiry', one.receivedOn, one.dueOn, one.answeredOn)),
  ]
}

/** A day that was named, rather than counted: it stands even where it is no working day. */
function dueOnDay(
  given: {
    readonly clock: ClockId
    readonly from: LocalDate
    readonly to: LocalDate
    readonly doneOn: LocalDate | null
  },
  calendar: Calendar,
): Due {
  const { clock, from, to, doneOn } = given
  const startedOn = from < to ? from : to
  return dueFrom(
    {
      clock,
      startedOn,
      limit: {
        workingDays: workingDaysBetween(startedOn, to, calendar),
        source: 'The day that was named to us',
      },
      extended: { on: startedOn, to },
      doneOn,
    },
    calendar,
  )
}
