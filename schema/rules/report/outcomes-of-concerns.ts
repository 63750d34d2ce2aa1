import type { Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { countTable } from './label-table.ts'

/** How concerns ended that came in during the period. Those without an outcome are left out, and said so. */
export function outcomesOfConcerns(basis: Basis): Table {
  const labels = [...basis.lists.outcomes.map((each) => each.label), basis.profile.openLabel]
  return countTable('outcomes-of-concerns', labels, basis.now.concerns, (each) => each.closedAs)
}
