import type { Sent } from '#api/cases/acts/take-draft.ts'
import { errorResponse } from '#api/http/errors.ts'
import { go, type SignedIn } from '#api/officers/desk-app.ts'
import { dropDeskDraft, keepDeskDraft } from './desk-drafts.ts'

/** Keeps what was typed outside cases until its officer comes back, or throws it away, and leads on to `back`. */
export async function takeDeskDraft(
  desk: SignedIn,
  kind: string,
  { typed, draft, formKey, begun = '' }: Sent,
  back: string,
): Promise<Response> {
  const { store } = desk.served
  const of = { officerId: desk.session.officer.id, kind }
  if (draft === 'drop') await store.write([dropDeskDraft(store, of)])
  else if (!(await keepDeskDraft(store, of, { typed, at: desk.at }, { formKey, begun }))) {
    return errorResponse(desk.c, 'out-of-date')
  }
  return go(desk, back)
}
