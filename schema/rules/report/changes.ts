import type { ReportTable } from '../../authority/profile.ts'
import type { PublicCell, PublicTable } from '../../report/report.ts'
import { share } from './figures.ts'

/** One thing that a table says of this year and the one before. The words have a sentence for each code. */
export type Change = {
  readonly code: 'rose' | 'fell' | 'same' | 'new'
  readonly table: ReportTable
  readonly label: string
  readonly now: number
  readonly before: number
  /** By how much, in percent of last year's figure; null where that was 0. */
  readonly percent: number | null
}

/** Tables with many rows: only their greatest changes are told. */
const MOST_A_TABLE = 4

/**
 * What changed against last year in one table, greatest first. It states what the table says and nothing else: no
 * reason, no praise, and nothing of a figure that is hidden or not known.
 */
export function changesOf(table: PublicTable): readonly Change[] {
  const current = table.columns.some(({ key }) => key === 'total') ? 'total' : 'count'
  // A sum of which a part is not known cannot be compared, and one of a single figure says it twice.
  const isWhole =
    table.rows.length > 1 && table.rows.every(({ values }) => typeof values.previous === 'number')
  const rows = [
    ...table.rows,
    ...(table.total === null || !isWhole ? [] : [{ label: 'total', values: table.total }]),
  ]
  const changes = rows.flatMap(({ label, values }) =>
    changeOf(table.id, label, values[current], values.previous),
  )
  return changes
    .toSorted((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before))
    .slice(0, MOST_A_TABLE)
}

function changeOf(
  table: ReportTable,
  label: string,
  now: PublicCell | undefined,
  before: PublicCell | undefined,
): Change[] {
  if (typeof now !== 'number' || typeof before !== 'number' || (now === 0 && before === 0))
    return []
  const percent = share(Math.abs(now - before), before)
  const code = now === before ? 'same' : before === 0 ? 'new' : now > before ? 'rose' : 'fell'
  return [{ code, table, label, now, before, percent }]
}
