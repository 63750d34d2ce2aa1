import type { ReportTable } from '../../authority/profile.ts'
import type { Cell, Note, PublicCell, PublicTable, Row, Table } from '../../report/report.ts'
import { isSmall } from './hidden-cells.ts'

/** A count of 1 to 4, and every other figure that would give one away. */
export const SMALL = '<5'
export const OTHER = '*'

/** A figure that the public does not see, as it is and as it is shown. */
export type HiddenFigure = {
  readonly table: ReportTable
  /** The row's label; null for the sum of the table. */
  readonly label: string | null
  readonly column: string
  readonly is: Cell
  readonly shown: PublicCell
}

/** By year, `2020-21`: what its own report hid about people. */
export type HiddenBefore = ReadonlyMap<string, readonly HiddenFigure[]>

type EarlierYearsOf = {
  /** The tables about people. */
  readonly about: readonly ReportTable[]
  /** Whether this report itself hides something of a table. */
  readonly hides: (table: ReportTable) => boolean
  /** The year of this report. */
  readonly year: string | null
  readonly hiddenBefore: HiddenBefore
}

/**
 * Earlier figures about people come as they were printed, without all that they were sums of. So one small
 * count hides all of that year's table; and where that year's own report hid something, so does its print.
 */
export function earlierYears(table: Table, of: EarlierYearsOf): PublicTable {
  const rows = table.rows.map((row) => earlierYear(row, of))
  const hidesAny = rows.some((row) =>
    Object.values(row.values).some((value) => value === SMALL || value === OTHER),
  )
  const notes: readonly Note[] = hidesAny ? [...table.notes, { code: 'small-counts' }] : table.notes
  return { ...table, rows, notes }
}

function earlierYear({ label, values }: Row, of: EarlierYearsOf): Row<PublicCell> {
  const before = of.hiddenBefore.get(label) ?? []
  const notTold = new Set(
    before.flatMap(({ table, label: row, column, shown }) =>
      shown === OTHER ? `${table} | ${row} | ${column}` : [],
    ),
  )
  const covered = coveredIn(values, of)
  for (const { table } of before) covered.add(table)
  if (label === of.year) for (const id of of.about) if (of.hides(id)) covered.add(id)
  const shown = ([column, value]: [string, Cell]): [string, PublicCell] => {
    if (value === null || !covered.has(tableOf(column))) return [column, value]
    // What its own report did not tell to be 1 to 4 is not told here either.
    const isTold = isSmall(value) && isOneCount(column) && !notTold.has(column)
    return [column, isTold ? SMALL : OTHER]
  }
  return { label, values: Object.fromEntries(Object.entries(values).map(shown)) }
}

/** The tables about people of which a figure of this year points to few. */
function coveredIn(values: Row['values'], { about }: EarlierYearsOf): Set<string> {
  const points = pointsToFew(Object.values(values))
  const isAbout = new Set<string>(about)
  return new Set(
    Object.entries(values).flatMap(([column, value]) =>
      isAbout.has(tableOf(column)) && points(column, value) ? tableOf(column) : [],
    ),
  )
}

function tableOf(column: string): string {
  return column.split(' | ')[0] ?? ''
}

/**
 * Whether a figure of an earlier year is a count of 1 to 4, or a share that is one of anything which the same year
 * printed: 2.7 percent beside 74 complaints are two people.
 */
function pointsToFew(printed: readonly Cell[]) {
  const bases = printed.flatMap((base) =>
    base !== null && Number.isInteger(base) && base > 0 ? base : [],
  )
  return (column: string, value: Cell): boolean => {
    if (value === null) return false
    if (!isShareColumn(column)) return isSmall(value)
    return bases.some((base) => isSmall(Math.round((value * base) / 100)))
  }
}

function isShareColumn(column: string): boolean {
  return /(?: |-)share$/.test(column)
}

/** A sum of 1 to 4 is told as nothing at all: its parts could be told from it. */
function isOneCount(column: string): boolean {
  const [, label = ''] = column.split(' | ')
  return !SUMS.has(label) && !isShareColumn(column)
}

const SUMS: ReadonlySet<string> = new Set(['all', 'total'])
