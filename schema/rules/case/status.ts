import type { Profile } from '../../authority/profile.ts'
import type { CaseEvent, CaseStatus } from '../../case/case.ts'
import type { LocalDate } from '../../dates.ts'
import type { RowFlag } from '../../desk/desk.ts'
import type { Service } from '../../triage/facts.ts'
import { Category, type Stage, type Turn } from '../../vocabulary.ts'
import {
  type ClockId,
  currentHold,
  type Due,
  dueDatesOf,
  isLate,
  nextDueOfPart,
} from '../clocks/clocks.ts'
import { contactDues, opensNoComplaint } from '../clocks/contact-dues.ts'
import { freezeDues } from '../clocks/freeze-due.ts'
import { OUTSIDE_CLOCKS, outsideDues } from '../clocks/outside-dues.ts'
import { SOON_WORKING_DAYS } from '../clocks/soon.ts'
import { type Calendar, workingDaysBetween } from '../days/working-days.ts'
import { type CaseState, caseState, currentStage, type PartState } from './case-state.ts'
import { isDataAwaited } from './data-asking.ts'
import { isStatementUnanswered, statementWaits } from './points.ts'
import { turnOf } from './turn.ts'

/** Where a case stands on a day. */
type StatusOn = {
  readonly status: CaseStatus
  /** `dueOn` has passed and what it promised has not come. */
  readonly late: boolean
  /** Every clock of ours that has run out, also those the writer was given no day for. */
  readonly missed: readonly ClockId[]
  /** We may not look at it now (SI 2006/1738 reg 8): the day on which that is looked at again. */
  readonly heldUntil: LocalDate | null
  readonly dueOn: LocalDate
}

/** Status and lateness on a day, from what had happened by then. Refuses a day before receipt. */
export function statusOn(
  events: readonly CaseEvent[],
  on: LocalDate,
  profile: Profile,
  calendar: Calendar,
): StatusOn {
  const state = caseState(events.filter((event) => event.on <= on))
  const holds = state.parts.flatMap((part) => currentHold(part) ?? [])
  const dueOn = caseDueOn(state, profile, calendar)
  const missed = dueDatesOf(state, profile, calendar).filter(
    (due) => due.doneOn === null && isOwed(state, due) && isLate(due, on),
  )
  return {
    status: statusOf(state),
    late: isOpen(state) && on > dueOn,
    missed: missed.map((due) => due.clock),
    heldUntil: earliest(holds.map((hold) => hold.reviewOn)),
    dueOn,
  }
}

/**
 * Whether a date is still to be kept: nothing is owed any more for a part at rest, nor, but for a message, for a
 * closed case.
 */
export function isOwed(state: CaseState, due: Due): boolean {
  if (due.clock === 'message' || OUTSIDE_CLOCKS.has(due.clock)) return true
  if (state.closedOn !== null) return false
  if (due.part === null) return isOpen(state)
  return state.parts.some((part) => part.n === due.part && part.settled === null)
}

function statusOf(state: CaseState): CaseStatus {
  if (state.closedOn !== null) return 'closed'
  const open = openParts(state)
  if (open.length === 0) return restedStatus(state)
  if (state.askedWriterOn !== null) return 'waiting'
  if (open.some((part) => (currentStage(part)?.stage ?? 1) > 1)) return 'again'
  if (state.acknowledgedOn !== null || state.contactMadeOn !== null) return 'looking'
  return state.readOn === null ? 'received' : 'reading'
}

/** All parts are at rest: there is an answer to read, or everything was taken back or handed on. */
function restedStatus(state: CaseState): CaseStatus {
  if (opensNoComplaint(state)) return 'closed'
  const hasAnswer = state.parts.some(
    (part) => part.settled !== null && part.settled.how !== 'withdrawn',
  )
  return hasAnswer ? 'answered' : 'closed'
}

function openParts(state: CaseState): readonly PartState[] {
  if (opensNoComplaint(state) && promiseKept(state)) return []
  return state.parts.filter((part) => part.settled === null)
}

/** Whether somebody who asked to be reached has been. */
function promiseKept(state: CaseState): boolean {
  return state.received.ask === 'urgent-contact'
    ? state.contactMadeOn !== null
    : state.advocateContactedOn !== null || state.advocateAskedOn === null
}

/** Whether something is still owed in a case, to its writer or to somebody outside. */
export function isOpen(state: CaseState): boolean {
  if (state.unansweredSince !== null || isAskedFromOutside(state)) return true
  return state.closedOn === null && openParts(state).length > 0
}

/** Somebody outside waits for us, whatever has come to rest here. */
function isAskedFromOutside(state: CaseState): boolean {
  const { ombudsman, enquiries } = state
  return (
    isDataAwaited(state) ||
    enquiries.some(({ answeredOn }) => answeredOn === null) ||
    ombudsman.some(
      ({ dueOn, answeredOn, decided, remedies }) =>
        (dueOn !== null && answeredOn === null && decided === null) ||
        remedies.some(({ doneOn }) => doneOn === null),
    )
  )
}

/** One row of the desk's list, as the `inbox` table keeps it. */
export type InboxRow = {
  readonly category: Category
  readonly flags: RowFlag[]
  /** Of all its parts, each once. */
  readonly services: Service[]
  readonly status: CaseStatus
  /** The highest stage that an open complaint has reached; null where there is none. */
  readonly stage: Stage | null
  readonly turn: Turn
  /** The officer's number; null while it is nobody's in particular. */
  readonly assignedTo: number | null
  /** 1 until an officer opens it. */
  readonly unread: 0 | 1
  /** Since when a message of the writer waits for an answer. */
  readonly messageSince: LocalDate | null
  /** By when an advocate who was asked for must have been in touch; null when none is awaited. */
  readonly advocateDueOn: LocalDate | null
  /** 1 while something is owed, also an answer to a message; 0 after. */
  readonly open: 0 | 1
  /** 1 for what is read first: a worry about safety. */
  readonly urgent: 0 | 1
  readonly receivedOn: LocalDate
  readonly dueOn: LocalDate
}

/**
 * The row of a case, from its events alone: no day goes in, so that it changes only when something
 * happens. A mixed case takes its highest open category and its earliest open date.
 */
export function inboxRow(
  events: readonly CaseEvent[],
  profile: Profile,
  calendar: Calendar,
): InboxRow {
  const state = caseState(events)
  const open = isOpen(state)
  return {
    category: categoryOf(state),
    flags: [
      ...state.flags,
      ...decisionMarks(state, calendar),
      ...statementMarks(state),
      ...declinedMarks(events, state),
    ],
    services: [...new Set(state.parts.flatMap((part) => part.services))],
    status: statusOf(state),
    stage: stageOf(state),
    turn: open ? turnOf(state) : 'nobody',
    assignedTo: state.assignedTo === null ? null : officerIdOf(state.assignedTo),
    unread: state.readOn === null ? 1 : 0,
    messageSince: state.unansweredSince,
    advocateDueOn: advocateDueOn(state, profile, calendar),
    open: open ? 1 : 0,
    urgent: isUrgent(state) ? 1 : 0,
    receivedOn: state.receivedOn,
    dueOn: caseDueOn(state, profile, calendar),
  }
}

/** A disputed decision that waits for us, or of which nobody has said whether it does. */
function decisionMarks(state: CaseState, calendar: Calendar): readonly RowFlag[] {
  const isUndecided =
    state.closedOn === null && freezeDues(state, calendar).some(({ doneOn }) => doneOn === null)
  const waits = state.parts.some(({ frozenOn }) => frozenOn !== null)
  return [
    ...(isUndecided ? ['decision-disputed' as const] : []),
    ...(waits ? ['decision-waits' as const] : []),
  ]
}

/**
 * A statement of complaint that was sent, while nobody has agreed to it: the stage runs on meanwhile. And one of
 * which the writer was reminded to no avail.
 */
function statementMarks({ parts }: CaseState): readonly RowFlag[] {
  const open = parts.filter(({ settled }) => settled === null)
  return [
    ...(open.some(statementWaits) ? ['statement-waits' as const] : []),
    ...(open.some(isStatementUnanswered) ? ['statement-unanswered' as const] : []),
  ]
}

/** Refused, handed over or not put through, with the reasons that were given. */
function declinedMarks(events: readonly CaseEvent[], state: CaseState): readonly RowFlag[] {
  const isDeclined =
    state.loggedAs === 'declined' ||
    state.parts.some(({ settled }) => settled?.how === 'refused' || settled?.how === 'passed-on')
  if (!isDeclined) return []
  const reasons = events.flatMap((event) =>
    event.kind === 'refused' || event.kind === 'passed-on' ? [event.data.reason] : [],
  )
  return ['declined', ...[...new Set(reasons)].map((reason) => `because-${reason}` as const)]
}

/** `officer:7` → 7 */
function officerIdOf(by: string): number {
  return Number(by.slice('officer:'.length))
}

/** Stages of complaints at rest count where none is open, so that a closed one can be found by its stage. */
function stageOf(state: CaseState): Stage | null {
  const open = openParts(state)
  const stages = (open.length > 0 ? open : state.parts).flatMap(
    (part) => currentStage(part)?.stage ?? [],
  )
  return stages.reduce<Stage | null>((a, b) => (a === null || b > a ? b : a), null)
}

function advocateDueOn(state: CaseState, profile: Profile, calendar: Calendar): LocalDate | null {
  const due = contactDues(state, profile, calendar).find(({ clock }) => clock === 'advocate')
  return due === undefined || due.doneOn !== null ? null : due.dueOn
}

function isUrgent(state: CaseState): boolean {
  return state.flags.includes('safeguarding') || state.received.ask === 'urgent-contact'
}

function categoryOf(state: CaseState): Category {
  const open = openParts(state)
  const categories = (open.length > 0 ? open : state.parts).map((part) => part.category)
  const highest = Category.options.find((category) => categories.includes(category))
  if (highest === undefined) throw new Error('a case has a part')
  return highest
}

/** The earliest date still owed; of a case at rest, the last that was. */
function caseDueOn(state: CaseState, profile: Profile, calendar: Calendar): LocalDate {
  const dueOnOf = (part: PartState) => nextDueOfPart(part, profile, calendar).dueOn
  const open = openParts(state)
  const outside = outsideDues(state, calendar)
    .filter(({ doneOn }) => doneOn === null)
    .map(({ dueOn }) => dueOn)
  if (open.length > 0 && !opensNoComplaint(state)) {
    return earliest([...open.map(dueOnOf), ...outside]) ?? state.receivedOn
  }
  const contact = contactDues(state, profile, calendar)
  if (opensNoComplaint(state)) {
    const next = contact.find((due) => due.doneOn === null) ?? contact[0]
    return next?.dueOn ?? state.receivedOn
  }
  const message = contact.filter((due) => due.clock === 'message' && due.doneOn === null)
  const waiting = earliest([...message.map(({ dueOn }) => dueOn), ...outside])
  return waiting ?? latest(state.parts.map(dueOnOf)) ?? state.receivedOn
}

function earliest(days: readonly LocalDate[]): LocalDate | null {
  return days.reduce<LocalDate | null>((a, b) => (a === null || b < a ? b : a), null)
}

function latest(days: readonly LocalDate[]): LocalDate | null {
  return days.reduce<LocalDate | null>((a, b) => (a === null || b > a ? b : a), null)
}

/** How much time an open date has left, for the red, amber and green of the desk. */
export type Age = {
  /** Since receipt. */
  readonly workingDays: number
  /** Until the date; negative when it has passed. */
  readonly workingDaysLeft: number
  readonly colour: 'red' | 'amber' | 'green'
}

/** Red from the day after the date, amber in its last three working days. */
export function ageOf(
  row: Pick<InboxRow, 'receivedOn' | 'dueOn'>,
  on: LocalDate,
  calendar: Calendar,
): Age {
  const workingDaysLeft = workingDaysBetween(on, row.dueOn, calendar)
  const isSoon = workingDaysLeft <= SOON_WORKING_DAYS
  const colour = on > row.dueOn ? 'red' : isSoon ? 'amber' : 'green'
  return {
    workingDays: workingDaysBetween(row.receivedOn, on, calendar),
    workingDaysLeft,
    colour,
  }
}
