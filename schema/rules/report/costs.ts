import { MoneyKind, MoneyStage } from '../../report/ledger.ts'
import type { Column, Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { pounds, sumOf, totalOf } from './figures.ts'
import { printedCode } from './printed-code.ts'
import type { Slice } from './slice.ts'
import { rowsWithPrevious } from './with-previous.ts'

const COLUMNS: readonly Column[] = [
  ...MoneyKind.options.map((kind) => ({ key: printedCode(kind), type: 'money' as const })),
  { key: 'total', type: 'money' },
  { key: 'previous', type: 'money' },
]

/** What was paid in the period, remedies too, by the stage it belongs to. */
export function costs(basis: Basis): Table {
  const paid = (slice: Slice, label: string, kind?: MoneyKind) =>
    sumOf(
      slice.money
        .filter(({ of }) => of.stage === label && (kind === undefined || of.kind === kind))
        .map(({ of, n }) => of.pence * n),
    )
  const kinds = (ofKind: (kind: MoneyKind) => number) =>
    Object.fromEntries(MoneyKind.options.map((kind) => [printedCode(kind), ofKind(kind)]))
  const rows = rowsWithPrevious(basis, MoneyStage.options, {
    table: 'costs',
    column: 'total',
    figures: (slice) =>
      new Map(MoneyStage.options.map((stage) => [stage, pounds(paid(slice, stage))])),
    values: (label) => ({
      ...kinds((kind) => pounds(paid(basis.now, label, kind))),
      total: pounds(paid(basis.now, label)),
    }),
    none: { ...kinds(() => 0), total: 0 },
  })
  return {
    id: 'costs',
    columns: COLUMNS,
    rows,
    total: totalOf(COLUMNS, rows),
    facts: {},
    notes: [],
  }
}
