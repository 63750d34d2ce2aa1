import type { ReportTable } from '../../authority/profile.ts'
import type { Cell, Row, Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import type { Slice } from './slice.ts'

/** How a printed report names a figure that it does not break down. */
export const ALL = 'all'

export type PreviousRows = {
  readonly table: ReportTable
  /** Whose last year's figure stands beside. */
  readonly column: string
  /** Every label's figure in a slice. */
  readonly figures: (slice: Slice) => ReadonlyMap<string, number>
  readonly values: (label: string) => Readonly<Record<string, Cell>>
  /** What `values` has for a row that nothing of this period belongs to. */
  readonly none: Readonly<Record<string, Cell>>
}

/**
 * The rows of a table with last year's figure beside each. Where last year was printed as one figure, that
 * has a row `all` of its own, alone if this period has nothing to break down.
 */
export function rowsWithPrevious(
  basis: Basis,
  labels: readonly string[],
  { table, column, figures, values, none }: PreviousRows,
): readonly Row[] {
  const printed = basis.previous.labels(table, column)
  const counted = new Map<Slice, ReadonlyMap<string, number>>()
  const figure = (slice: Slice, label: string) => {
    const known = counted.get(slice) ?? figures(slice)
    counted.set(slice, known)
    return known.get(label) ?? 0
  }
  const previousOf = (label: string) =>
    basis.previous.figure(table, label, column, (slice) => figure(slice, label))
  const { slice } = basis.previous
  // What came last year and not in this one has a row too, or last year's sum would be too small.
  const before = slice === null ? [] : [...figures(slice).keys()]
  const met = before.filter((label) => previousOf(label) !== 0)
  const known = [...new Set([...labels, ...printed.filter((label) => label !== ALL), ...met])]
  const rows = known.map((label) => ({
    label,
    values: { ...values(label), previous: previousOf(label) },
  }))
  if (!printed.includes(ALL) || rows.some((row) => row.values.previous !== null)) return rows
  const isEmpty = known.every((label) => figure(basis.now, label) === 0)
  const nothing = Object.fromEntries(Object.keys(none).map((key) => [key, null]))
  const all = { label: ALL, values: { ...(isEmpty ? none : nothing), previous: previousOf(ALL) } }
  return isEmpty ? [all] : [...rows, all]
}

/**
 * Says beside last year's total that it is of some rows alone: 281 letters of a kind or two beside all 855 of this
 * year would look like three times as many.
 */
export function sayingIfInPart(table: Table): Table {
  const known = table.rows.filter(({ values }) => (values.previous ?? null) !== null)
  const hasTotal = (table.total?.previous ?? null) !== null
  // Printed as one figure, it is of all.
  if (!hasTotal || known.length === table.rows.length || known[0]?.label === ALL) return table
  return { ...table, notes: [...table.notes, { code: 'previous-in-part' }] }
}
