import type { Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { labelsMet, share, sumOf, totalOf } from './figures.ts'
import { COUNT, leftOutOf, PREVIOUS, SHARE } from './label-table.ts'
import { complaintsOf, type Slice } from './slice.ts'
import { countBy, size } from './tally.ts'
import { rowsWithPrevious } from './with-previous.ts'

/** Complaints received, by the service they are about, and each service's share of those with a service. */
export function complaintsByService(basis: Basis): Table {
  const services = (slice: Slice) => countBy(complaintsOf(slice), (each) => each.service)
  const counts = services(basis.now)
  const base = sumOf(counts.values())
  const rows = rowsWithPrevious(basis, labelsMet(basis.lists.services, counts), {
    table: 'complaints-by-service',
    column: 'count',
    figures: services,
    values: (label) => {
      const count = counts.get(label) ?? 0
      return { count, share: share(count, base) }
    },
    none: { count: 0, share: null },
  })
  const columns = [COUNT, SHARE, PREVIOUS]
  return {
    id: 'complaints-by-service',
    columns,
    rows,
    total: totalOf(columns, rows),
    ...leftOutOf(size(complaintsOf(basis.now)) - base),
  }
}
