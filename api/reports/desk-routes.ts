import { Hono } from 'hono'
import { noteDeskAct } from '#api/history/desk-acts.ts'
import type { AppEnv } from '#api/http/context.ts'
import {
  type DeskDeps,
  type SignedIn,
  showNothing,
  showTo,
  signedIn,
} from '#api/officers/desk-app.ts'
import type { FieldFault } from '#schema/errors.ts'
import type { Period } from '#schema/report/report.ts'
import { hiddenFigures } from '#schema/rules/disclosure/disclosure.ts'
import { crossCheck, NOT_COMPARABLE } from '#schema/rules/report/cross-check.ts'
import { mayReadReport, periodOf, reportFilterOf, typedDays } from './asked.ts'
import { behindRoutes } from './behind-routes.ts'
import { type HiddenLine, hiddenLines, type PairLine, pairLines } from './checks-in-words.ts'
import { countTables } from './counting/count-apart.ts'
import { dashboardRoutes } from './dashboard-routes.ts'
import { importRoutes } from './import-routes.ts'
import { makeReport, publicTables } from './make-report.ts'
import { ReportFormat, reportForm } from './report-form.ts'
import { textRoutes } from './text-routes.ts'

/** What the page of the yearly report shows. */
export type ReportPage = {
  readonly period: Period | undefined
  readonly formats: readonly ReportFormat[]
  /** Figures that must agree in this period; undefined until a period was asked for. */
  readonly check:
    | { readonly agree: readonly PairLine[]; readonly disagree: readonly PairLine[] }
    | undefined
  readonly notComparable: typeof NOT_COMPARABLE
  /** What the public does not see of this period, for officers alone. */
  readonly hidden: readonly HiddenLine[]
}

/** The yearly report at the desk: its period, its forms, and whether its tables agree. */
export function reportRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/officer/report', signedIn(deps, showReport))
  routes.route('/', behindRoutes(deps))
  routes.route('/', dashboardRoutes(deps))
  routes.route('/', textRoutes(deps))
  routes.route('/', importRoutes(deps))
  routes.get('/officer/report/:file', signedIn(deps, sendReport))
  return routes
}

async function showReport(desk: SignedIn): Promise<Response> {
  if (!mayReadReport(desk.session.officer)) return showNothing(desk)
  const period = periodOf(desk)
  const typed = typedDays(desk)
  if (period === 'none') return showTo(desk, { page: 'report', report: pageOf(desk) })
  if (period === 'wrong') {
    const faults: FieldFault[] = [{ field: 'to', code: 'period' }]
    return showTo(
      desk,
      { page: 'report', report: pageOf(desk) },
      { code: 'invalid-fields', faults, typed },
    )
  }
  const { deps, served } = desk
  const filter = reportFilterOf(desk, period)
  const tables = await countTables({ ...served, ...deps, period, filter })
  const checked = Map.groupBy(crossCheck(tables), ({ agrees }) => agrees)
  const shown = await publicTables({ ...served, content: deps.content, period }, tables)
  const words = deps.content.words('en')
  const hidden = hiddenLines(hiddenFigures(tables, shown), served.profile, words)
  const pairs = (agree: boolean) => pairLines(checked.get(agree) ?? [], served.profile, words)
  const check = { agree: pairs(true), disagree: pairs(false) }
  return showTo(
    desk,
    { page: 'report', report: { ...pageOf(desk), period, check, hidden } },
    { typed },
  )
}

function pageOf({ deps }: SignedIn): ReportPage {
  const formats = ReportFormat.options.filter(
    (format) => format !== 'pdf' || deps.browser !== undefined,
  )
  return {
    period: undefined,
    formats,
    check: undefined,
    notComparable: NOT_COMPARABLE,
    hidden: [],
  }
}

const CONTENT_TYPES: Readonly<Record<ReportFormat, string>> = {
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
}

/** `officers.xlsx` or `public.pdf`, to be kept. */
async function sendReport(desk: SignedIn): Promise<Response> {
  const { c, deps, served, session } = desk
  const [readers, ending] = (c.req.param('file') ?? '').split('.')
  const format = ReportFormat.safeParse(ending)
  const period = periodOf(desk)
  if (
    !mayReadReport(session.officer) ||
    !format.success ||
    (readers !== 'officers' && readers !== 'public') ||
    typeof period === 'string'
  ) {
    return showNothing(desk)
  }
  const words = deps.content.words('en')
  const { store, profile } = served
  const filter = reportFilterOf(desk, period)
  const { content } = deps
  const made = await makeReport({ store, profile, content, words, period, readers, filter })
  const bytes = await reportForm(format.data, { ...made, profile, words }, deps.browser)
  if (bytes === undefined) return showNothing(desk)
  const { from, to } = period
  await store.write([
    noteDeskAct(store, desk.at, {
      kind: 'exported',
      by: session.officer.id,
      data: { what: 'report', readers, format: format.data, from, to },
    }),
  ])
  const name = `report-${profile.slug}-${period.from}-${period.to}-${readers}.${format.data}`
  c.header('Content-Type', CONTENT_TYPES[format.data])
  c.header('Content-Disposition', `attachment; filename="${name}"`)
  c.header('Content-Security-Policy', "sandbox; default-src 'none'")
  return c.body(new Uint8Array(bytes))
}
