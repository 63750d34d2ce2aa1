import type { Profile } from '#schema/authority/profile.ts'
import type { Period, PublicCell } from '#schema/report/report.ts'
import { countsRecords, TOTAL } from '#schema/rules/report/behind.ts'
import type { Words } from '#schema/words/messages.ts'
import { tableCellText } from './cell-text.ts'
import { type PrintedTable, rowName } from './print.ts'

/** A figure as it is shown; `query` asks for the cases behind it, null where it stands for none. */
export type LinkedCell = { readonly text: string; readonly query: string | null }

/** A table of the report for the desk: in words, each figure with the way to its cases. */
export type LinkedTable = {
  readonly id: string
  readonly title: string
  readonly base: string
  readonly definition: string
  readonly columns: readonly string[]
  readonly rows: readonly LinkedRow[]
  /** The row of sums; null where there is none. */
  readonly total: LinkedRow | null
  readonly notes: readonly string[]
}

type LinkedRow = { readonly name: string; readonly cells: readonly LinkedCell[] }

export type LinkingOf = {
  readonly profile: Profile
  readonly words: Words
  readonly period: Period
  readonly service: string | null
}

/** A table in words, each figure that stands for records with what its address asks for. */
export function linkedTable(table: PrintedTable, of: LinkingOf): LinkedTable {
  const { profile, words } = of
  const cellsOf = (label: string, values: Readonly<Record<string, PublicCell>>) =>
    table.columns.map((column): LinkedCell => {
      const value = values[column.key]
      const isLinked = typeof value === 'number' && value > 0 && countsRecords(table.id, column)
      const figure = { table: table.id, label, column: column.key }
      return {
        text: tableCellText(value, column, words),
        query: isLinked ? queryOf(of, figure) : null,
      }
    })
  return {
    id: table.id,
    title: table.title,
    base: table.base,
    definition: table.definition,
    columns: table.columns.map(({ label }) => label),
    rows: table.rows.map(({ label, values }) => ({
      name: rowName({ table: table.id, label }, profile, words),
      cells: cellsOf(label, values),
    })),
    total:
      table.total === null
        ? null
        : { name: words.get('report.total'), cells: cellsOf(TOTAL, table.total) },
    notes: table.notes,
  }
}

/** What an address of the report asks for besides its page: `from=…&to=…`. */
export function queryOf(
  { period, service }: Pick<LinkingOf, 'period' | 'service'>,
  more: Readonly<Record<string, string>> = {},
): string {
  const asked = { ...period, ...(service === null ? {} : { service }), ...more }
  return new URLSearchParams(asked).toString()
}
