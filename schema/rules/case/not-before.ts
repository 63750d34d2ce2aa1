import type { CaseEvent } from '../../case/case.ts'
import type { LocalDate } from '../../dates.ts'
import type { CaseState, PartState } from './case-state.ts'

/**
 * The day before which this cannot have happened, since what it belongs to came on that day: an enquiry is not
 * answered before it was made, a panel does not report before it met. Null where receipt alone came before it.
 */
export function notBefore(state: CaseState, { kind, data }: CaseEvent): LocalDate | null {
  switch (kind) {
    case 'referral-acknowledged':
      return (
        state.referrals.find(({ to, acknowledgedOn }) => to === data.to && acknowledgedOn === null)
          ?.on ?? null
      )
    case 'enquiry-answered':
      return state.enquiries[data.enquiry - 1]?.receivedOn ?? null
    case 'ombudsman-answered':
    case 'ombudsman-decided':
      return state.ombudsman[data.enquiry - 1]?.receivedOn ?? null
    case 'ombudsman-remedy':
      return state.ombudsman[data.enquiry - 1]?.decided?.on ?? null
    case 'ombudsman-remedy-done':
      return state.ombudsman[data.enquiry - 1]?.remedies[data.remedy - 1]?.agreedOn ?? null
    case 'action-moved':
    case 'action-done':
    case 'action-dropped':
    case 'promise-told':
      return state.actions[data.action - 1]?.agreedOn ?? null
    case 'hold-ended':
      return partOf(state, data)?.holds.find(({ endedOn }) => endedOn === null)?.on ?? null
    case 'decision-released':
      return partOf(state, data)?.frozenOn ?? null
    case 'statement-commented':
    case 'statement-agreed':
    case 'statement-reminded':
      return partOf(state, data)?.statement.sentOn ?? null
    case 'panel-reported':
      return partOf(state, data)?.stages.at(-1)?.panelMetOn ?? null
    case 'reopened':
      return state.closedOn
    default:
      return null
  }
}

function partOf({ parts }: CaseState, { part }: { readonly part: number }): PartState | undefined {
  return parts.find(({ n }) => n === part)
}
