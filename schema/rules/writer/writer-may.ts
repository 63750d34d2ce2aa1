import type { Profile } from '../../authority/profile.ts'
import type { CaseEvent } from '../../case/case.ts'
import type { LocalDate } from '../../dates.ts'
import type { Procedure, Stage } from '../../vocabulary.ts'
import {
  type CaseState,
  caseState,
  currentStage,
  type PartState,
  procedureOf,
} from '../case/case-state.ts'
import { currentHold, nextDueOfPart, nextStageAfter } from '../clocks/clocks.ts'
import type { Calendar } from '../days/working-days.ts'

/** One part taken further: a complaint to its next stage, a concern to the complaint it would have been. */
export type Further =
  | {
      readonly how: 'stage'
      readonly part: number
      readonly stage: Stage
      readonly because: 'not-happy' | 'late-answer'
    }
  | { readonly how: 'complaint'; readonly part: number; readonly becomes: Procedure }

/** What the writer of a case may do now, besides writing to us. */
export type WriterMay = {
  readonly further: readonly Further[]
  /** Something is open that can be taken back. */
  readonly stop: boolean
  /** We say that it is done, and the writer has not said whether it is. */
  readonly sayPutRight: boolean
}

export function writerMay(
  events: readonly CaseEvent[],
  today: LocalDate,
  profile: Profile,
  calendar: Calendar,
): WriterMay {
  const state = caseState(events)
  return {
    further: state.parts.flatMap((part) => furtherOf(part, today, profile, calendar) ?? []),
    stop: state.closedOn === null && state.parts.some((part) => part.settled === null),
    sayPutRight: hasNews(state) && !hasSaidSince(events),
  }
}

function furtherOf(
  part: PartState,
  today: LocalDate,
  profile: Profile,
  calendar: Calendar,
): Further | undefined {
  if (part.category === 'concern') return concernFurther(part)
  const procedure = procedureOf(part.category)
  const stage = currentStage(part)
  if (procedure === null || stage === undefined) return undefined
  const next = nextStageAfter(stage.stage, procedure, profile)
  if (next === null) return undefined
  const base = { how: 'stage', part: part.n, stage: next } as const
  if (stage.answeredOn !== null) return { ...base, because: 'not-happy' }
  const isLate = isOverdue(part, today, profile, calendar)
  // SI 2006/1738: when the time of stage 1 has passed, the complainant may ask for stage 2.
  const mayPass = procedure === 'statutory' && stage.stage === 1 && stage.ended === null && isLate
  return mayPass ? { ...base, because: 'late-answer' } : undefined
}

/** A concern is a complaint as soon as its writer says so, also after we said that it is put right. */
function concernFurther(part: PartState): Further | undefined {
  const how = part.settled?.how
  const isTheirs = how === undefined || how === 'resolved' || how === 'answered'
  if (!isTheirs) return undefined
  return { how: 'complaint', part: part.n, becomes: part.becomes ?? 'statutory' }
}

function isOverdue(
  part: PartState,
  today: LocalDate,
  profile: Profile,
  calendar: Calendar,
): boolean {
  if (part.settled !== null || currentHold(part) !== undefined) return false
  return today > nextDueOfPart(part, profile, calendar).dueOn
}

const DONE: ReadonlySet<string> = new Set(['answered', 'resolved', 'thanked', 'passed-on'])

/** An answer, or our word that it is put right; praise asks nobody whether it was. */
function hasNews(state: CaseState): boolean {
  return state.parts.some(
    ({ category, settled }) =>
      category !== 'compliment' && settled !== null && DONE.has(settled.how),
  )
}

const NEWS: ReadonlySet<string> = new Set(['answered', 'concern-resolved', 'passed-on'])

function hasSaidSince(events: readonly CaseEvent[]): boolean {
  const said = events.findLastIndex(({ kind }) => kind === 'put-right-said')
  return said > events.findLastIndex(({ kind }) => NEWS.has(kind))
}
