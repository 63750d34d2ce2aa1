import type { LocalDate } from '../../dates.ts'
import type { Stage } from '../../vocabulary.ts'
import type { Hold } from '../case/case-state.ts'
import {
  addWorkingDays,
  type Calendar,
  type CalendarWarning,
  type WorkedOutDay,
  warningFor,
  workingDaysBetween,
  workOut,
} from '../days/working-days.ts'
import type { Limit } from './promises.ts'

/** Which clock a due date belongs to. */
export type ClockId =
  | 'acknowledge'
  | 'urgent-contact'
  | 'advocate'
  | 'message'
  | 'concern'
  | 'comment'
  | 'compliment'
  | 'not-ours'
  | 'stage-1'
  | 'stage-2'
  | 'stage-3'
  | 'request-acknowledged'
  | 'panel-notice'
  | 'panel'
  | 'panel-report'
  | 'panel-answer'
  | 'review-of-hold'
  | 'next-stage-request'
  | 'ombudsman'
  | 'ombudsman-remedy'
  | 'enquiry'
  | 'data-access'
  | 'data-deletion'
  | 'data-complaint'
  | 'data-complaint-acknowledged'
  | 'frozen-or-not'

/** Days after `from`, up to and with `to`, that a whole hold took out of a count. */
type Pause = { readonly from: LocalDate; readonly to: LocalDate }

/** One date that is owed, and everything needed to explain it. */
export type Due = {
  readonly clock: ClockId
  /** The part it belongs to; null for the whole case. */
  readonly part: number | null
  readonly stage: Stage | null
  /** Whose date it is. One of the writer's is never late: asking later is an officer's decision. */
  readonly owedBy: 'us' | 'writer'
  /** Day 0. */
  readonly startedOn: LocalDate
  readonly limit: Limit
  readonly dueOn: LocalDate
  readonly pauses: readonly Pause[]
  /** The farthest day an extension may reach, and the last on which it can be told. */
  readonly latestOn: LocalDate | null
  readonly tellBy: LocalDate | null
  /** Stage 2 alone: the date counted from the later of its two start days. */
  readonly localDueOn: LocalDate | null
  /** What it starts from has not happened: it is counted from the day on which that falls due. */
  readonly projected: boolean
  readonly doneOn: LocalDate | null
  readonly warning: CalendarWarning | null
}

/** Whether a date was missed, seen from a day. What was done late stays late. */
export function isLate(due: Due, on: LocalDate): boolean {
  return due.owedBy === 'us' && (due.doneOn ?? on) > due.dueOn
}

/** How a due date was worked out: day 0, then every day with the reason why it counts or does not. */
export function explain(due: Due, calendar: Calendar): readonly WorkedOutDay[] {
  const days = workOut(
    due.startedOn,
    workingDaysBetween(due.startedOn, due.dueOn, calendar),
    calendar,
  )
  return days.map((day) => {
    const isPaused = due.pauses.some((pause) => pause.from < day.date && day.date <= pause.to)
    return isPaused ? { date: day.date, counts: false, why: 'held' as const } : day
  })
}

type Given = Pick<Due, 'clock' | 'startedOn' | 'limit' | 'doneOn'> &
  Partial<Pick<Due, 'part' | 'stage' | 'owedBy' | 'projected' | 'localDueOn'>> & {
    readonly holds?: readonly Hold[]
    readonly extended?: { readonly on: LocalDate; readonly to: LocalDate } | null
    readonly extendedWorkingDays?: number | null
    readonly tellWithinWorkingDays?: number | null
  }

/** Works out one date. Every limit counts from the same day 0; ended holds are left out of each. */
export function dueFrom(given: Given, calendar: Calendar): Due {
  const { startedOn, limit } = given
  const within = (workingDays: number) => count(startedOn, workingDays, given.holds ?? [], calendar)
  const orNull = (workingDays: number | null | undefined) =>
    workingDays === null || workingDays === undefined ? null : within(workingDays).dueOn
  const { dueOn, pauses } = given.extended
    ? extendedCount(startedOn, given.extended, given.holds ?? [], calendar)
    : within(limit.workingDays)
  return {
    clock: given.clock,
    part: given.part ?? null,
    stage: given.stage ?? null,
    owedBy: given.owedBy ?? 'us',
    startedOn,
    limit: { workingDays: limit.workingDays, source: limit.source },
    dueOn,
    pauses,
    latestOn: orNull(given.extendedWorkingDays),
    tellBy: orNull(given.tellWithinWorkingDays),
    localDueOn: given.localDueOn ?? null,
    projected: given.projected ?? false,
    doneOn: given.doneOn,
    warning: warningFor(dueOn, calendar),
  }
}

type Counted = { readonly dueOn: LocalDate; readonly pauses: readonly Pause[] }

/** A day that was agreed and told already leaves out the holds before it; a later one moves it on. */
function extendedCount(
  startedOn: LocalDate,
  extended: { readonly on: LocalDate; readonly to: LocalDate },
  holds: readonly Hold[],
  calendar: Calendar,
): Counted {
  const before = holds.filter((hold) => hold.on < extended.on)
  const later = holds.filter((hold) => hold.on >= extended.on)
  const whole = workingDaysBetween(startedOn, extended.to, calendar)
  const left = workingDaysBetween(extended.on, extended.to, calendar)
  const after = count(extended.on, left, later, calendar)
  return {
    dueOn: after.pauses.length === 0 ? extended.to : after.dueOn,
    pauses: [...count(startedOn, whole, before, calendar).pauses, ...after.pauses],
  }
}

/**
 * Counts working days from a day 0 and leaves out what lies inside an ended hold of the whole part: what
 * was used before the hold stays used, and the rest goes on from the day it ended (SI 2006/1738 reg 8).
 */
function count(
  startedOn: LocalDate,
  workingDays: number,
  holds: readonly Hold[],
  calendar: Calendar,
): Counted {
  const pauses: Pause[] = []
  let from = startedOn
  let left = workingDays
  for (const hold of holds) {
    if (hold.scope !== 'whole' || hold.endedOn === null || hold.endedOn <= from) continue
    const used = hold.on > from ? workingDaysBetween(from, hold.on, calendar) : 0
    if (used >= left) break
    pauses.push({ from: hold.on > from ? hold.on : from, to: hold.endedOn })
    left -= used
    from = hold.endedOn
  }
  return { dueOn: addWorkingDays(from, left, calendar), pauses }
}
