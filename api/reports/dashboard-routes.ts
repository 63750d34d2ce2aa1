import { Hono } from 'hono'
import type { AppEnv } from '#api/http/context.ts'
import {
  type DeskDeps,
  type SignedIn,
  showNothing,
  showTo,
  signedIn,
} from '#api/officers/desk-app.ts'
import type { Profile } from '#schema/authority/profile.ts'
import { localDateOf } from '#schema/dates.ts'
import type { FieldFault } from '#schema/errors.ts'
import { periodOf as periodOfYear, yearWith } from '#schema/rules/report/year.ts'
import { filterOf, mayReadReport, periodOf, serviceOf, typedDays } from './asked.ts'
import { countDashboard } from './counting/count-apart.ts'
import { dashboardOf } from './dashboard.ts'
import { openToday } from './open-today.ts'

/** How the service stands today and over a period, for managers and directors. */
export function dashboardRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/officer/dashboard', signedIn(deps, showDashboard))
  return routes
}

/** Without a period in the address, the year that has today in it. */
async function showDashboard(desk: SignedIn): Promise<Response> {
  const { deps, served, session } = desk
  const { profile, store } = served
  const service = serviceOf(desk, profile)
  if (!mayReadReport(session.officer) || service === undefined) return showNothing(desk)
  const asked = periodOf(desk)
  const today = localDateOf(desk.at)
  const period = typeof asked === 'string' ? periodOfYear(yearWith(today)) : asked
  const faults: FieldFault[] = asked === 'wrong' ? [{ field: 'to', code: 'period' }] : []
  const counting = { ...served, ...deps, period, filter: filterOf(desk, service) }
  const figures = await countDashboard(counting, today)
  const words = deps.content.words('en')
  const topics = topicsOf(profile, service)
  const day = { today, calendar: deps.calendar }
  const dashboard = {
    ...dashboardOf({ profile, words, period, service, today, figures }),
    services: profile.services.map(({ label }) => label),
    open: await openToday(store, session.officer, day, topics),
    inboxService: topics?.length === 1 ? topics[0] : undefined,
  }
  return showTo(desk, { page: 'dashboard', dashboard }, shownWith(desk, faults))
}

function shownWith(desk: SignedIn, faults: readonly FieldFault[]) {
  if (faults.length === 0) return {}
  return { code: 'invalid-fields', faults, typed: typedDays(desk) } as const
}

/** The codes that a label of a service stands for; null for all services. */
function topicsOf({ services }: Profile, service: string | null) {
  if (service === null) return null
  return services.find(({ label }) => label === service)?.topics ?? []
}
