import { Hono } from 'hono'
import { caseRoutes } from '#api/cases/routes.ts'
import { draftRoutes } from '#api/drafts/routes.ts'
import { entryRoutes } from '#api/entry/routes.ts'
import { forgettingRoutes } from '#api/forgetting/routes.ts'
import { guideRoutes } from '#api/guide/routes.ts'
import type { AppEnv } from '#api/http/context.ts'
import { learningRoutes } from '#api/learning/routes.ts'
import { linkRoutes } from '#api/links/routes.ts'
import { openCasesRoutes } from '#api/open-cases/desk-routes.ts'
import { profileRoutes } from '#api/profile/routes.ts'
import { reportRoutes } from '#api/reports/desk-routes.ts'
import { searchRoutes } from '#api/search/routes.ts'
import { systemsRoutes } from '#api/systems/desk-routes.ts'
import { toldRoutes } from '#api/told/desk-routes.ts'
import { councilRoutes } from './council-routes.ts'
import { type DeskDeps, showNothing, signedIn } from './desk-app.ts'
import { passkeyRoutes } from './passkey-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { rotaRoutes } from './rota-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { signInRoutes } from './sign-in-routes.ts'

/** The whole desk: signing in, the inbox and the cases. Mount it before the public pages. */
export function officerRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.route('/', signInRoutes(deps))
  routes.route('/', passkeyRoutes(deps))
  routes.route('/', councilRoutes(deps))
  routes.route('/', sessionRoutes(deps))
  routes.route('/', forgettingRoutes(deps))
  routes.route('/', caseRoutes(deps))
  routes.route('/', reportRoutes(deps))
  routes.route('/', searchRoutes(deps))
  routes.route('/', peopleRoutes(deps))
  routes.route('/', systemsRoutes(deps))
  routes.route('/', toldRoutes(deps))
  routes.route('/', rotaRoutes(deps))
  routes.route('/', entryRoutes(deps))
  routes.route('/', openCasesRoutes(deps))
  routes.route('/', draftRoutes(deps))
  routes.route('/', learningRoutes(deps))
  routes.route('/', linkRoutes(deps))
  routes.route('/', profileRoutes(deps))
  routes.route('/', guideRoutes(deps))
  routes.all('/officer/*', signedIn(deps, showNothing))
  return routes
}
