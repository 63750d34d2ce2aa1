import type { Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { crossTable } from './label-table.ts'
import { complaintsAndConcernsOf } from './slice.ts'

/** By which door complaints and concerns came. */
export function channel(basis: Basis): Table {
  return crossTable(
    'channel',
    ['statutory', 'corporate', 'concern'],
    basis.lists.channels,
    complaintsAndConcernsOf(basis.now),
    (each) => ({ label: each.channel, column: each.category }),
  )
}
