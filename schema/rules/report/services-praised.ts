import type { Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { countTable } from './label-table.ts'

/** Which service compliments were for. */
export function complimentsByService(basis: Basis): Table {
  return countTable(
    'compliments-by-service',
    basis.lists.services,
    basis.now.compliments,
    (each) => each.service,
  )
}
