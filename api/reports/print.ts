import { z } from 'zod'
import { type Profile, ReportTable } from '#schema/authority/profile.ts'
import { ColumnType, Period, PublicCell, type PublicTable } from '#schema/report/report.ts'
import { format, type Words } from '#schema/words/messages.ts'
import { sayMonth } from '#schema/words/spoken.ts'

const Cells = z.record(z.string(), PublicCell)

const PrintedTable = z.strictObject({
  id: ReportTable,
  title: z.string(),
  base: z.string(),
  definition: z.string(),
  columns: z
    .array(z.strictObject({ key: z.string(), label: z.string(), type: ColumnType }).readonly())
    .readonly(),
  rows: z
    .array(z.strictObject({ label: z.string(), values: Cells.readonly() }).readonly())
    .readonly(),
  total: Cells.readonly().nullable(),
  facts: z.record(z.string(), z.union([PublicCell, Cells.readonly()])).readonly(),
  notes: z.array(z.string()).readonly(),
})
export type PrintedTable = Readonly<z.infer<typeof PrintedTable>>

/** The report with its words: what `--format json` prints, and what the other forms are made from. */
export const PrintedReport = z.strictObject({
  authority: z.string(),
  period: Period,
  tables: z.array(PrintedTable.readonly()).readonly(),
})
export type PrintedReport = Readonly<z.infer<typeof PrintedReport>>

/** Gives every table its title, its definition and the names of its columns in one language. */
export function printReport(
  profile: Profile,
  period: Period,
  tables: readonly PublicTable[],
  words: Words,
): PrintedReport {
  return {
    authority: profile.slug,
    period,
    tables: tables.map((table) => ({
      id: table.id,
      title: words.get(`report.table.${table.id}.title`),
      base: words.get(`report.table.${table.id}.base`),
      definition: words.get(`report.table.${table.id}.definition`),
      columns: table.columns.map(({ key, type }) => ({
        key,
        label: columnName({ table: table.id, column: key }, profile, words),
        type,
      })),
      rows: table.rows,
      total: table.total,
      facts: table.facts,
      notes: table.notes.map(({ code, values = {} }) => {
        const name =
          values.name === undefined
            ? {}
            : { name: rowName({ table: table.id, label: String(values.name) }, profile, words) }
        const said = Object.entries(values).map(([key, value]) => [key, String(value)])
        return format(words.get(`report.note.${code}`), { ...Object.fromEntries(said), ...name })
      }),
    })),
  }
}

/** A column of a table as people read it. In the table of earlier years each is a figure with a name of its own. */
export function columnName(
  { table, column }: { readonly table: string; readonly column: string },
  profile: Profile,
  words: Words,
): string {
  return table === ReportTable.enum.history
    ? nameOfEarlier(column, profile, words)
    : ownColumnName(column, words)
}

function ownColumnName(key: string, words: Words): string {
  const name = `report.column.${key}`
  return words.has(name) ? words.get(name) : key
}

/** What an earlier report printed, `compliments | all | count`, as people read it: `Compliments: All, Number`. */
function nameOfEarlier(printed: string, profile: Profile, words: Words): string {
  const [table = '', label = '', column = ''] = printed.split(' | ')
  const title = `report.table.${table}.title`
  if (!words.has(title)) return printed
  return `${words.get(title)}: ${rowName({ table, label }, profile, words)}, ${ownColumnName(column, words)}`
}

/** A row of a table, whose label may mean something else in another: a month in one, a year in another. */
export type RowOf = { readonly table: string; readonly label: string }

/** A row's label as people read it: the authority's own name of a stage or a category, else ours. */
export function rowName({ table, label }: RowOf, profile: Profile, words: Words): string {
  if (table === ReportTable.enum['by-month']) return sayMonth(label, words.language)
  const own = namesOf(profile).get(label)
  if (own !== undefined) return own
  const key = `report.row.${label}`
  return words.has(key) ? words.get(key) : label
}

function namesOf({ procedures, categoryNames }: Profile): ReadonlyMap<string, string> {
  const categories = Object.entries(categoryNames).map(([code, name]): [string, string] => [
    code.replaceAll('-', '_'),
    name,
  ])
  const stages = (['statutory', 'corporate'] as const).flatMap((procedure) =>
    procedures[procedure].stages.map(({ stage, name }) => ({ procedure, stage, name })),
  )
  const named = stages.map(({ procedure, stage, name }): [string, string] => {
    // Two procedures may call a stage alike: then it says whose it is.
    const isOnly = stages.filter((other) => other.name === name).length === 1
    const whole = isOnly ? name : `${name} (${procedures[procedure].name})`
    return [`${procedure}-${stage}`, whole]
  })
  return new Map([...categories, ...named])
}
