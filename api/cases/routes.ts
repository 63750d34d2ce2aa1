import { Hono } from 'hono'
import type { AppEnv } from '#api/http/context.ts'
import { linksOf } from '#api/links/links.ts'
import {
  type Desk,
  type DeskDeps,
  fieldsOf,
  go,
  type SignedIn,
  show,
  showNothing,
  showTo,
  signedIn,
  typedOf,
} from '#api/officers/desk-app.ts'
import { ACTS, offeredActs } from '#schema/acts/acts.ts'
import { NOTE } from '#schema/acts/note.ts'
import { localDateOf } from '#schema/dates.ts'
import type { ErrorCode, FieldFault } from '#schema/errors.ts'
import { givenFor } from './acts/acting.ts'
import { readDraft } from './acts/form-drafts.ts'
import { actingOf, actRoutes } from './acts/routes.ts'
import { sentOf, takeDraft } from './acts/take-draft.ts'
import { addFileRoutes } from './add-file.ts'
import { copyRoutes } from './copies/routes.ts'
import { DECIDING, decideRoute, mayDecide } from './decide.ts'
import { readDecision } from './decision-form.ts'
import type { Typed } from './desk.ts'
import { fileRoutes } from './file-routes.ts'
import { letterRoutes } from './letters/routes.ts'
import { listRoutes } from './list-routes.ts'
import { type CaseView, openCase } from './open.ts'
import { colleaguesFor } from './readers.ts'
import { referenceOf } from './reading-of.ts'
import { whoHasSeen } from './seen.ts'
import { showTry, tryTriage } from './try-triage.ts'
import { viewRoutes } from './view-routes.ts'

/** The officers' work: the inbox, a case, a decision on its route, and triage to try out. */
export function caseRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.route('/', listRoutes(deps))
  routes.route('/', viewRoutes(deps))
  routes.get('/officer/cases/:reference', signedIn(deps, showCase))
  routes.post('/officer/cases/:reference', signedIn(deps, decide, keepDecision))
  routes.get('/officer/cases/:reference/seen', signedIn(deps, showSeen))
  routes.route('/', fileRoutes(deps))
  routes.route('/', addFileRoutes(deps))
  routes.route('/', actRoutes(deps))
  routes.route('/', copyRoutes(deps))
  routes.route('/', letterRoutes(deps))
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
  const { officer } = desk.session
  const acting = actingOf(desk)
  const view = await openCase(acting, referenceOf(desk))
  if (view === undefined) return showNothing(desk)
  const of = { caseId: view.caseId, officerId: officer.id, act: DECIDING }
  const draft = shown.typed === undefined ? await readDraft(acting.store, of) : undefined
  return showTo(
    desk,
    {
      page: 'case',
      view,
      mayDecide: mayDecide(officer),
      draftAt: draft?.at,
      scanning: desk.deps.scanning,
      isSaved,
      links: await linksOf(acting, view.caseId),
      acts: offeredActs(givenFor(acting, view, await whoCouldBeThanked(desk, view))),
      done: [...ACTS, NOTE].find(({ id }) => id === desk.c.req.query('done'))?.id,
    },
    { ...(draft !== undefined && { typed: draft.typed }), ...rest },
  )
}

/** Who opened a case, for whoever may open it. */
async function showSeen(desk: SignedIn): Promise<Response> {
  const { store } = desk.served
  const reference = referenceOf(desk)
  const seen = await whoHasSeen(store, desk.session.officer, reference, localDateOf(desk.at))
  return seen === undefined ? showNothing(desk) : showTo(desk, { page: 'seen', reference, seen })
}

/** The colleagues whom one press could tell of thanks; of a case without thanks nobody is asked for. */
function whoCouldBeThanked({ served, at }: SignedIn, { caseId, state }: CaseView) {
  const hasThanks = state.parts.some(
    ({ category, settled }) => category === 'compliment' && settled === null,
  )
  return hasThanks ? colleaguesFor(served.store, caseId, localDateOf(at)) : undefined
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
  const sent = sentOf(typed)
  if (sent.draft !== undefined) {
    const isAllowed = mayDecide(desk.session.officer)
    return takeDraft(desk, { act: DECIDING, isAllowed, back: '#decide' }, sent)
  }
  const read = readDecision(form)
  if (!read.ok) {
    return showCaseWith(desk, {
      isSaved: false,
      code: 'invalid-fields',
      faults: read.faults,
      typed,
    })
  }
  const decided = await decideRoute(actingOf(desk), referenceOf(desk), read.decision, sent.formKey)
  if (decided.ok) return go(desk, `/officer/cases/${referenceOf(desk)}?saved=yes`)
  const faults =
    decided.code === 'out-of-date' ? [{ field: 'seq', code: 'out-of-date' }] : decided.fields
  return showCaseWith(desk, { isSaved: false, code: decided.code, faults: faults ?? [], typed })
}
