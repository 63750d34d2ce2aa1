import type { Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { countTable } from './label-table.ts'
import { complaintsAndConcernsOf } from './slice.ts'

/** Which group the child belongs to. */
export function childStatus(basis: Basis): Table {
  return countTable(
    'child-status',
    basis.lists.childStatuses,
    complaintsAndConcernsOf(basis.now),
    (each) => each.childStatus,
  )
}
