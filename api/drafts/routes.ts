import { Hono } from 'hono'
import { sentOf } from '#api/cases/acts/take-draft.ts'
import type { AppEnv } from '#api/http/context.ts'
import {
  type DeskDeps,
  fieldsOf,
  keepTyped,
  type SignedIn,
  showNothing,
  signedIn,
  typedOf,
} from '#api/officers/desk-app.ts'
import { draftedForm } from './drafted-form.ts'
import { takeDeskDraft } from './take-desk-draft.ts'

/** Forms outside cases that were begun and not sent: kept until their officer comes back to the page. */
export function draftRoutes(deps: DeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.post('/officer/drafts', signedIn(deps, takeDraft, keepTyped))
  return routes
}

async function takeDraft(desk: SignedIn): Promise<Response> {
  const form = draftedForm(desk.c.req.query('form') ?? '')
  if (form === undefined) return showNothing(desk)
  return takeDeskDraft(desk, form, sentOf(typedOf(await fieldsOf(desk))), form)
}
