import type { Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { COUNT, PREVIOUS } from './label-table.ts'
import { size } from './tally.ts'
import { ALL } from './with-previous.ts'

/** All compliments received in the period. */
export function compliments(basis: Basis): Table {
  const previous = basis.previous.figure('compliments', ALL, 'count', (slice) =>
    size(slice.compliments),
  )
  return {
    id: 'compliments',
    columns: [COUNT, PREVIOUS],
    rows: [{ label: ALL, values: { count: size(basis.now.compliments), previous } }],
    total: null,
    facts: {},
    notes: [],
  }
}
