import { Hono } from 'hono'
import { sentOf } from '#api/cases/acts/take-draft.ts'
import type { AppEnv } from '#api/http/context.ts'
import { errorResponse } from '#api/http/errors.ts'
import {
  type DeskDeps,
  fieldsOf,
  go,
  keepTyped,
  type SignedIn,
  showNothing,
  signedIn,
  typedOf,
} from '#api/officers/desk-app.ts'
import { dropDeskDraft, keepDeskDraft } from './desk-drafts.ts'
import { draftedForm } from './drafted-form.ts'

/** Forms outside cases that were begun and not sent: kept until their officer comes back to the page. */
export function draftRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.post('/officer/drafts', signedIn(deps, takeDraft, keepTyped))
  return routes
}

async function takeDraft(desk: SignedIn): Promise<Response> {
  const form = draftedForm(desk.c.req.query('form') ?? '')
  if (form === undefined) return showNothing(desk)
  const { typed, draft, formKey, begun = '' } = sentOf(typedOf(await fieldsOf(desk)))
  const { store } = desk.served
  const of = { officerId: desk.session.officer.id, kind: form }
  if (draft === 'drop') await store.write([dropDeskDraft(store, of)])
  else if (!(await keepDeskDraft(store, of, { typed, at: desk.at }, { formKey, begun }))) {
    return errorResponse(desk.c, 'out-of-date')
  }
  return go(desk, form)
}
