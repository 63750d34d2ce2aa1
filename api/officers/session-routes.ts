import { Hono } from 'hono'
import { noteDeskAct } from '#api/history/desk-acts.ts'
import type { AppEnv } from '#api/http/context.ts'
import {
  type Desk,
  type DeskDeps,
  dropCookie,
  fieldsOf,
  go,
  goSaying,
  open,
  type SignedIn,
  show,
  showTo,
  signedIn,
  textOf,
} from './desk-app.ts'
import { endOtherSessions, endSession, listSessions } from './sessions.ts'

/** Where somebody is signed in, and the way out. */
export function sessionRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get('/officer/sessions', signedIn(deps, showSessions))
  routes.post('/officer/sessions', signedIn(deps, endOthers))
  routes.post('/officer/sign-out', signedIn(deps, signOut))
  routes.get('/officer/signed-out', open(deps, showSignedOut))
  return routes
}

async function showSessions(desk: SignedIn): Promise<Response> {
  const sessions = await listSessions(desk.served.store, desk.session, desk.at)
  return showTo(desk, { page: 'sessions', sessions })
}

async function endOthers(desk: SignedIn): Promise<Response> {
  const { store } = desk.served
  const { session, at } = desk
  const { id } = session.officer
  const one = textOf(await fieldsOf(desk), 'one')
  await store.write([
    endOtherSessions(store, session, at, one === '' ? undefined : one),
    noteDeskAct(store, at, { kind: 'sessions-ended', by: id, about: id }),
  ])
  return goSaying(desk, '/officer/sessions', one === '' ? 'sessions-ended' : 'session-ended')
}

async function signOut(desk: SignedIn): Promise<Response> {
  const { store } = desk.served
  const { session, at } = desk
  await store.write([
    endSession(store, session.hash, at),
    noteDeskAct(store, at, { kind: 'signed-out', by: session.officer.id }),
  ])
  dropCookie(desk)
  return go(desk, '/officer/signed-out')
}

function showSignedOut(desk: Desk): Promise<Response> {
  return show(desk, { page: 'signed-out' })
}
