import { Hono } from 'hono'
import type { AppEnv } from '#api/http/context.ts'
import {
  type DeskDeps,
  fieldsOf,
  go,
  goSaying,
  type SignedIn,
  showTo,
  signedIn,
  textOf,
} from '#api/officers/desk-app.ts'
import { officerById } from '#api/officers/officers.ts'
import { setShortcuts } from '#api/officers/settings.ts'
import { assignCases, undoAssignment } from './assign.ts'
import { mayDecide } from './decide.ts'
import { filterOf, showInboxWith } from './list-routes.ts'
import { readingOf } from './reading-of.ts'
import { forgetView, queryOf, saveView } from './saved-views.ts'

/** The most that one page of the list can send. */
const MOST_AT_ONCE = 50

/** What an officer does with the list itself: giving cases to somebody, keeping views, switching keys off. */
export function viewRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.post('/officer/inbox/assign', signedIn(deps, assign))
  routes.post('/officer/inbox/undo', signedIn(deps, undo))
  routes.post('/officer/views', signedIn(deps, keepView))
  routes.post('/officer/views/forget', signedIn(deps, dropView))
  routes.get(
    '/officer/keys',
    signedIn(deps, (desk) => showTo(desk, { page: 'keys' })),
  )
  routes.post('/officer/keys', signedIn(deps, switchKeys))
  return routes
}

/** The view that a form came from: as an address, and nothing that an address of ours could not say. */
function viewOf(form: FormData | undefined) {
  const { filter } = filterOf(Object.fromEntries(new URLSearchParams(textOf(form, 'view'))))
  return filter
}

async function assign(desk: SignedIn): Promise<Response> {
  const form = await fieldsOf(desk)
  const filter = viewOf(form)
  const references = (form?.getAll('case') ?? []).map(String).slice(0, MOST_AT_ONCE)
  const to = textOf(form, 'giveTo')
  const officer = to === 'nobody' ? null : await officerById(desk.served.store, Number(to) || 0)
  const faults = [
    ...(references.length === 0 ? [{ field: 'case', code: 'missing' }] : []),
    ...(officer === undefined ? [{ field: 'giveTo', code: 'missing' }] : []),
  ]
  if (!mayDecide(desk.session.officer)) return showInboxWith(desk, filter, { code: 'not-allowed' })
  if (officer === undefined || faults.length > 0) {
    const typed = { case: references, giveTo: [to] }
    return showInboxWith(desk, filter, { code: 'invalid-fields', faults, typed })
  }
  const id = await assignCases(readingOf(desk), references, officer)
  return go(desk, `/officer/inbox?${queryOf(filter)}&given=${id}`)
}

async function undo(desk: SignedIn): Promise<Response> {
  const form = await fieldsOf(desk)
  const id = Number(textOf(form, 'given')) || 0
  await undoAssignment(readingOf(desk), id)
  return go(desk, `/officer/inbox?${queryOf(viewOf(form))}&given=${id}`)
}

async function keepView(desk: SignedIn): Promise<Response> {
  const form = await fieldsOf(desk)
  const filter = viewOf(form)
  const name = textOf(form, 'viewName')
  const { served, session, at } = desk
  const saved = await saveView(served.store, session.officer, { name, filter, at })
  if (saved.ok) return goSaying(desk, `/officer/inbox?${queryOf(filter)}`, 'view-kept')
  const typed = { viewName: [name] }
  return showInboxWith(desk, filter, { code: 'invalid-fields', faults: [saved.fault], typed })
}

async function dropView(desk: SignedIn): Promise<Response> {
  const form = await fieldsOf(desk)
  await forgetView(desk.served.store, desk.session.officer, Number(textOf(form, 'id')) || 0)
  return goSaying(desk, `/officer/inbox?${queryOf(viewOf(form))}`, 'view-forgotten')
}

async function switchKeys(desk: SignedIn): Promise<Response> {
  const way = textOf(await fieldsOf(desk), 'shortcuts') === 'off' ? 'off' : 'on'
  await setShortcuts(desk.served.store, desk.session.officer.id, way)
  return goSaying(desk, '/officer/keys', 'keys-switched')
}
