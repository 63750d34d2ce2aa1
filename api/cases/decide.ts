import type { Officer } from '#api/officers/officers.ts'
import { Assurances, CaseEvent } from '#schema/case/case.ts'
import { localDateOf } from '#schema/dates.ts'
import type { RouteDecision } from '#schema/desk/desk.ts'
import { assertNever, type FieldFault, type Refusal, refuse } from '#schema/errors.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import type { OrderRefusal } from '#schema/rules/case/order-refusal.ts'
import { isConfirmable, reasonsFor } from '#schema/rules/case/route-decision.ts'
import { type Acting, keyOfCase } from './acts/acting.ts'
import { dropsDraft, type FormKey } from './acts/form-drafts.ts'
import { alertLetters } from './alert.ts'
import { decisionText } from './decision-text.ts'
import { type CaseView, openCase } from './open.ts'
import { doneOrOutOfDate, type Made, orPressedAgain } from './pressed-again.ts'
import { saveEvents } from './save-events.ts'
import { answersCases } from './who-handles.ts'

/** Under which name the draft of a decision is kept. */
export const DECIDING = 'decide'

/** Who decides on routes. The others read what they may read. */
export function mayDecide(officer: Officer): boolean {
  return answersCases(officer)
}

/** Which event a decision becomes, as far as what was sent goes. */
type Draft = { readonly kind: CaseEvent['kind']; readonly data: unknown }

/**
 * Confirms, changes, refuses, holds or hands over the route of one part. Whatever gives the writer less
 * than they asked for is not saved without reason, what is still open to them, a day on which we look
 * again, the advocacy reminder and the ombudsman line. The writer reads it on their page. Somebody who
 * decides on what is out of date is told so, and nothing is written; their own second press is none.
 */
export async function decideRoute(
  deciding: Acting,
  reference: string,
  decision: RouteDecision,
  formKey?: FormKey,
): Promise<{ readonly ok: true } | Refusal> {
  const view = await openCase(deciding, reference)
  if (view === undefined) return refuse('not-found')
  if (!mayDecide(deciding.officer)) return refuse('not-allowed')
  if (view.seq !== decision.seq)
    return doneOrOutOfDate(deciding, view, decision.seq, () => [made(deciding, view, decision)])
  const faults = faultsOf(deciding, view, decision)
  if (faults.length > 0) return refuse('invalid-fields', faults)
  const event = eventOf(deciding, decision)
  const follows = mayFollow(eventsOf(view), event)
  if (!follows.ok) return refuse('invalid-fields', [faultOfOrder(follows.code)])
  return orPressedAgain(save(deciding, view, decision, { event, formKey }), () =>
    decideRoute(deciding, reference, decision, formKey),
  )
}

function eventsOf(view: CaseView): readonly CaseEvent[] {
  return view.events.map(({ event }) => event)
}

/** Everything that is missing or does not fit, so that one answer names all of it. */
function faultsOf(
  deciding: Acting,
  view: CaseView,
  decision: RouteDecision,
): readonly FieldFault[] {
  const part = view.state.parts.find(({ n }) => n === decision.part)
  if (part === undefined) return [{ field: 'part', code: 'missing' }]
  if (decision.act === 'confirm') {
    return isConfirmable(part.category) ? [] : [{ field: 'act', code: 'confirm-says-too-little' }]
  }
  const faults: FieldFault[] = []
  if (decision.act === 'change' && decision.to === undefined) {
    faults.push({ field: 'to', code: 'missing' })
  }
  if (decision.reason === undefined) faults.push({ field: 'reason', code: 'missing' })
  else if (!reasonsFor(decision.act).includes(decision.reason)) {
    faults.push({ field: 'reason', code: 'does-not-fit' })
  }
  if (decision.text === '') faults.push({ field: 'text', code: 'missing' })
  if (faults.every(({ field }) => field !== 'to') && givesLess(deciding, view, decision)) {
    faults.push(...missingAssurances(deciding, decision))
  }
  return faults
}

/** Whether the writer gets less by this: asked of the rules, with nothing to assure them. */
function givesLess(deciding: Acting, view: CaseView, decision: RouteDecision): boolean {
  if (decision.act !== 'change') return true
  const bare = stamped(deciding, {
    kind: 'route-changed',
    data: { part: decision.part, to: decision.to, reason: 'reads-otherwise', assurances: null },
  })
  const follows = mayFollow(eventsOf(view), bare)
  return !follows.ok && follows.code === 'assurances-needed'
}

function missingAssurances(deciding: Acting, decision: RouteDecision): readonly FieldFault[] {
  const faults: FieldFault[] = []
  if (decision.still.length === 0) faults.push({ field: 'still', code: 'missing' })
  if (decision.reviewOn === undefined) faults.push({ field: 'reviewOn', code: 'missing' })
  else if (decision.reviewOn <= localDateOf(deciding.at)) {
    faults.push({ field: 'reviewOn', code: 'past' })
  }
  if (decision.advocacyReminder === undefined) {
    faults.push({ field: 'advocacyReminder', code: 'missing' })
  }
  if (decision.ombudsmanLine === undefined) faults.push({ field: 'ombudsmanLine', code: 'missing' })
  return faults
}

/** The refusals that an officer can do something about; each has a sentence. */
const SAID: ReadonlySet<OrderRefusal> = new Set([
  'closed',
  'part-at-rest',
  'already-held',
  'own-right',
])

function faultOfOrder(code: OrderRefusal): FieldFault {
  if (code === 'same-route') return { field: 'to', code }
  return { field: 'act', code: SAID.has(code) ? code : 'cannot-be' }
}

function eventOf(deciding: Acting, decision: RouteDecision): CaseEvent {
  return stamped(deciding, draftOf(decision, assurancesOf(deciding, decision)))
}

function assurancesOf(deciding: Acting, decision: RouteDecision): Assurances | null {
  const given = Assurances.safeParse({
    decider: `officer:${deciding.officer.id}`,
    stillPossible: decision.still,
    reviewOn: decision.reviewOn,
    advocacyReminder: decision.advocacyReminder,
    ombudsmanLine: decision.ombudsmanLine,
  })
  return given.success ? given.data : null
}

function draftOf(decision: RouteDecision, assurances: Assurances | null): Draft {
  const { act, part, to, reason } = decision
  switch (act) {
    case 'confirm':
      return { kind: 'route-confirmed', data: { part } }
    case 'change':
      return { kind: 'route-changed', data: { part, to, reason, assurances } }
    case 'refuse':
      return { kind: 'refused', data: { part, reason, assurances } }
    case 'hold':
      return { kind: 'held', data: { part, scope: 'whole', reason, assurances } }
    case 'hand-over':
      return { kind: 'passed-on', data: { part, reason, assurances } }
    default:
      return assertNever(act)
  }
}

/** Parsed, so that nothing of another shape is ever kept. */
function stamped(deciding: Acting, draft: Draft): CaseEvent {
  const { at, officer } = deciding
  return CaseEvent.parse({ ...draft, at, on: localDateOf(at), by: `officer:${officer.id}` })
}

async function save(
  deciding: Acting,
  view: CaseView,
  decision: RouteDecision,
  { event, formKey }: { readonly event: CaseEvent; readonly formKey: FormKey | undefined },
): Promise<{ readonly ok: true } | Refusal> {
  const { store, at } = deciding
  const key = await keyOfCase(store, view.caseId)
  // The words of the case were erased: there is nobody left to tell, and no key to say it under.
  if (key === undefined) return refuse('not-allowed')
  const text = textOf(deciding, view, decision)
  const letters = await alertLetters(store, { ...view, key }, deciding.wordsFor(view.language))
  const draft = { caseId: view.caseId, officerId: deciding.officer.id, act: DECIDING }
  return saveEvents(
    deciding,
    { caseId: view.caseId, key, kept: view.events },
    {
      events: [{ event, text }],
      letters,
      also: dropsDraft(store, draft, { formKey, at }),
    },
  )
}

/** What the writer reads of it. */
function textOf(deciding: Acting, view: CaseView, decision: RouteDecision): string {
  return decisionText(
    { ...decision, assurances: assurancesOf(deciding, decision) },
    {
      words: deciding.wordsFor(view.language),
      audience: view.audience,
      advocacyName: deciding.profile.advocacy.name,
      today: localDateOf(deciding.at),
    },
  )
}

/** What a decision makes, to be known again. */
function made(deciding: Acting, view: CaseView, decision: RouteDecision): Made {
  const draft = draftOf(decision, assurancesOf(deciding, decision))
  return { ...draft, text: textOf(deciding, view, decision) }
}
