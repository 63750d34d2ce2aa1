import type { Profile } from '#schema/authority/profile.ts'
import type { ToldKind, ToldWords } from '#schema/case/told.ts'
import type { PublicCell, PublicTable } from '#schema/report/report.ts'
import type { ReportChart, ReportLayout, SectionPart } from '#schema/report/report-layout.ts'
import { changesOf } from '#schema/rules/report/changes.ts'
import { chartData } from '#schema/rules/report/chart/data.ts'
import { drawBothShapes } from '#schema/rules/report/chart/svg.ts'
import { type LiveField, textParts } from '#schema/rules/report/live-fields.ts'
import { yearOf } from '#schema/rules/report/year.ts'
import { format, type Words } from '#schema/words/messages.ts'
import { cellText, sayPounds } from './cell-text.ts'
import { type PrintedReport, type PrintedTable, rowName } from './print.ts'

/** A section of the report with its words and figures, ready to be set. */
export type DocumentSection = {
  readonly id: string
  readonly title: string
  readonly paragraphs: readonly string[]
  readonly parts: readonly DocumentPart[]
}

/** A chart as wide pages show it, and as a telephone does. */
export type DrawnChart = {
  readonly title: string
  readonly svg: string
  readonly narrowSvg: string
}

export type DocumentPart =
  | { readonly kind: 'table'; readonly table: PrintedTable }
  | ({ readonly kind: 'chart' } & DrawnChart)
  | { readonly kind: 'sentences'; readonly sentences: readonly string[] }
  /** Somebody's words, and below them what we did, where there is something. */
  | { readonly kind: 'told'; readonly told: readonly ToldWords[] }

/** The whole report as this authority builds it, and the tables that its layout does not show. */
export type ReportDocument = {
  readonly sections: readonly DocumentSection[]
  readonly others: readonly PrintedTable[]
  /** Tables of nothing but noughts: pages of them would hide the others. They are named in one sentence. */
  readonly empty: readonly PrintedTable[]
}

export type PublishedTold = Readonly<Record<ToldKind, readonly ToldWords[]>>

export type DocumentOf = {
  readonly report: PrintedReport
  /** The same tables before their words: as these readers may see them. */
  readonly tables: readonly PublicTable[]
  readonly profile: Profile
  readonly layout: ReportLayout
  /** What was published for the year of the report. */
  readonly told: PublishedTold
  readonly words: Words
}

/** Sets the report in the sections, names and order of its authority. Each table stands whole at its first place. */
export function documentOf(of: DocumentOf): ReportDocument {
  const shown = new Set<string>()
  const sections = of.layout.sections.map(
    (section): DocumentSection => ({
      id: section.id,
      title: section.title,
      paragraphs: section.text.map((text) => filledIn(text, of)),
      parts: section.parts.flatMap((part, place) =>
        partOf(part, `${section.id}-${place}`, of, shown),
      ),
    }),
  )
  const empty = of.report.tables.filter(hasNothing)
  const others = of.report.tables.filter((table) => !shown.has(table.id) && !empty.includes(table))
  return { sections, others, empty }
}

/** Whether no figure of a table is anything but nought or not known. */
function hasNothing({ rows }: PrintedTable): boolean {
  return rows.every(({ values }) =>
    Object.values(values).every((value) => value === null || value === 0),
  )
}

/** The sections that these readers see: one of which nothing is written yet is the officers' to write. */
export function sectionsFor(
  { sections }: ReportDocument,
  readers: 'officers' | 'public',
): readonly DocumentSection[] {
  return readers === 'officers' ? sections : sections.filter((section) => !isEmpty(section))
}

/** Whether nothing of a section is written or counted. */
export function isEmpty({ paragraphs, parts }: DocumentSection): boolean {
  return paragraphs.length === 0 && parts.length === 0
}

/** A text with its figures. One that is not known says so. */
function filledIn(text: string, of: DocumentOf): string {
  return textParts(text)
    .map((part) => (part.kind === 'figure' ? sayField(part.field, of) : part.text))
    .join('')
}

function sayField(field: LiveField, { report, words }: DocumentOf): string {
  const table = report.tables.find(({ id }) => id === field.table)
  if (table === undefined) return words.get('report.unknown')
  if (field.row === 'facts') return cellText(factOf(table, field.column), 'figure', words)
  const values =
    field.row === 'total'
      ? table.total
      : table.rows.find(({ label }) => label === field.row)?.values
  const type = table.columns.find(({ key }) => key === field.column)?.type ?? 'count'
  // A row that this authority has not got counts nothing; a cell that is empty is not known.
  const cell = values === undefined && type === 'count' ? 0 : (values?.[field.column] ?? null)
  return cellText(cell, type, words)
}

/** `complaints-with-an-action-share` is the share of the fact `complaints-with-an-action`. */
function factOf({ facts }: PrintedTable, name: string): PublicCell {
  const own = facts[name]
  if (own !== undefined && (typeof own !== 'object' || own === null)) return own
  const last = name.lastIndexOf('-')
  const fact = facts[name.slice(0, last)]
  return typeof fact === 'object' && fact !== null ? (fact[name.slice(last + 1)] ?? null) : null
}

function partOf(
  part: SectionPart,
  id: string,
  of: DocumentOf,
  shown: Set<string>,
): readonly DocumentPart[] {
  switch (part.kind) {
    case 'table':
      return tablePart(part, of, shown)
    case 'chart': {
      const chart = chartOf(part.chart, id, of)
      return chart === undefined ? [] : [{ kind: 'chart', ...chart }]
    }
    case 'told': {
      const told = of.told[part.told]
      return told.length === 0 ? [] : [{ kind: 'told', told }]
    }
    case 'changes': {
      const sentences = part.tables.flatMap((table) => changeSentences(table, of))
      return sentences.length === 0 ? [] : [{ kind: 'sentences', sentences }]
    }
  }
}

function tablePart(
  part: Extract<SectionPart, { kind: 'table' }>,
  { report, words }: DocumentOf,
  shown: Set<string>,
): readonly DocumentPart[] {
  const table = report.tables.find(({ id }) => id === part.table)
  if (table === undefined || hasNothing(table)) return []
  const { rows, columns } = part
  if (rows === undefined && columns === undefined) {
    if (shown.has(table.id)) return []
    shown.add(table.id)
    return [{ kind: 'table', table }]
  }
  const some = withRows(withColumns(table, columns), rows)
  const isEmpty = rows === undefined ? hasNothing(some) : some.rows.length === 0
  if (isEmpty) return []
  // How many are left out is said of all of a table; what a star stands for, of a part of it too.
  const notes = hidesSomething(some) ? [words.get('report.note.small-counts')] : []
  return [{ kind: 'table', table: { ...some, notes } }]
}

function hidesSomething({ rows, total }: PrintedTable): boolean {
  return [...rows.map(({ values }) => values), total ?? {}].some((values) =>
    Object.values(values).some((value) => typeof value === 'string'),
  )
}

/** These columns alone, with their sums; all of them where none are named. */
function withColumns(table: PrintedTable, keys: readonly string[] | undefined): PrintedTable {
  if (keys === undefined) return table
  const own = <T>(values: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key)))
  return {
    ...table,
    columns: table.columns.filter(({ key }) => keys.includes(key)),
    rows: table.rows.map(({ label, values }) => ({ label, values: own(values) })),
    total: table.total === null ? null : own(table.total),
  }
}

/** These rows alone, without a sum; all of them where none are named. */
function withRows(table: PrintedTable, labels: readonly string[] | undefined): PrintedTable {
  if (labels === undefined) return table
  const rows = table.rows.filter(({ label }) => labels.includes(label))
  return { ...table, rows, total: null }
}

/** A chart with its words; undefined where there is nothing to draw. `id` must be its own on the page. */
export function chartOf(
  chart: ReportChart,
  id: string,
  { tables, report, profile, words }: Omit<DocumentOf, 'layout' | 'told'>,
): DrawnChart | undefined {
  const data = chartData(chart, tables, yearOf(report.period))
  if (data === undefined) return undefined
  const title = words.get(`report.chart.${chart}.title`)
  const name = words.get(`report.table.${data.table}.title`)
  const category = words.get('report.table.history.title')
  const says = chart === 'volume-by-year' ? 'report.chart-says-of-years' : 'report.chart-says'
  const svgs = drawBothShapes({
    id: `chart-${id}`,
    title,
    says: format(words.get(says), { name, category, n: String(data.bars.length) }),
    series: data.series.map((key) => words.get(`report.column.${key}`)),
    bars: data.bars.map(({ label, values }) => ({
      label: rowName({ table: data.table, label }, profile, words),
      values,
    })),
  })
  return { title, ...svgs }
}

function changeSentences(
  id: PublicTable['id'],
  { tables, profile, words }: DocumentOf,
): readonly string[] {
  const table = tables.find((each) => each.id === id)
  if (table === undefined) return []
  const isMoney = table.columns.some(({ key }) => key === 'total')
  const say = (figure: number) =>
    isMoney ? sayPounds(figure, words) : cellText(figure, 'count', words)
  return changesOf(table).map(({ code, label, now, before, percent }) =>
    format(words.get(`report.change.${code}`), {
      name:
        label === 'total'
          ? words.get('report.total')
          : rowName({ table: id, label }, profile, words),
      category: words.get(`report.table.${id}.title`),
      n: say(now),
      from: say(before),
      count: cellText(percent, 'share', words),
    }),
  )
}
