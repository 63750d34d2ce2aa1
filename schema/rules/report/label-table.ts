import type { ReportTable } from '../../authority/profile.ts'
import type { Column, Table } from '../../report/report.ts'
import { labelsMet, share, sumOf, totalOf } from './figures.ts'
import { countBy, size, type Tally } from './tally.ts'

export const COUNT: Column = { key: 'count', type: 'count' }
export const SHARE: Column = { key: 'share', type: 'share' }
export const PREVIOUS: Column = { key: 'previous', type: 'count' }

/** A table of one count a label. A label without any is a row of 0; an empty label is in no row. */
export function countTable<T>(
  id: ReportTable,
  labels: readonly string[],
  things: Tally<T>,
  labelOf: (thing: T) => string | null,
): Table {
  const counts = countBy(things, labelOf)
  const rows = labelsMet(labels, counts).map((label) => ({
    label,
    values: { count: counts.get(label) ?? 0 },
  }))
  const total = totalOf([COUNT], rows)
  const leftOut = size(things) - sumOf(counts.values())
  return { id, columns: [COUNT], rows, total, ...leftOutOf(leftOut) }
}

/** A table of how often each label comes in each column, and how often in all. */
export function crossTable<T>(
  id: ReportTable,
  columns: readonly string[],
  labels: readonly string[],
  things: Tally<T>,
  placeOf: (thing: T) => { readonly label: string | null; readonly column: string },
): Table {
  const counts = countBy(things, (thing) => {
    const { label, column } = placeOf(thing)
    return label === null ? null : JSON.stringify([label, column])
  })
  const met = countBy(things, (thing) => placeOf(thing).label)
  const keys: readonly Column[] = [
    ...columns.map((key) => ({ key, type: 'count' as const })),
    COUNT,
  ]
  const rows = labelsMet(labels, met).map((label) => {
    const cells = columns.map((column) => counts.get(JSON.stringify([label, column])) ?? 0)
    const values = Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? 0]))
    return { label, values: { ...values, count: sumOf(cells) } }
  })
  const leftOut = size(things) - sumOf(met.values())
  return { id, columns: keys, rows, total: totalOf(keys, rows), ...leftOutOf(leftOut) }
}

/** A table of ready counts with each label's share of their sum. */
export function shareTable(
  id: ReportTable,
  labels: readonly string[],
  counts: ReadonlyMap<string, number>,
): Table {
  const columns = [COUNT, SHARE]
  const base = sumOf(counts.values())
  const rows = labelsMet(labels, counts).map((label) => {
    const count = counts.get(label) ?? 0
    return { label, values: { count, share: share(count, base) } }
  })
  return { id, columns, rows, total: totalOf(columns, rows), facts: {}, notes: [] }
}

/** How many the table could not place, as a figure and, if there are any, as a sentence. */
export function leftOutOf(count: number): Pick<Table, 'facts' | 'notes'> {
  return {
    facts: { 'left-out': count },
    notes: count === 0 ? [] : [{ code: 'left-out', values: { n: count } }],
  }
}
