import type { Profile, ReportTable } from '#schema/authority/profile.ts'
import { isTableOfTeams } from '#schema/authority/teams.ts'
import type { LocalDate } from '#schema/dates.ts'
import type { Period } from '#schema/report/report.ts'
import type { ReportChart } from '#schema/report/report-layout.ts'
import { numberOfDay } from '#schema/rules/days/day-number.ts'
import { drawBothShapes } from '#schema/rules/report/chart/svg.ts'
import type { DashboardCounts } from '#schema/rules/report/dashboard.ts'
import { share } from '#schema/rules/report/figures.ts'
import { type Compared, compareThemes } from '#schema/rules/report/more-than-chance.ts'
import { aYearBefore, upTo } from '#schema/rules/report/year.ts'
import type { Words } from '#schema/words/messages.ts'
import { sayMonth } from '#schema/words/spoken.ts'
import type { DashboardFigures } from './counting/count.ts'
import { chartOf, type DrawnChart } from './document.ts'
import { type LinkedTable, linkedTable } from './linked-table.ts'
import type { OpenToday } from './open-today.ts'
import { type PrintedTable, printReport } from './print.ts'

/** What a dashboard shows, besides who asks. */
export type DashboardView = {
  readonly period: Period
  /** Null for all services. */
  readonly service: string | null
  readonly services: readonly string[]
  readonly open: readonly OpenToday[]
  /** The code of the service in the desk's list, where its label stands for one; undefined elsewhere. */
  readonly inboxService: string | undefined
  readonly tables: Readonly<Partial<Record<ReportTable, LinkedTable>>>
  readonly charts: readonly DrawnChart[]
  readonly months: DashboardCounts['months']
  readonly themes: {
    readonly rows: readonly Compared[]
    /** Whether the same days a year before are known, so that they can stand beside. */
    readonly isCompared: boolean
  }
  readonly advocacy: DashboardCounts['advocacy'] & { readonly share: number | null }
  readonly promises: DashboardCounts['promises'] & { readonly share: number | null }
}

/** The tables of the report that a dashboard shows, in its order. */
const TABLES: readonly ReportTable[] = [
  'contacts-by-category',
  'complaints-by-stage',
  'timeliness',
  'timeliness-by-service',
  'children-and-advocates',
  'learning',
  'costs',
]
const CHARTS: readonly ReportChart[] = ['volume-by-month', 'timeliness-bands', 'reasons']

export type DashboardOf = {
  readonly profile: Profile
  readonly words: Words
  readonly period: Period
  readonly service: string | null
  readonly today: LocalDate
  readonly figures: DashboardFigures
}

/** Everything of a dashboard that is counted. The tables are those of the report. */
export function dashboardOf(
  of: DashboardOf,
): Omit<DashboardView, 'services' | 'open' | 'inboxService'> {
  const { profile, words, period, service, figures } = of
  const { now, tables } = figures
  const printed = printReport(profile, period, tables, words)
  const shown = TABLES.flatMap((id) => printed.tables.find((table) => table.id === id) ?? [])
  const linked = shown.map((table) => [table.id, linkedTable(rowsOf(table, service), of)] as const)
  return {
    period,
    service,
    tables: Object.fromEntries(linked),
    charts: [
      ...CHARTS.flatMap(
        (chart) => chartOf(chart, chart, { tables, report: printed, profile, words }) ?? [],
      ),
      ...monthsChart(now.months, words),
    ],
    months: now.months,
    themes: themesOf(of),
    advocacy: { ...now.advocacy, share: share(now.advocacy.withAdvocate, now.advocacy.children) },
    promises: {
      ...now.promises,
      share: share(now.promises.kept, now.promises.kept + now.promises.late),
    },
  }
}

/** Of one service alone, the rows of all others would be noughts. */
function rowsOf(table: PrintedTable, service: string | null): PrintedTable {
  if (service === null || !isTableOfTeams(table.id)) return table
  const hasSomething = (values: PrintedTable['rows'][number]['values']) =>
    Object.values(values).some((value) => value !== null && value !== 0)
  const rows = table.rows.filter(({ label, values }) => label === service || hasSomething(values))
  return { ...table, rows }
}

/** A year of which little came in would make every theme look as if it had risen. */
const MONTHS_KNOWN = 0.75

function themesOf({ period, today, figures }: DashboardOf): DashboardView['themes'] {
  const { now, before } = figures
  const soFar = upTo(period, today)
  const isCompared =
    soFar.from <= soFar.to && before.monthsWithAnything >= MONTHS_KNOWN * monthsIn(soFar)
  const rows = compareThemes(countsOf(now), isCompared ? countsOf(before) : new Map(), {
    now: daysIn(soFar),
    before: isCompared ? daysIn(aYearBefore(soFar)) : 0,
  })
  return { rows, isCompared }
}

function countsOf({ themes }: DashboardCounts): ReadonlyMap<string, number> {
  return new Map(themes.map(({ label, count }) => [label, count]))
}

function daysIn({ from, to }: Period): number {
  return numberOfDay(to) - numberOfDay(from) + 1
}

function monthsIn({ from, to }: Period): number {
  const month = (on: LocalDate) => Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7))
  return month(to) - month(from) + 1
}

function monthsChart(months: DashboardCounts['months'], words: Words): readonly DrawnChart[] {
  if (months.length === 0) return []
  const title = words.get('officer.dashboard.months')
  const series = ['within', 'late', 'open'] as const
  const svgs = drawBothShapes({
    id: 'chart-months',
    title,
    says: words.get('officer.dashboard.months-says'),
    series: series.map((key) => words.get(`officer.dashboard.month-${key}`)),
    bars: months.map((row) => ({
      label: sayMonth(row.month, words.language),
      values: series.map((key) => row[key]),
    })),
  })
  return [{ title, ...svgs }]
}
