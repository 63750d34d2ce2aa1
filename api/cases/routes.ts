import { Hono } from 'hono'
import type { AppEnv } from '#api/http/context.ts'
import { CONTENT_TYPES } from '#api/intake/attachment-kind.ts'
import {
  type Desk,
  type DeskDeps,
  fieldsOf,
  go,
  type SignedIn,
  show,
  showTo,
  signedIn,
  typedOf,
} from '#api/officers/desk-app.ts'
import type { ErrorCode, FieldFault } from '#schema/errors.ts'
import type { Words } from '#schema/messages.ts'
import { decideRoute, mayDecide } from './decide.ts'
import { readDecision } from './decision-form.ts'
import type { Typed } from './desk.ts'
import { openFile } from './files.ts'
import { listRoutes } from './list-routes.ts'
import type { Reading } from './note-reading.ts'
import { openCase } from './open.ts'
import { showTry, tryTriage } from './try-triage.ts'

/** The officers' work: the inbox, a case, a decision on its route, and triage to try out. */
export function caseRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.route('/', listRoutes(deps))
  routes.get('/officer/cases/:reference', signedIn(deps, showCase))
  routes.post('/officer/cases/:reference', signedIn(deps, decide, keepDecision))
  routes.get('/officer/cases/:reference/files/:id', signedIn(deps, sendFile))
  routes.get('/officer/triage', signedIn(deps, showTry))
  routes.post('/officer/triage', signedIn(deps, tryTriage))
  return routes
}

function readingOf({ served, session, at, deps }: SignedIn): Reading {
  return {
    store: served.store,
    profile: served.profile,
    calendar: deps.calendar,
    publicUrl: deps.publicUrl,
    officer: session.officer,
    at,
  }
}

function referenceOf(desk: Desk): string {
  return (desk.c.req.param('reference') ?? '').toUpperCase()
}

function showCase(desk: SignedIn): Promise<Response> {
  return showCaseWith(desk, { isSaved: desk.c.req.query('saved') === 'yes' })
}

/** A case that is not there and one that this officer may not see are answered alike. */
async function showCaseWith(
  desk: SignedIn,
  shown: {
    readonly isSaved: boolean
    readonly code?: ErrorCode
    readonly faults?: readonly FieldFault[]
    readonly typed?: Typed
  },
): Promise<Response> {
  const { isSaved, ...rest } = shown
  const view = await openCase(readingOf(desk), referenceOf(desk))
  if (view === undefined) return showTo(desk, { page: 'not-found' }, { code: 'not-found' })
  return showTo(
    desk,
    {
      page: 'case',
      view,
      mayDecide: mayDecide(desk.session.officer),
      isSaved,
    },
    rest,
  )
}

/**
 * Hands a file on to be kept, never to be shown here: what a stranger sent must not run as a page of the
 * desk. The file was read to its end before, so that nothing of a changed one is sent.
 */
async function sendFile(desk: SignedIn): Promise<Response> {
  const { c, deps } = desk
  const reference = referenceOf(desk)
  const found = await openFile(readingOf(desk), reference, c.req.param('id') ?? '')
  if (found === undefined) return showTo(desk, { page: 'not-found' }, { code: 'not-found' })
  const { file, opened } = found
  if (!opened.ok) {
    const { why } = opened
    const requestId = c.get('requestId')
    deps.log('error', 'attachment-unreadable', { reference, fault: why, requestId })
    return showTo(desk, { page: 'broken-file', reference, name: file.name, why }, { code: 'fault' })
  }
  c.header('Content-Type', CONTENT_TYPES[file.kind])
  c.header('Content-Length', String(file.bytes))
  c.header('Content-Disposition', `attachment; filename="${file.name}"`)
  c.header('Content-Security-Policy', "sandbox; default-src 'none'")
  c.header('Cache-Control', 'no-store')
  return c.body(opened.read())
}

/**
 * A decision of somebody who is not signed in, mostly since they wrote for longer than a session lasts.
 * They get back what they sent and nothing else: no case is looked up for them.
 */
async function keepDecision(desk: Desk): Promise<Response> {
  const form = await fieldsOf(desk)
  if (form === undefined) return go(desk, '/officer/sign-in')
  return show(
    desk,
    { page: 'session-ended', reference: referenceOf(desk) },
    {
      code: 'sign-in-needed',
      faults: [{ field: 'session', code: 'ended' }],
      typed: typedOf(form),
    },
  )
}

async function decide(desk: SignedIn): Promise<Response> {
  const form = await fieldsOf(desk)
  const typed = typedOf(form)
  const read = readDecision(form)
  if (!read.ok) {
    return showCaseWith(desk, {
      isSaved: false,
      code: 'invalid-fields',
      faults: read.faults,
      typed,
    })
  }
  const { deps } = desk
  const decided = await decideRoute(
    {
      ...readingOf(desk),
      wordsFor: (language) => wordsFor(deps, language),
    },
    referenceOf(desk),
    read.decision,
  )
  if (decided.ok) return go(desk, `/officer/cases/${referenceOf(desk)}?saved=yes`)
  const faults =
    decided.code === 'out-of-date' ? [{ field: 'seq', code: 'out-of-date' }] : decided.fields
  return showCaseWith(desk, { isSaved: false, code: decided.code, faults: faults ?? [], typed })
}

/** The writer's own language where we speak it, else English. */
function wordsFor({ content }: DeskDeps, language: string): Words {
  const spoken = content.languages.some(({ tag, offered }) => tag === language && offered)
  return content.words(spoken ? language : 'en')
}
