import type { LedgerOmbudsman } from '../../report/ledger.ts'
import type { Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { countTable } from './label-table.ts'
import type { ReportLists } from './lists.ts'
import { only, size } from './tally.ts'

/** What the ombudsman decided in the period, and what came to the ombudsman in it and is undecided. */
export function ombudsman(basis: Basis): Table {
  const decisions = basis.lists.ombudsmanDecisions.map((each) => each.label)
  const table = countTable('ombudsman', decisions, basis.now.ombudsman, (each) => each.decision)
  const upheld = size(only(basis.now.ombudsman, (each) => isUpheld(each, basis.lists)))
  return {
    ...table,
    facts: { ...table.facts, upheld },
    notes: [{ code: 'upheld', values: { n: upheld } }, ...table.notes],
  }
}

type Decided = Pick<LedgerOmbudsman, 'decision' | 'upheld'>

function isUpheld(each: Decided, lists: ReportLists): boolean {
  const usual = lists.ombudsmanDecisions.find((decision) => decision.label === each.decision)
  return each.upheld ?? usual?.upheld ?? false
}
