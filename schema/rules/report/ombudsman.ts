import type { LedgerOmbudsman } from '../../ledger.ts'
import type { Table } from '../../report.ts'
import type { Basis } from './basis.ts'
import { countTable } from './label-table.ts'
import type { ReportLists } from './lists.ts'

/** What the ombudsman decided in the period, and what came to the ombudsman in it and is undecided. */
export function ombudsman(basis: Basis): Table {
  const decisions = basis.lists.ombudsmanDecisions.map((each) => each.label)
  const table = countTable('ombudsman', decisions, basis.now.ombudsman, (each) => each.decision)
  const upheld = basis.now.ombudsman.filter((each) => isUpheld(each, basis.lists)).length
  return {
    ...table,
    facts: { ...table.facts, upheld },
    notes: [{ code: 'upheld', values: { n: upheld } }, ...table.notes],
  }
}

function isUpheld(each: LedgerOmbudsman, lists: ReportLists): boolean {
  const usual = lists.ombudsmanDecisions.find((decision) => decision.label === each.decision)
  return each.upheld ?? usual?.upheld ?? false
}
