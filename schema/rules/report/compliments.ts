import type { Table } from '../../report.ts'
import type { Basis } from './basis.ts'
import { COUNT, PREVIOUS } from './label-table.ts'
import { ALL } from './with-previous.ts'

/** All compliments received in the period. */
export function compliments(basis: Basis): Table {
  const previous = basis.previous.figure(
    'compliments',
    ALL,
    'count',
    (slice) => slice.compliments.length,
  )
  return {
    id: 'compliments',
    columns: [COUNT, PREVIOUS],
    rows: [{ label: ALL, values: { count: basis.now.compliments.length, previous } }],
    total: null,
    facts: {},
    notes: [],
  }
}
