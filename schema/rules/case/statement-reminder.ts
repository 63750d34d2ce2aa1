import type { LocalDate } from '../../dates.ts'
import { currentHold } from '../clocks/clocks.ts'
import { addWorkingDays, type Calendar } from '../days/working-days.ts'
import type { CaseState, PartState } from './case-state.ts'
import { isStatementWithWriter } from './points.ts'

const REMIND_EVERY_WORKING_DAYS = 5

/**
 * The parts of which the writer is to be reminded on this day: their statement of complaint (SI 2006/1738 reg 16)
 * was sent, or they were last reminded of it, five working days ago. None of what they commented on, nor while a
 * message of theirs waits for us: then it is our turn. None of what we may not look at now (reg 8).
 *
 * Getting the Best from Complaints (2006): the record is agreed with whoever complains. It does not say how often
 * somebody is reminded: that is ours, and so is to stop and leave it to an officer.
 */
export function statementRemindersDue(
  state: CaseState,
  today: LocalDate,
  calendar: Calendar,
): readonly number[] {
  if (state.unansweredSince !== null) return []
  return state.parts.filter((part) => isDue(part, today, calendar)).map(({ n }) => n)
}

function isDue(part: PartState, today: LocalDate, calendar: Calendar): boolean {
  if (part.settled !== null || currentHold(part) !== undefined) return false
  if (!isStatementWithWriter(part)) return false
  const { sentOn, reminders } = part.statement
  const last = reminders.at(-1)?.on ?? sentOn
  return last !== null && today >= addWorkingDays(last, REMIND_EVERY_WORKING_DAYS, calendar)
}
