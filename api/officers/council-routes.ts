import { Hono } from 'hono'
import type { AppEnv } from '#api/http/context.ts'
import type { ErrorCode } from '#schema/errors.ts'
import { Leaving } from './council.ts'
import { signInFromCouncil } from './council-sign-in.ts'
import { type Desk, type DeskDeps, go, keepCookie, open, savingAt, show } from './desk-app.ts'
import { originOf } from './relying-party.ts'
import { dropTicket, keepTicket, readTicket } from './tickets.ts'
import { rememberBrowser } from './tries.ts'

/** How long somebody may take at the council's own sign-in. */
const AWAY_MINUTES = 15

/** The way in through the council's own sign-in, by OpenID Connect. Nothing is at these addresses without one. */
export function councilRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/officer/council', open(deps, leave))
  routes.get('/officer/council/back', open(deps, comeBack))
  return routes
}

/** The address that the council's sign-in leads back to: it must be registered there. */
function backOf(desk: Desk): string {
  return `${originOf(desk)}${desk.served.base}/officer/council/back`
}

async function leave(desk: Desk): Promise<Response> {
  const { council } = desk.deps
  if (council === undefined) return go(desk, '/officer/sign-in')
  const left = await council.leave(backOf(desk))
  if (typeof left === 'string') return refuse(desk, 'busy', left)
  // Lax: the council's sign-in is another site, and leads back here.
  keepTicket(desk, 'council', left.leaving, { minutes: AWAY_MINUTES, sameSite: 'Lax' })
  return desk.c.redirect(left.to.href, 303)
}

async function comeBack(desk: Desk): Promise<Response> {
  const { council } = desk.deps
  const leaving = readTicket(desk, 'council', Leaving)
  dropTicket(desk, 'council')
  if (council === undefined || leaving === undefined) return go(desk, '/officer/sign-in')
  const address = new URL(backOf(desk))
  address.search = new URL(desk.c.req.url).search
  const person = await council.comeBack(address, leaving, desk.served.profile.slug)
  if (typeof person === 'string') {
    return refuse(desk, person === 'not-reached' ? 'busy' : 'not-allowed', person)
  }
  const signed = await signInFromCouncil(savingAt(desk), person, desk.deps.content.names)
  if (!signed.ok) return refuse(desk, signed.code, 'nobody')
  rememberBrowser(desk, signed.officerId)
  keepCookie(desk, signed.cookie)
  return go(desk, '/officer')
}

function refuse(desk: Desk, code: ErrorCode, why: string): Promise<Response> {
  const shown = { code, faults: [{ field: 'council', code: why }] }
  return show(desk, { page: 'sign-in', isAsked: false, passkey: undefined }, shown)
}
