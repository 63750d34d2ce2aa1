import type { CaseEvent } from '../case.ts'
import type { LocalDate } from '../dates.ts'
import type { Profile, StageLimits } from '../profile.ts'
import type { Category, Procedure, Stage } from '../vocabulary.ts'
import {
  type CaseState,
  caseState,
  currentStage,
  type Hold,
  type PartState,
  procedureOf,
  type StageState,
} from './case-state.ts'
import { type ClockId, type Due, dueFrom } from './due.ts'
import { limitsOf } from './limits.ts'
import { firstLimitOf } from './promises.ts'
import { urgentBy } from './urgent.ts'
import { type Calendar, workingDaysBetween } from './working-days.ts'

export { type ClockId, type Due, explain, isLate } from './due.ts'
export {
  advocateOn,
  type Dates,
  datesFor,
  firstLimitOf,
  type Limit,
  type Promised,
  promisedOn,
} from './promises.ts'
export { type UrgentBy, urgentBy } from './urgent.ts'

/**
 * Every date that a case owes or owed. Clocks start at receipt, at 23:59 on Christmas Eve too, and never
 * pause; only a regulation 8 hold of a whole part stops that part's.
 */
export function dueDates(
  events: readonly CaseEvent[],
  profile: Profile,
  calendar: Calendar,
): readonly Due[] {
  return dueDatesOf(caseState(events), profile, calendar)
}

export function dueDatesOf(state: CaseState, profile: Profile, calendar: Calendar): readonly Due[] {
  const contact = [
    ...urgentContactDue(state, profile, calendar),
    ...advocateDue(state, profile, calendar),
    ...messageDue(state, profile, calendar),
  ]
  if (opensNoComplaint(state)) return contact
  return [
    acknowledgeDue(state, profile, calendar),
    ...contact,
    ...state.parts.flatMap((part) => dueDatesOfPart(part, profile, calendar)),
  ]
}

/** Someone who asks for a call because they are not safe, or only for an advocate, complains of nothing. */
export function opensNoComplaint(state: CaseState): boolean {
  const { ask } = state.received
  return ask === 'urgent-contact' || ask === 'advocate-only'
}

function acknowledgeDue(state: CaseState, profile: Profile, calendar: Calendar): Due {
  return dueFrom(
    {
      clock: 'acknowledge',
      startedOn: state.receivedOn,
      limit: profile.promises.acknowledge,
      doneOn: state.acknowledgedOn,
    },
    calendar,
  )
}

function urgentContactDue(state: CaseState, profile: Profile, calendar: Calendar): readonly Due[] {
  if (state.received.ask !== 'urgent-contact') return []
  const by = urgentBy(state.receivedAt, profile, calendar)
  const limit = {
    workingDays: workingDaysBetween(state.receivedOn, by.on, calendar),
    source: `Promise of the profile: ${profile.urgent.withinMinutes} minutes of duty`,
  }
  return [
    dueFrom(
      {
        clock: 'urgent-contact',
        startedOn: state.receivedOn,
        limit,
        doneOn: state.contactMadeOn,
      },
      calendar,
    ),
  ]
}

function advocateDue(state: CaseState, profile: Profile, calendar: Calendar): readonly Due[] {
  if (state.advocateAskedOn === null) return []
  return [
    dueFrom(
      {
        clock: 'advocate',
        startedOn: state.advocateAskedOn,
        limit: profile.advocacy.contactWithin,
        doneOn: state.advocateContactedOn,
      },
      calendar,
    ),
  ]
}

/** A message of the writer is answered as fast as the first one is acknowledged. */
function messageDue(state: CaseState, profile: Profile, calendar: Calendar): readonly Due[] {
  if (state.unansweredSince === null) return []
  return [
    dueFrom(
      {
        clock: 'message',
        startedOn: state.unansweredSince,
        limit: profile.promises.acknowledge,
        doneOn: null,
      },
      calendar,
    ),
  ]
}

/** Every date of one part: each stage it has reached, and until when the next is usually asked for. */
export function dueDatesOfPart(
  part: PartState,
  profile: Profile,
  calendar: Calendar,
): readonly Due[] {
  const procedure = procedureOf(part.category)
  const dues =
    procedure === null
      ? [promiseDue(part, profile, calendar)]
      : [
          ...part.stages.flatMap((stage) => stageDues(part, stage, procedure, profile, calendar)),
          ...nextRequestDue(part, procedure, profile, calendar),
        ]
  const hold = currentHold(part)
  return hold === undefined ? dues : [...dues.filter(isDone), reviewDue(part, hold, calendar)]
}

/** The hold that stops a part now; undefined when nothing does. */
export function currentHold(part: PartState): Hold | undefined {
  return part.holds.find((hold) => hold.scope === 'whole' && hold.endedOn === null)
}

/** The date that a part owes next; of a part at rest, the last one it owed. */
export function nextDueOfPart(part: PartState, profile: Profile, calendar: Calendar): Due {
  const ours = dueDatesOfPart(part, profile, calendar).filter(
    (due) => due.owedBy === 'us' && due.clock !== 'stage-3',
  )
  const next = ours.find((due) => due.doneOn === null) ?? ours.at(-1)
  if (next === undefined) throw new Error('a part always owes a date')
  return next
}

function isDone(due: Due): boolean {
  return due.doneOn !== null
}

function reviewDue(part: PartState, hold: Hold, calendar: Calendar): Due {
  return dueFrom(
    {
      clock: 'review-of-hold',
      part: part.n,
      stage: currentStage(part)?.stage ?? null,
      startedOn: hold.on,
      limit: {
        workingDays: Math.max(0, workingDaysBetween(hold.on, hold.reviewOn, calendar)),
        source: 'SI 2006/1738 reg 8: the review date of the decision',
      },
      extended: { on: hold.on, to: hold.reviewOn },
      doneOn: null,
    },
    calendar,
  )
}

type PromiseClock = Extract<ClockId, Category>

function promiseDue(part: PartState, profile: Profile, calendar: Calendar): Due {
  return dueFrom(
    {
      clock: part.category as PromiseClock,
      part: part.n,
      startedOn: part.receivedOn,
      limit: firstLimitOf(part.category, profile),
      holds: part.holds,
      doneOn: part.settled?.on ?? null,
    },
    calendar,
  )
}

function stageDues(
  part: PartState,
  stage: StageState,
  procedure: Procedure,
  profile: Profile,
  calendar: Calendar,
): readonly Due[] {
  const limits = limitsOf(procedure, stage.stage, profile)
  if (limits === undefined) return []
  const whole = wholeStageDue(part, stage, limits, calendar)
  if (limits.panel === undefined) return [whole]
  return [whole, ...panelDues(part, stage, limits.panel, limits.source, calendar)]
}

const STAGE_CLOCKS: Readonly<Record<Stage, ClockId>> = { 1: 'stage-1', 2: 'stage-2', 3: 'stage-3' }

function wholeStageDue(
  part: PartState,
  stage: StageState,
  limits: StageLimits,
  calendar: Calendar,
): Due {
  const [startedOn, later] = startDays(stage, limits)
  const given = {
    clock: STAGE_CLOCKS[stage.stage],
    part: part.n,
    stage: stage.stage,
    limit: limits,
    holds: part.holds,
    doneOn: doneOnOf(part, stage),
  }
  return dueFrom(
    {
      ...given,
      startedOn,
      localDueOn: later === null ? null : dueFrom({ ...given, startedOn: later }, calendar).dueOn,
      extended: stage.extended,
      extendedWorkingDays: limits.extendedWorkingDays,
      tellWithinWorkingDays: limits.tellWithinWorkingDays,
    },
    calendar,
  )
}

/** Day 0, and the later start day where the procedure keeps two and they differ. */
function startDays(stage: StageState, limits: StageLimits): [LocalDate, LocalDate | null] {
  const { requestedOn, startedOn } = stage
  if (limits.startsFrom !== 'requested-or-started' || startedOn === null) return [requestedOn, null]
  if (startedOn === requestedOn) return [requestedOn, null]
  return startedOn < requestedOn ? [startedOn, requestedOn] : [requestedOn, startedOn]
}

/** A stage ends with its answer, or with whatever brought its part to rest without one. */
function doneOnOf(part: PartState, stage: StageState): LocalDate | null {
  if (stage.answeredOn !== null) return stage.answeredOn
  if (stage.ended !== null) return stage.ended.on
  const following = part.stages.find((one) => one.stage > stage.stage)
  return following?.requestedOn ?? part.settled?.on ?? null
}

/** SI 2006/1738 regs 19(4) and 20: each step counts from the one before it, as it really happened. */
function panelDues(
  part: PartState,
  stage: StageState,
  panel: NonNullable<StageLimits['panel']>,
  source: string,
  calendar: Calendar,
): readonly Due[] {
  const done = doneOnOf(part, stage)
  const step = (
    clock: ClockId,
    from: LocalDate,
    workingDays: number,
    rest: { readonly doneOn: LocalDate | null; readonly projected: boolean },
  ) =>
    dueFrom(
      {
        clock,
        part: part.n,
        stage: stage.stage,
        startedOn: from,
        limit: { workingDays, source },
        holds: part.holds,
        ...rest,
      },
      calendar,
    )
  const meets = step('panel', stage.requestedOn, panel.meetsWithin, {
    doneOn: stage.panelMetOn ?? done,
    projected: false,
  })
  const reports = step('panel-report', stage.panelMetOn ?? meets.dueOn, panel.reportsWithin, {
    doneOn: stage.panelReportedOn ?? done,
    projected: stage.panelMetOn === null,
  })
  const answers = step(
    'panel-answer',
    stage.panelReportedOn ?? reports.dueOn,
    panel.answersWithin,
    { doneOn: done, projected: stage.panelReportedOn === null },
  )
  return [meets, reports, answers]
}

function nextRequestDue(
  part: PartState,
  procedure: Procedure,
  profile: Profile,
  calendar: Calendar,
): readonly Due[] {
  const last = part.stages.at(-1)
  if (last === undefined || last.answeredOn === null) return []
  const next = nextStageAfter(last.stage, procedure, profile)
  if (next === null) return []
  return [
    dueFrom(
      {
        clock: 'next-stage-request',
        part: part.n,
        stage: next,
        owedBy: 'writer',
        startedOn: last.answeredOn,
        limit: profile.promises.nextStageRequest,
        doneOn: null,
      },
      calendar,
    ),
  ]
}

/** The stage that may be asked for after this one; null after the last. */
export function nextStageAfter(stage: Stage, procedure: Procedure, profile: Profile): Stage | null {
  const next = stage === 1 ? 2 : 3
  if (stage === 3) return null
  return limitsOf(procedure, next, profile) === undefined ? null : next
}
