import { Hono } from 'hono'
import { z } from 'zod'
import type { AppEnv } from '#api/http/context.ts'
import {
  type DeskDeps,
  type SignedIn,
  showNothing,
  showTo,
  signedIn,
} from '#api/officers/desk-app.ts'
import { ReportTable } from '#schema/authority/profile.ts'
import { localDateOf } from '#schema/dates.ts'
import type { Period } from '#schema/report/report.ts'
import { TOTAL } from '#schema/rules/report/behind.ts'
import { pounds, sumOf } from '#schema/rules/report/figures.ts'
import { filterOf, mayReadReport, periodOf, serviceOf } from './asked.ts'
import { cellText } from './cell-text.ts'
import { countBehind, countTables } from './counting/count-apart.ts'
import { type LinkedTable, linkedTable, queryOf } from './linked-table.ts'
import { printReport, rowName } from './print.ts'
import { type BehindPage, visibleBehind } from './visible-behind.ts'

/** Every table of a period, each figure with the way to its cases. */
export type FiguresView = {
  readonly period: Period
  readonly service: string | null
  readonly tables: readonly LinkedTable[]
}

/** The records behind one figure. */
export type BehindView = BehindPage & {
  readonly period: Period
  readonly service: string | null
  readonly table: ReportTable
  /** The names of its row and of its column. */
  readonly row: string
  readonly column: string
  /** The figure as the table shows it. */
  readonly figure: string
  /** What the address asks for, as the next page does too. */
  readonly query: string
  /** Whether `n` of a row is pounds. */
  readonly isMoney: boolean
}

/** The figures of a period at the desk, and the cases behind each. */
export function behindRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/officer/report/figures', signedIn(deps, showFigures))
  routes.get('/officer/report/cases', signedIn(deps, showBehind))
  return routes
}

/** The period and the service in the address; undefined where one of them is none. */
function askedOf(desk: SignedIn) {
  const period = periodOf(desk)
  const service = serviceOf(desk, desk.served.profile)
  if (typeof period === 'string' || service === undefined) return undefined
  return { period, service }
}

async function showFigures(desk: SignedIn): Promise<Response> {
  const asked = askedOf(desk)
  if (!mayReadReport(desk.session.officer) || asked === undefined) return showNothing(desk)
  const { deps, served } = desk
  const { period, service } = asked
  const words = deps.content.words('en')
  const tables = await countTables({ ...served, ...deps, period, filter: filterOf(desk, service) })
  const printed = printReport(served.profile, period, tables, words)
  const linked = printed.tables
    .filter(({ rows }) => rows.length > 0)
    .map((table) => linkedTable(table, { profile: served.profile, words, period, service }))
  return showTo(desk, { page: 'figures', figures: { period, service, tables: linked } })
}

const FigureAsked = z.object({
  table: ReportTable,
  label: z.string().max(500),
  column: z.string().max(100),
  after: z.string().max(200).default(''),
})

async function showBehind(desk: SignedIn): Promise<Response> {
  const { deps, served, session } = desk
  const asked = askedOf(desk)
  const figure = FigureAsked.safeParse(desk.c.req.query())
  if (!mayReadReport(session.officer) || asked === undefined || !figure.success) {
    return showNothing(desk)
  }
  const { period, service } = asked
  const { table, label, column, after } = figure.data
  const words = deps.content.words('en')
  const columnWords = `report.column.${column}`
  if (!words.has(columnWords)) return showNothing(desk)
  const counting = { ...served, ...deps, period, filter: filterOf(desk, service) }
  const behind = await countBehind(counting, { table, label, column })
  if (behind.length === 0) return showNothing(desk)
  const seeing = { ...served, officer: session.officer, today: localDateOf(desk.at) }
  // Pounds are added as pence.
  const sum = pounds(sumOf(behind.map(({ n }) => n * 100)))
  const isMoney = table === 'costs' || (table === 'remedies' && column === 'total')
  return showTo(desk, {
    page: 'behind',
    behind: {
      ...(await visibleBehind(seeing, behind, after)),
      period,
      service,
      table,
      row:
        label === TOTAL
          ? words.get('report.total')
          : rowName({ table, label }, served.profile, words),
      column: words.get(columnWords),
      figure: cellText(sum, isMoney ? 'money' : 'count', words),
      query: queryOf(asked, { table, label, column }),
      isMoney,
    },
  })
}
