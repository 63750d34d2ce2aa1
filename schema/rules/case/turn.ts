import type { Turn } from '../../vocabulary.ts'
import { type CaseState, currentStage, type PartState, procedureOf } from './case-state.ts'
import { isStatementWithWriter } from './points.ts'

/** The order in which several parts of a case claim the next turn. */
const FIRST = ['ours', 'manager', 'investigator', 'writer'] as const

/**
 * Who has to do the next thing about a case that is still open. What a writer sent and nobody has answered
 * is ours before anything else. A question that we asked is the writer's turn, though the clock runs on.
 */
export function turnOf(state: CaseState): Exclude<Turn, 'nobody'> {
  if (state.readOn === null || state.unansweredSince !== null) return 'ours'
  if (state.askedWriterOn !== null) return 'writer'
  const turns = state.parts
    .filter(({ settled }) => settled === null)
    .map((part) => turnOfPart(part, state))
  return FIRST.find((turn) => turns.includes(turn)) ?? 'ours'
}

/**
 * An investigation belongs to its investigator once it has begun, until the report is in. Then a manager
 * adjudicates (SI 2006/1738 reg 17); so it is with the panel's report (reg 20). Everything else belongs to
 * whom the case was given. A statement of complaint waits for the yes of whoever complains (reg 16),
 * until reminders came to nothing.
 */
function turnOfPart(part: PartState, state: CaseState): (typeof FIRST)[number] {
  if (isStatementWithWriter(part)) return 'writer'
  const stage = currentStage(part)
  if (stage?.stage === 2 && stage.startedOn !== null && isInvestigated(part)) {
    return stage.investigatorReportedOn === null ? 'investigator' : 'manager'
  }
  if (stage?.stage === 3 && stage.panelReportedOn !== null) return 'manager'
  const { assignedTo, assignedAs } = state
  return assignedTo === null || assignedAs === 'officer' ? 'ours' : assignedAs
}

/** A corporate review that nobody was named to is the work of whoever has the case. */
function isInvestigated(part: PartState): boolean {
  return procedureOf(part.category) === 'statutory' || currentStage(part)?.investigator !== null
}
