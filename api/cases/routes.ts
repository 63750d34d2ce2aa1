import { Hono } from 'hono'
import type { AppEnv } from '#api/http/context.ts'
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
import { fileRoutes } from './file-routes.ts'
import { listRoutes } from './list-routes.ts'
import { openCase } from './open.ts'
import { readingOf, referenceOf } from './reading-of.ts'
import { showTry, tryTriage } from './try-triage.ts'

/** The officers' work: the inbox, a case, a decision on its route, and triage to try out. */
export function caseRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.route('/', listRoutes(deps))
  routes.get('/officer/cases/:reference', signedIn(deps, showCase))
  routes.post('/officer/cases/:reference', signedIn(deps, decide, keepDecision))
  routes.route('/', fileRoutes(deps))
  routes.get('/officer/triage', signedIn(deps, showTry))
  routes.post('/officer/triage', signedIn(deps, tryTriage))
  return routes
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
      scanning: desk.deps.scanning,
      isSaved,
    },
    rest,
  )
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
