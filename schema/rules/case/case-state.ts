import type {
  AssignedAs,
  By,
  CaseEvent,
  EventOf,
  LoggedAs,
  ReceivedData,
  Referral,
} from '../../case/case.ts'
import type { Instant, LocalDate } from '../../dates.ts'
import { assertNever } from '../../errors.ts'
import type { Flag } from '../../vocabulary.ts'
import { type Access, accessAfter } from '../privacy/access.ts'
import { type KeptOut, keptOutAfter } from '../privacy/who-is-kept-out.ts'
import { type AgreedAction, afterAction, endedActions } from './agreed-actions.ts'
import {
  type AskedForData,
  afterData,
  afterWish,
  dataAtRest,
  NO_DATA_ASKED,
} from './data-asking.ts'
import { type AskedFromOutside, afterOutside, NOBODY_ASKED } from './outside-asking.ts'
import { afterInPart, firstStages, type PartEvent, type PartState } from './part-state.ts'
import { NOTHING_POINTED } from './points.ts'

export {
  currentStage,
  type Hold,
  type PartState,
  procedureOf,
  type StageState,
} from './part-state.ts'

type Asked = AskedFromOutside & AskedForData

/** A case as its events leave it, in the order in which they were written. */
export type CaseState = Asked & {
  readonly receivedOn: LocalDate
  readonly receivedAt: Instant
  readonly received: ReceivedData
  readonly flags: readonly Flag[]
  readonly parts: readonly PartState[]
  readonly readOn: LocalDate | null
  readonly acknowledgedOn: LocalDate | null
  readonly contactMadeOn: LocalDate | null
  readonly advocateAskedOn: LocalDate | null
  readonly advocateContactedOn: LocalDate | null
  readonly referralOpenedAt: Instant | null
  /** A message of the writer that nobody has answered, and since when. */
  readonly unansweredSince: LocalDate | null
  /** We asked the writer something and have no answer yet. The clock runs on. */
  readonly askedWriterOn: LocalDate | null
  /** Whom a worry about safety was handed to, and when each said that they have it. */
  readonly referrals: readonly {
    readonly to: Referral
    readonly on: LocalDate
    readonly acknowledgedOn: LocalDate | null
  }[]
  /** Who has the case, as `officer:7`; null while nobody has. */
  readonly assignedTo: By | null
  /** Which work they were given with it. */
  readonly assignedAs: AssignedAs
  /** What it is counted as where it opened no complaint; null for what triage says. */
  readonly loggedAs: LoggedAs | null
  /** What we said we would do, in the order in which it was agreed. */
  readonly actions: readonly AgreedAction[]
  readonly closedOn: LocalDate | null
  /** Since when it is part of a case that was there before; null while it stands for itself. */
  readonly joinedOn: LocalDate | null
  /** Who is kept out of it, in the order in which they were. */
  readonly keptOut: readonly KeptOut[]
  /** Who may read it by name, and until when. */
  readonly access: readonly Access[]
  readonly isOnLegalHold: boolean
  /** An officer keeps it until then, beyond what the rule asks for. */
  readonly keptUntil: LocalDate | null
  readonly personRemovedOn: LocalDate | null
  readonly removedOn: LocalDate | null
}

/** Folds the events of one case, oldest first. Refuses a list that does not begin with `received`. */
export function caseState(events: readonly CaseEvent[]): CaseState {
  const [first, ...rest] = events
  if (first?.kind !== 'received') throw new Error('a case begins with what was received')
  let state = opened(first)
  for (const event of rest) {
    state = { ...after(state, event), access: accessAfter(state.access, event) }
  }
  return state
}

function opened(event: EventOf<'received'>): CaseState {
  return {
    receivedOn: event.on,
    receivedAt: event.at,
    received: event.data,
    flags: event.data.flags,
    parts: event.data.parts.map((part) => ({
      ...part,
      receivedOn: event.on,
      stages: firstStages(part.category, event.on),
      ...NOTHING_POINTED,
      holds: [],
      frozenOn: null,
      frozenDecidedOn: null,
      settled: null,
    })),
    readOn: null,
    acknowledgedOn: null,
    contactMadeOn: null,
    advocateAskedOn: event.data.ask === 'advocate-only' ? event.on : null,
    advocateContactedOn: null,
    referralOpenedAt: null,
    unansweredSince: null,
    askedWriterOn: null,
    ...NOBODY_ASKED,
    ...NO_DATA_ASKED,
    referrals: [],
    assignedTo: null,
    assignedAs: 'officer',
    loggedAs: null,
    actions: [],
    closedOn: null,
    joinedOn: null,
    keptOut: [],
    access: [],
    isOnLegalHold: false,
    keptUntil: null,
    personRemovedOn: null,
    removedOn: null,
  }
}

/** What a case is after one more event. */
function after(state: CaseState, event: CaseEvent): CaseState {
  switch (event.kind) {
    case 'received':
      throw new Error('a case is received once')
    case 'read':
      return { ...state, readOn: state.readOn ?? event.on }
    case 'acknowledged':
      return { ...state, acknowledgedOn: state.acknowledgedOn ?? event.on }
    case 'flagged':
      return { ...state, flags: [...new Set([...state.flags, ...event.data.flags])] }
    case 'contact-made':
      return { ...state, contactMadeOn: state.contactMadeOn ?? event.on }
    case 'advocate-asked':
      return event.data.answer === 'yes' ? askedForAdvocate(state, event.on) : state
    case 'referral-opened':
      return { ...state, referralOpenedAt: event.at }
    case 'advocate-contacted':
      return { ...state, advocateContactedOn: event.on }
    case 'advocate-ended':
      return {
        ...state,
        advocateAskedOn: null,
        advocateContactedOn: null,
        referralOpenedAt: null,
      }
    case 'message-from-writer':
      return {
        ...afterWish(state, event),
        unansweredSince: state.unansweredSince ?? event.on,
        askedWriterOn: null,
      }
    case 'message-to-writer':
      return {
        ...state,
        unansweredSince: null,
        askedWriterOn: event.data.asks ? event.on : state.askedWriterOn,
      }
    case 'closed':
      return { ...atRest(state, event.on), closedOn: event.on }
    case 'joined':
      return joined(state, event.on)
    case 'reopened':
      return reopened(state)
    case 'excluded':
    case 'exclusion-confirmed':
    case 'exclusion-lifted':
      return { ...state, keptOut: keptOutAfter(state.keptOut, event) }
    case 'legal-hold':
      return { ...state, isOnLegalHold: true }
    case 'legal-hold-ended':
      return { ...state, isOnLegalHold: false }
    case 'kept-longer':
      return { ...state, keptUntil: event.data.until }
    case 'person-removed':
      return { ...state, personRemovedOn: event.on }
    case 'removed':
      return {
        ...atRest(state, event.on),
        actions: endedActions(state.actions, event.on),
        dataAsked: dataAtRest(state.dataAsked, event.on),
        removedOn: event.on,
      }
    case 'assigned':
      return {
        ...state,
        assignedTo: event.data.officer,
        assignedAs: event.data.as ?? 'officer',
      }
    case 'logged-as':
      return { ...state, loggedAs: event.data.as }
    case 'undone':
      return undone(state, event)
    case 'ombudsman-received':
    case 'ombudsman-answered':
    case 'ombudsman-decided':
    case 'ombudsman-remedy':
    case 'ombudsman-remedy-done':
    case 'enquiry-received':
    case 'enquiry-answered':
      return afterOutside(state, event)
    case 'action-agreed':
    case 'action-moved':
    case 'action-done':
    case 'action-dropped':
    case 'promise-told':
    case 'learning-said':
    case 'learning-did':
      return { ...state, actions: afterAction(state.actions, event) }
    case 'data-asked':
    case 'data-acknowledged':
    case 'data-extended':
    case 'data-answered':
      return afterData(state, event)
    case 'meeting-held':
    case 'paid':
    case 'copy-made':
    case 'counted-as':
      return state
    case 'referred': {
      const referral = { to: event.data.to, on: event.on, acknowledgedOn: null }
      return { ...state, referrals: [...state.referrals, referral] }
    }
    case 'referral-acknowledged':
      return { ...state, referrals: withAcknowledged(state.referrals, event) }
    case 'access-given':
    case 'access-ended':
    case 'noted':
    case 'translated':
    case 'original-opened':
    case 'alerted':
    case 'opened-by-writer':
    case 'put-right-said':
    case 'advocate-offered':
    case 'advocate-allowed':
    case 'advocate-chased':
    case 'advocate-message':
    case 'calendar-changed':
    case 'route-confirmed':
    case 'standing-accepted':
      return state
    case 'stage-requested':
    case 'concern-not-resolved':
      return { ...withPart(state, event), closedOn: null }
    default:
      return withPart(state, event)
  }
}

/** Nothing is owed any more: what was closed before stays closed on its day. */
function atRest(state: CaseState, on: LocalDate): CaseState {
  return { ...state, closedOn: state.closedOn ?? on, unansweredSince: null, askedWriterOn: null }
}

/** What was open in it is open in the earlier case from now on. */
function joined(state: CaseState, on: LocalDate): CaseState {
  const parts = state.parts.map((part) =>
    part.settled === null ? { ...part, settled: { how: 'joined' as const, on } } : part,
  )
  return { ...atRest(state, on), parts, joinedOn: on }
}

/** What was put into another case by mistake stands for itself again, with its own dates. */
function reopened(state: CaseState): CaseState {
  const parts = state.parts.map((part) =>
    part.settled?.how === 'joined' ? { ...part, settled: null } : part,
  )
  return { ...state, parts, closedOn: null, joinedOn: null }
}

/** Asking again before an advocate came changes nothing; asking after one came starts anew. */
function askedForAdvocate(state: CaseState, on: LocalDate): CaseState {
  if (state.advocateAskedOn !== null && state.advocateContactedOn === null) return state
  return { ...state, advocateAskedOn: on, advocateContactedOn: null }
}

/** The first referral there that waits is the one that was acknowledged. */
function withAcknowledged(
  referrals: CaseState['referrals'],
  { on, data }: EventOf<'referral-acknowledged'>,
): CaseState['referrals'] {
  const first = referrals.find(
    ({ to, acknowledgedOn }) => to === data.to && acknowledgedOn === null,
  )
  return referrals.map((one) => (one === first ? { ...one, acknowledgedOn: on } : one))
}

/** A note that was struck changes nothing here: it stands struck in the list of what happened. */
function undone(state: CaseState, { data }: EventOf<'undone'>): CaseState {
  switch (data.kind) {
    case 'noted':
      return state
    case 'assigned':
      return { ...state, assignedTo: data.assignedTo, assignedAs: data.assignedAs ?? 'officer' }
    case 'flagged':
      return { ...state, flags: state.flags.filter((flag) => !data.flags.includes(flag)) }
    default:
      return assertNever(data.kind)
  }
}

function withPart(state: CaseState, event: PartEvent): CaseState {
  return {
    ...state,
    parts: state.parts.map((part) =>
      part.n === event.data.part ? afterInPart(part, event) : part,
    ),
  }
}
