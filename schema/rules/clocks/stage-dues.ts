import type { Profile, StageLimits } from '../../authority/profile.ts'
import type { LocalDate } from '../../dates.ts'
import type { Procedure, Stage } from '../../vocabulary.ts'
import type { PartState, StageState } from '../case/case-state.ts'
import { addWorkingDays, type Calendar, workingDaysBetween } from '../days/working-days.ts'
import { type ClockId, type Due, dueFrom } from './due.ts'
import { limitsOf, PANEL_NOTICE } from './limits.ts'

/** Every date of the stages that a complaint has reached, and until when the next is usually asked for. */
export function stagesDues(
  part: PartState,
  procedure: Procedure,
  profile: Profile,
  calendar: Calendar,
): readonly Due[] {
  return [
    ...part.stages.flatMap((stage) => stageDues(part, stage, procedure, profile, calendar)),
    ...nextRequestDue(part, procedure, profile, calendar),
  ]
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
  const dues = [
    ...requestAcknowledgedDue(part, stage, profile, calendar),
    wholeStageDue(part, stage, limits, calendar),
  ]
  if (limits.panel === undefined) return dues
  return [...dues, ...panelDues(part, stage, limits.panel, limits.source, calendar)]
}

/** A request for a later stage is acknowledged as fast as the first message. */
function requestAcknowledgedDue(
  part: PartState,
  stage: StageState,
  profile: Profile,
  calendar: Calendar,
): readonly Due[] {
  if (stage.stage === 1) return []
  return [
    dueFrom(
      {
        clock: 'request-acknowledged',
        part: part.n,
        stage: stage.stage,
        startedOn: stage.requestedOn,
        limit: profile.promises.acknowledge,
        doneOn: stage.acknowledgedOn ?? stage.startedOn ?? doneOnOf(part, stage),
      },
      calendar,
    ),
  ]
}

/** Counted back from the day of the panel, or from the last day on which it may meet. */
function panelNoticeDue(part: PartState, stage: StageState, meets: Due, calendar: Calendar): Due {
  const meetsOn = stage.panelMetOn ?? stage.panelArranged?.meetsOn ?? meets.dueOn
  const noticeOn = addWorkingDays(meetsOn, -PANEL_NOTICE.workingDays, calendar)
  const startedOn = noticeOn < stage.requestedOn ? noticeOn : stage.requestedOn
  return dueFrom(
    {
      clock: 'panel-notice',
      part: part.n,
      stage: stage.stage,
      startedOn,
      limit: {
        workingDays: workingDaysBetween(startedOn, noticeOn, calendar),
        source: PANEL_NOTICE.source,
      },
      projected: stage.panelArranged === null && stage.panelMetOn === null,
      doneOn: stage.panelArranged?.on ?? stage.panelMetOn ?? doneOnOf(part, stage),
    },
    calendar,
  )
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
  return [panelNoticeDue(part, stage, meets, calendar), meets, reports, answers]
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
