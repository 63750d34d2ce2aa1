import type { LocalDate } from '../../dates.ts'
import type { CaseState } from '../case/case-state.ts'
import { dataDues } from '../case/data-asking.ts'
import { dueOnDay } from '../days/named-day.ts'
import type { Calendar } from '../days/working-days.ts'
import type { ClockId, Due } from './due.ts'

/** Dates that somebody outside gave us, or that a law beside ours gives: they stand after closing too, until they are done. */
export const OUTSIDE_CLOCKS: ReadonlySet<ClockId> = new Set([
  'ombudsman',
  'ombudsman-remedy',
  'enquiry',
  'data-access',
  'data-deletion',
  'data-complaint',
  'data-complaint-acknowledged',
])

/** What the ombudsman and those who ask on somebody's behalf wait for, by the day they named. */
export function outsideDues(state: CaseState, calendar: Calendar): readonly Due[] {
  const due = (clock: ClockId, from: LocalDate, to: LocalDate, doneOn: LocalDate | null) =>
    dueOnDay({ clock, from, to, doneOn, source: 'The day that was named to us' }, calendar)
  return [
    ...state.ombudsman.flatMap(({ receivedOn, dueOn, answeredOn, decided, remedies }) => [
      ...(dueOn === null
        ? []
        : [due('ombudsman', receivedOn, dueOn, answeredOn ?? decided?.on ?? null)]),
      ...remedies.map((one) => due('ombudsman-remedy', one.agreedOn, one.dueOn, one.doneOn)),
    ]),
    ...state.enquiries.map((one) => due('enquiry', one.receivedOn, one.dueOn, one.answeredOn)),
    ...dataDues(state, calendar),
  ]
}
