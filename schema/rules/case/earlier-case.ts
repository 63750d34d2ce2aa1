import type { Profile } from '../../authority/profile.ts'
import type { LocalDate } from '../../dates.ts'
import type { Procedure, Stage } from '../../vocabulary.ts'
import { nextStageAfter } from '../clocks/stage-dues.ts'
import { type CaseState, currentStage, procedureOf } from './case-state.ts'

/** How a later submission can go into a part of a case that was there before. */
export type WayIn = {
  readonly part: number
  /** What rule C5 gives it: the procedure of the earlier complaint; null where that was no complaint. */
  readonly procedure: Procedure | null
  /** `same`: the earlier one is still open. A stage: the next that can be asked for. `none`: all are done. */
  readonly to: 'same' | Stage | 'none'
}

/**
 * Where a submission goes that is about a complaint which was answered, or is still open (SI 2006/1738 regs 15
 * and 18; triage rule C5): into the open part as it is, or to the next stage of the one that was answered.
 */
export function waysInto(earlier: CaseState, profile: Profile): readonly WayIn[] {
  return earlier.parts.map((part) => {
    const procedure = procedureOf(part.category)
    if (part.settled === null) return { part: part.n, procedure, to: 'same' }
    const last = currentStage(part)?.stage
    const isAnswered = part.settled.how === 'answered'
    if (procedure === null || last === undefined || !isAnswered) {
      return { part: part.n, procedure, to: 'none' }
    }
    return { part: part.n, procedure, to: nextStageAfter(last, procedure, profile) ?? 'none' }
  })
}

/** Why one case cannot be put into another. */
export type JoinRefusal =
  | 'other-later'
  | 'other-joined'
  | 'this-joined'
  | 'advocate-waits'
  | 'no-way-in'

type Joining = {
  readonly state: CaseState
  readonly other: CaseState
  readonly way: WayIn | undefined
}

/**
 * Whether a case may be put into another one: only the later into the earlier, so that no date that somebody was
 * given moves back; not while its writer waits for an advocate, whom nobody would owe them any more.
 */
export function joinRefusal({ state, other, way }: Joining): JoinRefusal | null {
  if (state.joinedOn !== null) return 'this-joined'
  if (other.joinedOn !== null) return 'other-joined'
  if (isLater(other.receivedOn, state.receivedOn)) return 'other-later'
  if (state.advocateAskedOn !== null && state.advocateContactedOn === null) return 'advocate-waits'
  return way === undefined || way.to === 'none' ? 'no-way-in' : null
}

function isLater(one: LocalDate, than: LocalDate): boolean {
  return one > than
}
