import type { ReportTable } from '../../authority/profile.ts'
import type { Cell, Fact, Note, PublicCell, PublicTable, Row, Table } from '../../report/report.ts'
import { baseOf } from '../report/children-and-advocates.ts'
import type { ReportLists } from '../report/lists.ts'
import {
  earlierYears,
  type HiddenBefore,
  type HiddenFigure,
  OTHER,
  SMALL,
} from './earlier-years.ts'
import { type Count, type Counts, hideCounts } from './hidden-cells.ts'
import { countColumns, countsOf, idOf, LEFT_OUT_ROW, TOTAL_ROW } from './known-sums.ts'

/** The tables whose counts are people: who wrote, for whom, and what they are. */
export const ABOUT_PEOPLE: readonly ReportTable[] = [
  'who-complained',
  'children-and-advocates',
  'child-status',
  'ethnicity',
  'sex',
  'age-band',
  'disability',
]

/**
 * The report as anyone may read it: a count of 1 to 4 about people is `<5`, and every other figure that would
 * give one away, by a sum, a share or an earlier report, is `*`; so is all of a column where even `<5` would. Officers read the tables as they are.
 */
export function publicForm(
  tables: readonly Table[],
  lists: ReportLists,
  year: string | null,
  hiddenBefore: HiddenBefore = new Map(),
) {
  const people = tables.filter((table) => ABOUT_PEOPLE.includes(table.id))
  const all = countsOf(tables, people, lists)
  hideCounts(all)
  const hidden = (table: ReportTable, label: string, column: string) =>
    all.counts.get(idOf(table, label, column))?.hidden ?? null
  return tables.map((table): PublicTable => {
    if (table.id === 'history') {
      const hides = (id: ReportTable) => hidesAny(all, id)
      return earlierYears(table, { about: people.map(({ id }) => id), hides, year, hiddenBefore })
    }
    if (!ABOUT_PEOPLE.includes(table.id)) return table
    return publicTable(table, (label, column) => hidden(table.id, label, column))
  })
}

/** What the public form of these hides about people. */
export function hiddenAboutPeople(
  tables: readonly Table[],
  lists: ReportLists,
): readonly HiddenFigure[] {
  const hidden = hiddenFigures(tables, publicForm(tables, lists, null))
  return hidden.filter(({ table }) => ABOUT_PEOPLE.includes(table))
}

/** The years of which this table of earlier years prints something about people. */
export function yearsAboutPeople(history: Table): readonly string[] {
  return history.rows
    .filter(({ values }) =>
      Object.entries(values).some(
        ([column, value]) =>
          value !== null && ABOUT_PEOPLE.some((id) => column.startsWith(`${id} | `)),
      ),
    )
    .map(({ label }) => label)
}

/** What the public form of these tables hides: for officers, who may see both. */
export function hiddenFigures(
  tables: readonly Table[],
  shown: readonly PublicTable[],
): readonly HiddenFigure[] {
  const shownById = new Map(shown.map((table) => [table.id, table]))
  return tables.flatMap(({ id, rows, total }) => {
    const others = shownById.get(id)
    const sums = total === null ? [] : [{ label: null, values: total, other: others?.total }]
    return [
      ...rows.map(({ label, values }, place) => ({
        label,
        values,
        other: others?.rows[place]?.values,
      })),
      ...sums,
    ].flatMap(({ label, values, other }) =>
      Object.entries(values).flatMap(([column, is]): HiddenFigure[] => {
        const told = other?.[column] ?? null
        return told === is ? [] : [{ table: id, label, column, is, shown: told }]
      }),
    )
  })
}

function hidesAny({ counts }: Counts, table: ReportTable): boolean {
  return [...counts.values()].some(
    ({ id, is, hidden }) => hidden !== null && is !== 'left-out' && JSON.parse(id)[0] === table,
  )
}

type HiddenAt = (label: string, column: string) => Count['hidden']

function publicTable(table: Table, hiddenAt: HiddenAt): PublicTable {
  const isHidden = (label: string) =>
    countColumns(table).some(({ key }) => hiddenAt(label, key) !== null)
  const hidesTotal = isHidden(TOTAL_ROW)
  const hidesLeftOut = hidesTotal || hiddenAt(LEFT_OUT_ROW, 'count') !== null
  if (!hidesTotal && !table.rows.some((row) => isHidden(row.label))) return table
  // Of how many a count of which nothing is told was: the only answer would be the one that is hidden.
  const hidesBase = (key: string) =>
    table.rows.some(({ label, values }) => {
      const { count = null } = values
      return baseOf(label) === key && cell(label, 'count', count) === OTHER
    })
  const cell = (label: string, key: string, value: Cell): PublicCell => {
    const isShare = table.columns.some((column) => column.key === key && column.type === 'share')
    // A share with its base is the count; with its count it is the base.
    if (isShare) return hidesTotal || isHidden(label) ? OTHER : value
    const hidden = hiddenAt(label, key)
    if (hidden === null) return value
    return hidden === 'small' ? SMALL : OTHER
  }
  const values = ({ label, values: known }: Row) =>
    Object.fromEntries(Object.entries(known).map(([key, value]) => [key, cell(label, key, value)]))
  return {
    ...table,
    rows: table.rows.map((row) => ({ label: row.label, values: values(row) })),
    total: table.total === null ? null : values({ label: TOTAL_ROW, values: table.total }),
    // What was left out, and what a share is of, give a hidden total away beside the other tables.
    facts: hideFacts(table, (key) => hidesLeftOut || hidesBase(key)),
    notes: [...(hidesLeftOut ? withoutCounts(table.notes) : table.notes), { code: 'small-counts' }],
  }
}

function hideFacts(
  { facts }: Table,
  hides: (key: string) => boolean,
): Readonly<Record<string, Fact<PublicCell>>> {
  return Object.fromEntries(
    Object.entries(facts).map(([key, fact]) => [key, hides(key) ? OTHER : fact]),
  )
}

function withoutCounts(notes: readonly Note[]): readonly Note[] {
  return notes.filter((note) => note.code !== 'left-out')
}
