import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { type Sent, sentOf } from '#api/cases/acts/take-draft.ts'
import { type DeskDraftOf, dropDeskDraft, readDeskDraft } from '#api/drafts/desk-drafts.ts'
import { takeDeskDraft } from '#api/drafts/take-desk-draft.ts'
import type { AppEnv } from '#api/http/context.ts'
import {
  type DeskDeps,
  fieldsOf,
  keepTyped,
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
    signedIn(deps, (desk) => takeEntry(desk, 'contact'), keepTyped),
  )
  routes.get(
    '/officer/new/thanks',
    signedIn(deps, (desk) => showEntry(desk, 'thanks')),
  )
  routes.post(
    '/officer/new/thanks',
    signedIn(deps, (desk) => takeEntry(desk, 'thanks'), keepTyped),
  )
  return routes
}

async function showEntry(desk: SignedIn, kind: EntryKind, shown: Shown = {}): Promise<Response> {
  if (!mayEnter(desk.session.officer)) {
    return showTo(desk, { page: 'not-found' }, { code: 'not-allowed' })
  }
  const of = draftOf(desk, kind)
  const draft = shown.typed === undefined ? await readDeskDraft(desk.served.store, of) : undefined
  const typed = shown.typed ?? draft?.typed
  const key = typed?.idempotencyKey?.[0] ?? randomBytes(16).toString('base64url')
  return showTo(
    desk,
    { page: 'new', kind, key, today: localDateOf(desk.at), draftAt: draft?.at },
    { ...(typed !== undefined && { typed }), ...shown },
  )
}

async function takeEntry(desk: SignedIn, kind: EntryKind): Promise<Response> {
  const sent = sentOf(typedOf(await fieldsOf(desk)))
  if (sent.draft !== undefined) return takeEntryDraft(desk, kind, sent)
  const { typed } = sent
  const first = Object.fromEntries(Object.entries(typed).map(([name, values]) => [name, values[0]]))
  const read = readEntry(
    kind === 'thanks' ? { ...first, wants: 'thank' } : first,
    localDateOf(desk.at),
  )
  if (!read.ok) return showEntry(desk, kind, { code: 'invalid-fields', faults: read.faults, typed })
  const { deps, served, session } = desk
  const entered = await enter(deps.receive, served, session.officer, read.entry, kind)
  if (!entered.ok) {
    const { code, fields = [] } = entered
    return showEntry(desk, kind, { code, faults: fields, typed })
  }
  await served.store.write([dropDeskDraft(served.store, draftOf(desk, kind))])
  return showTo(desk, { page: 'entered', kind, accepted: entered.accepted })
}

function draftOf({ session }: SignedIn, kind: EntryKind): DeskDraftOf {
  return { officerId: session.officer.id, kind }
}

/** Nothing of a draft is a case. */
async function takeEntryDraft(desk: SignedIn, kind: EntryKind, sent: Sent): Promise<Response> {
  if (!mayEnter(desk.session.officer)) return showEntry(desk, kind)
  const back = kind === 'thanks' ? '/officer/new/thanks' : '/officer/new'
  return takeDeskDraft(desk, kind, sent, back)
}
