import type { Profile } from '../../authority/profile.ts'
import type { CaseEvent } from '../../case/case.ts'
import type { Category } from '../../vocabulary.ts'
import {
  type CaseState,
  caseState,
  currentStage,
  type Hold,
  type PartState,
  procedureOf,
} from '../case/case-state.ts'
import { type Calendar, workingDaysBetween } from '../days/working-days.ts'
import { acknowledgeDue, contactDues, opensNoComplaint } from './contact-dues.ts'
import { type ClockId, type Due, dueFrom } from './due.ts'
import { freezeDues } from './freeze-due.ts'
import { outsideDues } from './outside-dues.ts'
import { firstLimitOf } from './promises.ts'
import { stagesDues } from './stage-dues.ts'

export { type ClockId, type Due, explain, isLate } from './due.ts'
export { nextStageAfter } from './stage-dues.ts'

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
  const contact = [...contactDues(state, profile, calendar), ...outsideDues(state, calendar)]
  if (opensNoComplaint(state)) return contact
  return [
    acknowledgeDue(state, profile, calendar),
    ...contact,
    ...freezeDues(state, calendar),
    ...state.parts.flatMap((part) => dueDatesOfPart(part, profile, calendar)),
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
      : stagesDues(part, procedure, profile, calendar)
  const hold = currentHold(part)
  return hold === undefined ? dues : [...dues.filter(isDone), reviewDue(part, hold, calendar)]
}

/** The hold that stops a part now; undefined when nothing does. */
export function currentHold(part: PartState): Hold | undefined {
  return part.holds.find((hold) => hold.scope === 'whole' && hold.endedOn === null)
}

/** Dates beside the one that the writer waits for: an inbox is not sorted by them. */
const ASIDE: ReadonlySet<ClockId> = new Set(['stage-3', 'request-acknowledged', 'panel-notice'])

/** The date that a part owes next; of a part at rest, the last one it owed. */
export function nextDueOfPart(part: PartState, profile: Profile, calendar: Calendar): Due {
  const ours = dueDatesOfPart(part, profile, calendar).filter(
    (due) => due.owedBy === 'us' && !ASIDE.has(due.clock),
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
