import { stamped } from '#schema/acts/act.ts'
import { mayDo } from '#schema/acts/acts.ts'
import { NOTE } from '#schema/acts/note.ts'
import { type Refusal, refuse } from '#schema/errors.ts'
import { openCase } from '../open.ts'
import { doneOrOutOfDate, orPressedAgain } from '../pressed-again.ts'
import { saveEvents } from '../save-events.ts'
import { type Acting, givenFor, keyOfCase } from './acting.ts'
import { makerOf, type SentAct } from './do-act.ts'
import { dropsDraft } from './form-drafts.ts'

/**
 * Keeps an internal note. Apart from everything that is said to a writer: nothing here can make a letter, so
 * that no mistake on the desk can send one.
 */
export async function addNote(
  acting: Acting,
  reference: string,
  sent: SentAct,
): Promise<{ readonly ok: true } | Refusal> {
  const view = await openCase(acting, reference)
  if (view === undefined) return refuse('not-found')
  if (!mayDo(NOTE, acting.officer.roles)) return refuse('not-allowed')
  const given = givenFor(acting, view)
  const read = NOTE.read(sent.typed, given)
  if (!read.ok) return refuse('invalid-fields', read.faults)
  if (view.seq !== sent.seq) {
    const make = makerOf(NOTE, sent.typed, (then) => givenFor(acting, then))
    return doneOrOutOfDate(acting, view, sent.seq, make)
  }
  const key = await keyOfCase(acting.store, view.caseId)
  const events = read.drafts.map((draft) => ({
    event: stamped(draft, given),
    text: draft.text,
  }))
  const draft = { caseId: view.caseId, officerId: acting.officer.id, act: NOTE.id }
  const also = dropsDraft(acting.store, draft, { formKey: sent.formKey, at: acting.at })
  return orPressedAgain(
    saveEvents(acting, { caseId: view.caseId, key, kept: view.events }, { events, also }),
    () => addNote(acting, reference, sent),
  )
}
