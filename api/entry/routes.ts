import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import type { AppEnv } from '#api/http/context.ts'
import {
  type DeskDeps,
  fieldsOf,
  type Shown,
  type SignedIn,
  showTo,
  signedIn,
  typedOf,
} from '#api/officers/desk-app.ts'
import { localDateOf } from '#schema/dates.ts'
import { enter, mayEnter, readEntry } from './enter.ts'

/** Which form: everything that may be known of a contact, or the few lines of a thank-you. */
export type EntryKind = 'contact' | 'thanks'

/** Telephone calls, letters, e-mails and talks, typed in by officers; thanks in under a minute. */
export function entryRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.get(
    '/officer/new',
    signedIn(deps, (desk) => showEntry(desk, 'contact')),
  )
  routes.post(
    '/officer/new',
    signedIn(deps, (desk) => takeEntry(desk, 'contact')),
  )
  routes.get(
    '/officer/new/thanks',
    signedIn(deps, (desk) => showEntry(desk, 'thanks')),
  )
  routes.post(
    '/officer/new/thanks',
    signedIn(deps, (desk) => takeEntry(desk, 'thanks')),
  )
  return routes
}

async function showEntry(desk: SignedIn, kind: EntryKind, shown: Shown = {}): Promise<Response> {
  if (!mayEnter(desk.session.officer)) {
    return showTo(desk, { page: 'not-found' }, { code: 'not-allowed' })
  }
  const key = shown.typed?.idempotencyKey?.[0] ?? randomBytes(16).toString('base64url')
  return showTo(desk, { page: 'new', kind, key, today: localDateOf(desk.at) }, shown)
}

async function takeEntry(desk: SignedIn, kind: EntryKind): Promise<Response> {
  const typed = typedOf(await fieldsOf(desk))
  const first = Object.fromEntries(Object.entries(typed).map(([name, values]) => [name, values[0]]))
  const read = readEntry(
    kind === 'thanks' ? { ...first, wants: 'thank' } : first,
    localDateOf(desk.at),
  )
  if (!read.ok) return showEntry(desk, kind, { code: 'invalid-fields', faults: read.faults, typed })
  const { deps, served, session } = desk
  const entered = await enter(deps.receive, served, session.officer, read.entry)
  if (!entered.ok) {
    const { code, fields = [] } = entered
    return showEntry(desk, kind, { code, faults: fields, typed })
  }
  return showTo(desk, { page: 'entered', kind, accepted: entered.accepted })
}
