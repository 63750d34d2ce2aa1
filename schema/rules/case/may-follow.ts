import type { CaseEvent, DecisionReason, EventOf } from '../../case/case.ts'
import { localDateOf } from '../../dates.ts'
import { assertNever } from '../../errors.ts'
import { Category, type Stage } from '../../vocabulary.ts'
import { opensNoComplaint } from '../clocks/contact-dues.ts'
import { checkKeeping } from '../privacy/may-go.ts'
import { keptOutRefusal } from '../privacy/who-is-kept-out.ts'
import { hasOwnRight } from '../triage/standing.ts'
import { AFTER_CLOSING } from './after-closing.ts'
import { actionRefusal } from './agreed-actions.ts'
import {
  type CaseState,
  caseState,
  type PartState,
  procedureOf,
  type StageState,
} from './case-state.ts'
import { dataRefusal } from './data-asking.ts'
import { notBefore } from './not-before.ts'
import { answer, no, type OrderCheck, YES } from './order-refusal.ts'
import { outsideRefusal } from './outside-order.ts'
import { isStatementWithWriter, type PointEvent } from './points.ts'

/** What each reason for a decision rests on. */
export function groundOf(reason: DecisionReason): string {
  switch (reason) {
    case 'reads-otherwise':
      return 'Triage proposes, an officer decides'
    case 'writer-asked':
      return 'The writer chooses the route and may change it'
    case 'more-information':
      return 'What was learned after receipt'
    case 'outside-procedure':
      return 'SI 2006/1738 regs 3 to 5'
    case 'no-sufficient-interest':
      return 'Children Act 1989 s.26(3)(e); SI 2006/1738 reg 6'
    case 'proceedings-prejudice':
      return 'SI 2006/1738 reg 8'
    case 'out-of-time':
      return 'SI 2006/1738 reg 9'
    case 'already-considered':
      return 'All stages of the procedure are done'
    case 'not-our-function':
      return 'Children Act 1989 s.26(3): functions of this authority'
    default:
      return assertNever(reason)
  }
}

/**
 * Whether `next` can happen after `events`. Refuses what cannot be, happens twice, or would give a writer
 * less without the assurances the law asks for. Whether an extension is allowed is `mayExtend`.
 */
export function mayFollow(events: readonly CaseEvent[], next: CaseEvent): OrderCheck {
  if (next.on > localDateOf(next.at)) return no('in-the-future')
  if (events.length === 0) return next.kind === 'received' ? YES : no('not-received')
  if (next.kind === 'received') return no('already-received')
  const state = caseState(events)
  if (next.on < state.receivedOn) return no('before-receipt')
  if (state.removedOn !== null && next.kind !== 'read') return no('removed')
  if (state.closedOn !== null && !AFTER_CLOSING.has(next.kind)) return no('closed')
  const assured = checkAssurances(next)
  if (!assured.ok) return assured
  const follows = checkKind(state, next)
  const first = notBefore(state, next)
  return follows.ok && first !== null && next.on < first ? no('before-it-began') : follows
}

/** A decision is an officer's, and is looked at again on a day that is still to come. */
function checkAssurances(next: CaseEvent): OrderCheck {
  if (!('assurances' in next.data) || next.data.assurances === null) return YES
  if (!next.by.startsWith('officer:')) return no('officer-needed')
  return next.data.assurances.reviewOn < next.on ? no('review-in-the-past') : YES
}

function checkKind(state: CaseState, next: Exclude<CaseEvent, EventOf<'received'>>): OrderCheck {
  switch (next.kind) {
    case 'read':
    case 'assigned':
    case 'flagged':
    case 'referred':
    case 'contact-made':
    case 'message-from-writer':
    case 'message-to-writer':
    case 'opened-by-writer':
    case 'put-right-said':
    case 'noted':
    case 'translated':
    case 'original-opened':
    case 'alerted':
    case 'advocate-offered':
    case 'advocate-asked':
    case 'advocate-contacted':
    case 'meeting-held':
    case 'paid':
    case 'logged-as':
    case 'counted-as':
    case 'copy-made':
    case 'access-given':
    case 'undone':
      return YES
    case 'access-ended':
      return state.access.some(({ officer }) => officer === next.data.officer)
        ? YES
        : no('no-access')
    case 'advocate-allowed':
    case 'advocate-chased':
    case 'advocate-message':
    case 'advocate-ended':
      return state.advocateAskedOn === null ? no('no-advocate') : YES
    case 'ombudsman-received':
    case 'ombudsman-answered':
    case 'ombudsman-decided':
    case 'ombudsman-remedy':
    case 'ombudsman-remedy-done':
    case 'enquiry-received':
    case 'enquiry-answered':
      return answer(outsideRefusal(state, next))
    case 'action-agreed':
    case 'action-moved':
    case 'action-done':
    case 'action-dropped':
    case 'promise-told':
    case 'learning-said':
    case 'learning-did':
      return answer(actionRefusal(state.actions, next))
    case 'data-asked':
    case 'data-acknowledged':
    case 'data-extended':
    case 'data-answered':
      return answer(dataRefusal(state, next))
    case 'excluded':
    case 'exclusion-confirmed':
    case 'exclusion-lifted':
      return answer(keptOutRefusal(state.keptOut, next))
    case 'referral-acknowledged':
      return state.referrals.some(
        ({ to, acknowledgedOn }) => to === next.data.to && acknowledgedOn === null,
      )
        ? YES
        : no('not-referred')
    case 'acknowledged':
      return state.acknowledgedOn === null ? YES : no('already-done')
    case 'referral-opened':
      return state.referralOpenedAt === null ? YES : no('already-done')
    case 'closed':
      return state.parts.every(mayRest) ? YES : no('part-still-open')
    case 'joined':
      return YES
    case 'reopened':
      return state.closedOn === null ? no('not-closed') : YES
    case 'legal-hold':
    case 'legal-hold-ended':
    case 'kept-longer':
    case 'person-removed':
    case 'removed':
      return checkKeeping(state, next)
    default:
      return checkPart(state, next)
  }

  function mayRest(part: PartState): boolean {
    return part.settled !== null || opensNoComplaint(state)
  }
}

type PartEvent = Extract<CaseEvent, { data: { part: number } }>

function checkPart(state: CaseState, next: PartEvent): OrderCheck {
  const part = state.parts.find((one) => one.n === next.data.part)
  if (part === undefined) return no('no-such-part')
  if (next.kind === 'stage-requested') return checkRequest(part, next)
  if (next.kind === 'route-changed') return checkRoute(part, next)
  if (next.kind === 'concern-not-resolved') return checkTurning(part, next)
  // A decision that waited is let go once the complaint was considered: mostly that is after the answer.
  if (next.kind === 'decision-released') return part.frozenOn === null ? no('not-frozen') : YES
  if (part.settled !== null) return no('part-at-rest')
  if (isRefusedOwnRight(state, next)) return no('own-right')
  return checkOpenPart(part, next)
}

/** SI 2006/1738 reg 6 asks for an interest of those alone whom the Act does not name. */
function isRefusedOwnRight({ received }: CaseState, next: PartEvent): boolean {
  const isForInterest = 'reason' in next.data && next.data.reason === 'no-sufficient-interest'
  return isForInterest && hasOwnRight(received.who)
}

type OpenPartEvent = Exclude<
  PartEvent,
  EventOf<'stage-requested' | 'route-changed' | 'concern-not-resolved' | 'decision-released'>
>

function checkOpenPart(part: PartState, next: OpenPartEvent): OrderCheck {
  switch (next.kind) {
    case 'route-confirmed':
    case 'standing-accepted':
    case 'withdrawn':
    case 'refused':
    case 'passed-on':
    case 'thanks-passed-on':
    case 'calendar-changed':
      return YES
    case 'decision-frozen':
      return part.frozenOn === null ? YES : no('already-done')
    case 'point-set':
    case 'point-dropped':
    case 'point-answered':
    case 'statement-sent':
    case 'statement-commented':
    case 'statement-agreed':
    case 'statement-reminded':
      return checkPoint(part, next)
    case 'concern-resolved':
      return part.category === 'concern' ? YES : no('not-a-concern')
    case 'held':
      return part.holds.some((hold) => hold.endedOn === null) ? no('already-held') : YES
    case 'hold-ended':
      return part.holds.some((hold) => hold.endedOn === null) ? YES : no('not-held')
    case 'answered':
      return checkAnswer(part, next)
    case 'panel-named':
    case 'panel-arranged':
    case 'panel-met':
    case 'panel-reported':
      return checkPanel(part, next)
    case 'investigator-named':
    case 'report-received':
    case 'request-acknowledged':
    case 'extended':
    case 'stage-started':
    case 'stage-refused':
    case 'stage-discontinued':
      return checkStage(part, next.data.stage, next)
    default:
      return assertNever(next)
  }
}

/** A point is numbered in its order; a statement is sent before it is agreed on the writer's page. */
function checkPoint(part: PartState, next: PointEvent): OrderCheck {
  const { points, statement } = part
  switch (next.kind) {
    case 'point-set': {
      const last = points.at(-1)?.point ?? 0
      const isThere = points.some(({ point }) => point === next.data.point)
      return isThere || next.data.point > last ? YES : no('points-in-order')
    }
    case 'point-dropped':
      return checkPointIsThere(part, next.data.point)
    case 'point-answered': {
      const there = checkPointIsThere(part, next.data.point)
      if (!there.ok) return there
      const { stage } = next.data
      if (stage !== null) return checkStage(part, stage, next)
      return procedureOf(part.category) === null ? YES : no('stage-not-open')
    }
    case 'statement-sent':
      return points.length === 0 ? no('no-points') : YES
    case 'statement-commented':
      return statement.sentOn === null ? no('statement-not-sent') : YES
    case 'statement-agreed':
      if (points.length === 0) return no('no-points')
      if (statement.agreedOn !== null) return no('already-done')
      return statement.sentOn === null && next.data.how === 'page' ? no('statement-not-sent') : YES
    case 'statement-reminded':
      if (statement.sentOn === null) return no('statement-not-sent')
      return isStatementWithWriter(part) ? YES : no('already-done')
    default:
      return assertNever(next)
  }
}

function checkPointIsThere(part: PartState, point: number): OrderCheck {
  return part.points.some((one) => one.point === point) ? YES : no('no-such-point')
}

/** Lower is less: a complaint made a comment, a child's complaint made corporate. Deferred is statutory. */
function isLess(from: Category, to: Category): boolean {
  const rank = (category: Category) =>
    Category.options.indexOf(category === 'deferred' ? 'statutory' : category)
  return rank(to) > rank(from)
}

function checkRoute(part: PartState, next: EventOf<'route-changed'>): OrderCheck {
  const { to, assurances } = next.data
  if (part.category === to) return no('same-route')
  if (part.settled !== null && isLess(part.category, to)) return no('part-at-rest')
  if (isLess(part.category, to) && assurances === null) return no('assurances-needed')
  return YES
}

const CALLED_PUT_RIGHT: ReadonlySet<string> = new Set(['resolved', 'answered'])

/**
 * A concern that we called put right becomes a complaint all the same when its writer says that it was not.
 * One that they took back, or that was passed on, rests.
 */
function checkTurning(part: PartState, next: EventOf<'concern-not-resolved'>): OrderCheck {
  if (part.category !== 'concern') return no('not-a-concern')
  if (part.settled === null) return YES
  const isTheirs = next.data.why === 'writer-not-happy' && CALLED_PUT_RIGHT.has(part.settled.how)
  return isTheirs ? YES : no('part-at-rest')
}

function checkAnswer(part: PartState, next: EventOf<'answered'>): OrderCheck {
  const { stage } = next.data
  if (stage === null) return procedureOf(part.category) === null ? YES : no('stage-not-open')
  return checkStage(part, stage, next)
}

function checkStage(part: PartState, stage: Stage, next: CaseEvent): OrderCheck {
  if (procedureOf(part.category) === null) return no('not-a-complaint')
  const open = part.stages.at(-1)
  if (open === undefined || open.stage !== stage) return no('stage-not-open')
  if (open.answeredOn !== null || open.ended !== null) return no('stage-not-open')
  if (next.on < open.requestedOn && next.kind !== 'stage-started') return no('before-the-stage')
  if (next.kind === 'stage-started') {
    return open.startedOn === null && open.panelMetOn === null ? YES : no('already-done')
  }
  if (next.kind === 'stage-refused') return hasBegun(open) ? no('stage-begun') : YES
  if (next.kind === 'report-received') {
    const of = next.data.of === 'investigator' ? 'investigatorReportedOn' : 'independentReportedOn'
    return open[of] === null ? YES : no('already-done')
  }
  if (next.kind === 'request-acknowledged') {
    return stage > 1 && open.acknowledgedOn === null ? YES : no('already-done')
  }
  return YES
}

/** Whoever was heard is not told that they will not be: what has begun is ended early, with its reason. */
function hasBegun(stage: StageState): boolean {
  const { startedOn, investigatorReportedOn, independentReportedOn, panelMetOn } = stage
  return [startedOn, investigatorReportedOn, independentReportedOn, panelMetOn].some(
    (on) => on !== null,
  )
}

/** SI 2006/1738 reg 19: a panel is three independent persons. */
export const PANEL_MEMBERS = 3

function checkPanel(
  part: PartState,
  next: EventOf<'panel-named' | 'panel-arranged' | 'panel-met' | 'panel-reported'>,
): OrderCheck {
  const open = checkStage(part, 3, next)
  if (!open.ok) return open
  const stage = part.stages.at(-1)
  switch (next.kind) {
    case 'panel-named':
      if (stage?.panelMetOn !== null) return no('already-done')
      return next.data.members < PANEL_MEMBERS ? no('panel-too-small') : YES
    case 'panel-arranged':
    case 'panel-met':
      return stage?.panelMetOn === null ? YES : no('already-done')
    case 'panel-reported':
      if (stage?.panelMetOn === null) return no('stage-out-of-order')
      return stage?.panelReportedOn === null ? YES : no('already-done')
    default:
      return assertNever(next)
  }
}

/** The next stage is one up; what is asked for twice, or before an answer without a reason, is refused. */
function checkRequest(part: PartState, next: EventOf<'stage-requested'>): OrderCheck {
  if (procedureOf(part.category) === null) return no('not-a-complaint')
  const { stage, because } = next.data
  const last = part.stages.at(-1)
  if (last === undefined || last.stage >= stage) return no('stage-already-open')
  if (stage !== last.stage + 1) return no('stage-out-of-order')
  if (next.on < last.requestedOn) return no('before-the-stage')
  if (last.answeredOn === null && because === 'not-happy') return no('stage-out-of-order')
  return YES
}
