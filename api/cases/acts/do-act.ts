import type { Letter } from '#api/mail/outbox.ts'
import { type Act, type ActMail, type Draft, stamped } from '#schema/acts/act.ts'
import { mayDo } from '#schema/acts/acts.ts'
import type { Typed } from '#schema/acts/fields.ts'
import type { ActGiven } from '#schema/acts/given.ts'
import { localDateOf } from '#schema/dates.ts'
import { type Refusal, refuse } from '#schema/errors.ts'
import { SAID_TO_WRITER } from '#schema/rules/writer/said-to-writer.ts'
import { alertLetters } from '../alert.ts'
import { type CaseView, openCase } from '../open.ts'
import { doneOrOutOfDate, type Made, orPressedAgain } from '../pressed-again.ts'
import { colleaguesFor } from '../readers.ts'
import { saveEvents } from '../save-events.ts'
import { type Acting, givenFor, keyOfCase } from './acting.ts'
import { dropsDraft, type FormKey } from './form-drafts.ts'
import { mailsOf } from './mails.ts'

/** What an officer sent: the last event they saw, and the rest of the form. */
export type SentAct = {
  readonly seq: number
  readonly typed: Typed
  /** Which copy of the form it was, where it was typed into one. */
  readonly formKey?: FormKey | undefined
}

/**
 * Does one thing on a case: its events, the words sealed with them and the letters they call for, in one
 * transaction. Refuses somebody whose role may not, and a form that is not whole or that cannot follow what
 * happened. Whoever acts on what is out of date is told so, and nothing is written; their own second press is none.
 */
export async function doAct(
  acting: Acting,
  reference: string,
  act: Act,
  sent: SentAct,
): Promise<{ readonly ok: true } | Refusal> {
  const view = await openCase(acting, reference)
  if (view === undefined) return refuse('not-found')
  if (!mayDo(act, acting.officer.roles)) return refuse('not-allowed')
  const readers = await colleaguesFor(acting.store, view.caseId, localDateOf(acting.at))
  if (view.seq !== sent.seq) {
    const make = makerOf(act, sent.typed, (then) => givenFor(acting, then, readers))
    return doneOrOutOfDate(acting, view, sent.seq, make)
  }
  const given = givenFor(acting, view, readers)
  const read = act.read(sent.typed, given)
  if (!read.ok) return refuse('invalid-fields', read.faults)
  return orPressedAgain(save(acting, view, act, { ...read, given, formKey: sent.formKey }), () =>
    doAct(acting, reference, act, sent),
  )
}

/** What a form makes of a case; undefined where it is not whole. */
export function makerOf(act: Act, typed: Typed, givenIn: (then: CaseView) => ActGiven) {
  return (then: CaseView): readonly Made[] | undefined => {
    const read = act.read(typed, givenIn(then))
    return read.ok ? read.drafts : undefined
  }
}

async function save(
  acting: Acting,
  view: CaseView,
  act: Act,
  read: {
    readonly drafts: readonly Draft[]
    readonly mails: readonly ActMail[]
    readonly given: ActGiven
    readonly formKey: FormKey | undefined
  },
): Promise<{ readonly ok: true } | Refusal> {
  const key = await keyOfCase(acting.store, view.caseId)
  const letters: Letter[] = [...mailsOf(acting, view, read)]
  const isSaid = read.drafts.some(
    ({ kind, text = '' }) => text !== '' && (act.says === 'writer' || SAID_TO_WRITER.has(kind)),
  )
  if (isSaid && key !== undefined) {
    letters.push(...(await alertLetters(acting.store, { ...view, key }, read.given.words)))
  }
  const events = read.drafts.map((draft) => ({
    event: stamped(draft, read.given),
    text: draft.text,
  }))
  const draft = { caseId: view.caseId, officerId: acting.officer.id, act: act.id }
  const also = dropsDraft(acting.store, draft, { formKey: read.formKey, at: acting.at })
  const seen = { caseId: view.caseId, key, kept: view.events }
  return saveEvents(acting, seen, { events, letters, also })
}
