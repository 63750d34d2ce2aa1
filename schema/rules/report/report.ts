import { ReportTable } from '../../authority/profile.ts'
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

/** One table of the report alone. */
export function tableOf(id: ReportTable, basis: Basis): Table {
  return TABLES[id](basis)
}

const TABLES: Readonly<Record<ReportTable, (basis: Basis) => Table>> = {
  'contacts-by-category': contactsByCategory,
  'complaints-by-stage': complaintsByStage,
  'complaints-by-service': complaintsByService,
  'complaints-by-area': complaintsByArea,
  reasons,
  'reasons-by-sub-reason': reasonsBySubReason,
  'outcomes-by-stage': outcomesByStage,
  timeliness,
  'average-response': averageResponse,
  escalation,
  'who-complained': whoComplained,
  'children-and-advocates': childrenAndAdvocates,
  'child-status': childStatus,
  channel,
  ethnicity: (basis) => equality('ethnicity', basis),
  sex: (basis) => equality('sex', basis),
  'age-band': (basis) => equality('age-band', basis),
  disability: (basis) => equality('disability', basis),
  costs,
  remedies,
  ombudsman,
  mediation,
  compliments,
  'compliments-by-category': complimentsByCategory,
  'compliments-by-origin': complimentsByOrigin,
  'compliments-by-service': complimentsByService,
  learning,
  context,
  'by-month': byMonth,
  'timeliness-by-service': timelinessByService,
  'outcomes-of-concerns': outcomesOfConcerns,
  history,
}
