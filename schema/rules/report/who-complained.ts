import type { Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { crossTable } from './label-table.ts'
import { complaintsAndConcernsOf } from './slice.ts'

/** Who wrote, by the procedure that they met. */
export function whoComplained(basis: Basis): Table {
  return crossTable(
    'who-complained',
    ['statutory', 'corporate', 'concern'],
    basis.lists.roles.map((role) => role.label),
    complaintsAndConcernsOf(basis.now),
    (each) => ({ label: each.role, column: each.category }),
  )
}
