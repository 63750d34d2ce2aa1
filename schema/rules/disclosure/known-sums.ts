import type { Profile, ReportTable } from '../../authority/profile.ts'
import type { Row, Table } from '../../report/report.ts'
import { baseOf } from '../report/children-and-advocates.ts'
import type { ReportLists } from '../report/lists.ts'
import type { Count, CountKind, Counts, Sum } from './hidden-cells.ts'

/** In place of a row's label: the row of sums, and those who are in no row. */
export const TOTAL_ROW = '\u0000total'
export const LEFT_OUT_ROW = '\u0000left-out'

/** The categories whose writers are counted, as they stand in the table of all contacts. */
const KINDS = ['statutory', 'corporate', 'concern'] as const

/** Names a count by where it stands. */
export function idOf(table: ReportTable, label: string, column: string): string {
  return JSON.stringify([table, label, column])
}

/** The columns that hold counts: no shares. */
export function countColumns(table: Table) {
  return table.columns.filter((column) => column.type === 'count')
}

/** Every count about people, and every sum that a reader knows of: of rows, of columns, and from table to table. */
export function countsOf(
  tables: readonly Table[],
  people: readonly Table[],
  lists: ReportLists,
): Counts {
  const counts = new Map<string, Count>()
  const sums: Sum[] = []
  for (const table of people) {
    for (const { key } of countColumns(table)) {
      for (const row of [...table.rows, ...totalRow(table)]) {
        const isTotal = row.label === TOTAL_ROW || (key === 'count' && isMadeUp(table))
        add(counts, [table.id, row.label, key], row.values[key] ?? 0, isTotal ? 'total' : 'part')
      }
      if (table.total === null) continue
      const parts = table.rows.map((row) => idOf(table.id, row.label, key))
      sums.push({ total: idOf(table.id, TOTAL_ROW, key), parts })
    }
    sums.push(...rowSums(table))
  }
  const contacts = tables.find(({ id }) => id === 'contacts-by-category')
  if (contacts !== undefined) sums.push(...sumsOfContacts(contacts, people, counts))
  sums.push(...sumsOfBases(people, counts))
  return { counts, sums: [...sums, ...sumsOfRoles(counts, lists)] }
}

type Place = readonly [table: ReportTable, label: string, column: string]

function add(counts: Map<string, Count>, place: Place, value: number, is: CountKind): string {
  const [table, , column] = place
  const id = idOf(...place)
  counts.set(id, { id, column: `${table} | ${column}`, value, is, hidden: null })
  return id
}

function hide(counts: ReadonlyMap<string, Count>, id: string): void {
  const count = counts.get(id)
  if (count !== undefined) count.hidden = 'other'
}

/** Whether the `count` of its rows is a sum: of its other columns, or of what roles wrote. */
function isMadeUp(table: Table): boolean {
  return table.id === 'children-and-advocates' || countColumns(table).length > 1
}

function totalRow(table: Table): readonly Row[] {
  return table.total === null ? [] : [{ label: TOTAL_ROW, values: table.total }]
}

/** Where the columns of a row make up its `count`. */
function rowSums(table: Table): readonly Sum[] {
  const columns = countColumns(table).map(({ key }) => key)
  if (columns.length < 2) return []
  return [...table.rows, ...totalRow(table)].map(({ label }) => ({
    total: idOf(table.id, label, 'count'),
    parts: columns
      .filter((column) => column !== 'count')
      .map((column) => idOf(table.id, label, column)),
  }))
}

/**
 * How many complaints and concerns came in stands in a table that hides nothing: those with a writer, and those
 * whose writer is not known, make up that number, for each category and for all of them.
 */
function sumsOfContacts(
  contacts: Table,
  people: readonly Table[],
  counts: Map<string, Count>,
): readonly Sum[] {
  const cameIn = (kind: string) =>
    contacts.rows.find(({ label }) => label === kind)?.values.count ?? 0
  const all = KINDS.reduce((sum, kind) => sum + cameIn(kind), 0)
  const tables = people.filter(({ id }) => id === 'who-complained' || id === 'child-status')
  return tables.flatMap(({ id, columns, total }) => {
    if (total === null) return []
    const sumOf = (column: string, known: number): Sum => {
      const leftOut = known - (total[column] ?? 0)
      const parts = [
        idOf(id, TOTAL_ROW, column),
        add(counts, [id, LEFT_OUT_ROW, column], leftOut, 'left-out'),
      ]
      return { total: add(counts, ['contacts-by-category', id, column], known, 'known'), parts }
    }
    const ofAll = sumOf('count', all)
    const kinds = KINDS.filter((kind) => columns.some(({ key }) => key === kind))
    if (kinds.length === 0) return [ofAll]
    const ofKinds = kinds.map((kind) => sumOf(kind, cameIn(kind)))
    const parts = kinds.map((kind) => idOf(id, LEFT_OUT_ROW, kind))
    for (const part of parts) {
      // Of one category alone it stands nowhere.
      hide(counts, part)
    }
    return [ofAll, ...ofKinds, { total: idOf(id, LEFT_OUT_ROW, 'count'), parts }]
  })
}

/** Of how many it is known whether a child wrote or an advocate helped is published: those of whom it is not so are the rest. */
function sumsOfBases(people: readonly Table[], counts: Map<string, Count>): readonly Sum[] {
  return people
    .filter(({ id }) => id === 'children-and-advocates')
    .flatMap(({ id, rows, facts }) =>
      rows.map(({ label, values }) => {
        const base = Number(facts[baseOf(label)] ?? 0)
        const rest = add(counts, [id, label, 'rest'], base - (values.count ?? 0), 'left-out')
        hide(counts, rest)
        const known = add(counts, [id, label, 'base'], base, 'known')
        return { total: known, parts: [idOf(id, label, 'count'), rest] }
      }),
    )
}

/** What children and advocates wrote is often just what their roles did: where it is, a reader may guess so. */
function sumsOfRoles(counts: ReadonlyMap<string, Count>, lists: ReportLists): readonly Sum[] {
  const sumOf = (label: string, roles: Profile['roles']): Sum => ({
    total: idOf('children-and-advocates', label, 'count'),
    parts: roles
      .map((role) => idOf('who-complained', role.label, 'count'))
      .filter((id) => counts.has(id)),
  })
  return [
    sumOf(
      'from-children',
      lists.roles.filter((role) => role.child),
    ),
    sumOf(
      'with-an-advocate',
      lists.roles.filter((role) => role.advocate),
    ),
  ].filter(({ total, parts }) => {
    const made = parts.reduce((sum, id) => sum + (counts.get(id)?.value ?? 0), 0)
    return counts.has(total) && made === counts.get(total)?.value
  })
}
