import type { ReportTable } from '../../../authority/profile.ts'
import type { PublicCell, PublicTable } from '../../../report/report.ts'
import type { ReportChart } from '../../../report/report-layout.ts'

/** One bar: its label, and a figure for each series. What the public may not see has its sign and no length. */
export type Bar = { readonly label: string; readonly values: readonly PublicCell[] }

/** What a chart shows: every figure of it stands in the table beside it. */
export type ChartData = {
  readonly chart: ReportChart
  readonly table: ReportTable
  /** The columns, in the order in which their parts follow each other on a bar. */
  readonly series: readonly string[]
  readonly bars: readonly Bar[]
}

type Recipe = { readonly table: ReportTable; readonly series: readonly string[] | 'all-counts' }

const RECIPES: Readonly<Record<Exclude<ReportChart, 'volume-by-year'>, Recipe>> = {
  'volume-by-month': { table: 'by-month', series: ['statutory', 'corporate', 'concern'] },
  stages: { table: 'complaints-by-stage', series: ['count'] },
  'timeliness-bands': {
    table: 'timeliness',
    series: ['within-first-limit', 'within-extended-limit', 'late'],
  },
  outcomes: { table: 'outcomes-by-stage', series: ['stage-1', 'stage-2', 'stage-3'] },
  reasons: { table: 'reasons', series: 'all-counts' },
  'who-complained': { table: 'who-complained', series: ['statutory', 'corporate', 'concern'] },
  'children-share': { table: 'children-and-advocates', series: ['share'] },
  services: { table: 'complaints-by-service', series: ['count'] },
  'compliments-by-team': { table: 'compliments-by-service', series: ['count'] },
}

/** The bars of a chart; those without anything are left out. Undefined where nothing is left to show. */
export function chartData(
  chart: ReportChart,
  tables: readonly PublicTable[],
  year: string | null,
): ChartData | undefined {
  const data = chart === 'volume-by-year' ? byYear(tables, year) : ofTable(chart, tables)
  return data === undefined || data.bars.length === 0 ? undefined : data
}

function ofTable(chart: Exclude<ReportChart, 'volume-by-year'>, tables: readonly PublicTable[]) {
  const { table: id, series: wanted } = RECIPES[chart]
  const table = tables.find((each) => each.id === id)
  if (table === undefined) return undefined
  const counts = table.columns.filter(({ type }) => type === 'count').map(({ key }) => key)
  const series = wanted === 'all-counts' ? counts : wanted
  const bars = table.rows.map(({ label, values }) => ({
    label,
    values: series.map((key) => values[key] ?? null),
  }))
  return withoutEmpty({ chart, table: id, series, bars: bars.filter(hasSomething) })
}

/** A series without anything on any bar would be a name and no more. */
function withoutEmpty(data: ChartData): ChartData {
  const kept = data.series.flatMap((_, place) =>
    data.bars.some(({ values }) => values[place] !== null && values[place] !== 0) ? [place] : [],
  )
  const some = <T>(all: readonly T[]) => all.filter((_, place) => kept.includes(place))
  return {
    ...data,
    series: some(data.series),
    bars: data.bars.map(({ label, values }) => ({ label, values: some(values) })),
  }
}

/** Statutory complaints of earlier years as they were printed, then of this one. */
function byYear(tables: readonly PublicTable[], year: string | null): ChartData | undefined {
  const history = tables.find(({ id }) => id === 'history')
  const now = tables.find(({ id }) => id === 'contacts-by-category')
  if (history === undefined || now === undefined || year === null) return undefined
  const columns = [
    'contacts-by-category | statutory | count',
    'complaints-by-stage | statutory-1 | count',
  ]
  const bars = history.rows
    .map(({ label, values }) => ({
      label,
      values: [columns.map((key) => values[key] ?? null).find((value) => value !== null) ?? null],
    }))
    .filter((bar) => bar.label < year && hasSomething(bar))
    .toSorted((a, b) => (a.label < b.label ? -1 : 1))
  if (bars.length === 0) return undefined
  const own = now.rows.find(({ label }) => label === 'statutory')?.values.count ?? null
  return {
    chart: 'volume-by-year',
    table: 'contacts-by-category',
    series: ['statutory'],
    bars: [...bars, { label: year, values: [own] }].filter(hasSomething),
  }
}

function hasSomething({ values }: Bar): boolean {
  return values.some((value) => value !== null && value !== 0)
}
