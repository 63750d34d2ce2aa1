import { MoneyStage } from '../../report/ledger.ts'
import type { Column, Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { pounds, sumOf, totalOf } from './figures.ts'
import { COUNT } from './label-table.ts'
import type { Slice } from './slice.ts'
import { only, size } from './tally.ts'
import { rowsWithPrevious } from './with-previous.ts'

const COLUMNS: readonly Column[] = [
  COUNT,
  { key: 'total', type: 'money' },
  { key: 'previous', type: 'money' },
]

/** Money paid to put things right. */
export function remedies(basis: Basis): Table {
  const paid = (slice: Slice, label: string) =>
    only(slice.money, (each) => each.kind === 'remedy' && each.stage === label)
  const inPounds = (slice: Slice, label: string) =>
    pounds(sumOf(paid(slice, label).map(({ of, n }) => of.pence * n)))
  const rows = rowsWithPrevious(basis, MoneyStage.options, {
    table: 'remedies',
    column: 'total',
    figures: (slice) => new Map(MoneyStage.options.map((stage) => [stage, inPounds(slice, stage)])),
    values: (label) => ({
      count: size(paid(basis.now, label)),
      total: inPounds(basis.now, label),
    }),
    none: { count: 0, total: 0 },
  })
  return {
    id: 'remedies',
    columns: COLUMNS,
    rows,
    total: totalOf(COLUMNS, rows),
    facts: {},
    notes: [],
  }
}
