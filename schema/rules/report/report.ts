import { ReportTable } from '../../authority/profile.ts'
import { assertNever } from '../../errors.ts'
import type { Ledger } from '../../report/ledger.ts'
import type { Table } from '../../report/report.ts'
import { averageResponse } from './average-response.ts'
import { type Basis, BasisFold, type ReportScope } from './basis.ts'
import { byMonth } from './by-month.ts'
import { channel } from './channel.ts'
import { childStatus } from './child-status.ts'
import { childrenAndAdvocates } from './children-and-advocates.ts'
import { complaintsByArea } from './complaints-by-area.ts'
import { complaintsByStage } from './complaints-by-stage.ts'
import { compliments } from './compliments.ts'
import { complimentsByCategory } from './compliments-by-category.ts'
import { complimentsByOrigin } from './compliments-by-origin.ts'
import { contactsByCategory } from './contacts-by-category.ts'
import { context } from './context.ts'
import { costs } from './costs.ts'
import { equality } from './equality.ts'
import { escalation } from './escalation.ts'
import { history } from './history.ts'
import { learning } from './learning.ts'
import { mediation } from './mediation.ts'
import { ombudsman } from './ombudsman.ts'
import { outcomesByStage } from './outcomes-by-stage.ts'
import { outcomesOfConcerns } from './outcomes-of-concerns.ts'
import { reasons } from './reasons.ts'
import { reasonsBySubReason } from './reasons-by-sub-reason.ts'
import { remedies } from './remedies.ts'
import { complaintsByService } from './services-complained-of.ts'
import { timelinessByService } from './services-in-time.ts'
import { complimentsByService } from './services-praised.ts'
import { timeliness } from './timeliness.ts'
import { whoComplained } from './who-complained.ts'
import { sayingIfInPart } from './with-previous.ts'

export type ReportInput = ReportScope & { readonly ledger: Ledger }

/** Every table of the yearly report of these cases. */
export function report({ ledger, ...scope }: ReportInput): readonly Table[] {
  const fold = new BasisFold(scope)
  for (const each of ledger.cases) fold.addCase(each)
  for (const each of ledger.compliments) fold.addCompliment(each)
  for (const each of ledger.ombudsman) fold.addOmbudsman(each)
  return tablesOf(fold.basis(ledger))
}

/** Every table of the yearly report, in the order of its contract (SI 2006/1738 reg 13). */
export function tablesOf(basis: Basis): readonly Table[] {
  return ReportTable.options.map((id) => sayingIfInPart(tableOf(id, basis)))
}

export function tableOf(id: ReportTable, basis: Basis): Table {
  switch (id) {
    case 'contacts-by-category':
      return contactsByCategory(basis)
    case 'complaints-by-stage':
      return complaintsByStage(basis)
    case 'complaints-by-service':
      return complaintsByService(basis)
    case 'complaints-by-area':
      return complaintsByArea(basis)
    case 'reasons':
      return reasons(basis)
    case 'reasons-by-sub-reason':
      return reasonsBySubReason(basis)
    case 'outcomes-by-stage':
      return outcomesByStage(basis)
    case 'timeliness':
      return timeliness(basis)
    case 'average-response':
      return averageResponse(basis)
    case 'escalation':
      return escalation(basis)
    case 'who-complained':
      return whoComplained(basis)
    case 'children-and-advocates':
      return childrenAndAdvocates(basis)
    case 'child-status':
      return childStatus(basis)
    case 'channel':
      return channel(basis)
    case 'ethnicity':
    case 'sex':
    case 'age-band':
    case 'disability':
      return equality(id, basis)
    case 'costs':
      return costs(basis)
    case 'remedies':
      return remedies(basis)
    case 'ombudsman':
      return ombudsman(basis)
    case 'mediation':
      return mediation(basis)
    case 'compliments':
      return compliments(basis)
    case 'compliments-by-category':
      return complimentsByCategory(basis)
    case 'compliments-by-origin':
      return complimentsByOrigin(basis)
    case 'compliments-by-service':
      return complimentsByService(basis)
    case 'learning':
      return learning(basis)
    case 'context':
      return context(basis)
    case 'by-month':
      return byMonth(basis)
    case 'timeliness-by-service':
      return timelinessByService(basis)
    case 'outcomes-of-concerns':
      return outcomesOfConcerns(basis)
    case 'history':
      return history(basis)
    default:
      return assertNever(id)
  }
}
