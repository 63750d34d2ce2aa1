import type { Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { countTable } from './label-table.ts'

/** Who sent compliments. */
export function complimentsByOrigin(basis: Basis): Table {
  return countTable(
    'compliments-by-origin',
    basis.lists.complimentOrigins,
    basis.now.compliments,
    (each) => each.origin,
  )
}
