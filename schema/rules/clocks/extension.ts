import type { Profile } from '../../authority/profile.ts'
import type { EventOf, ExtensionGround } from '../../case/case.ts'
import type { LocalDate } from '../../dates.ts'
import type { Procedure, Stage } from '../../vocabulary.ts'
import { type PartState, procedureOf } from '../case/case-state.ts'
import { type Calendar, isWorkingDay } from '../days/working-days.ts'
import { dueDatesOfPart } from './clocks.ts'

/** Why an extension is not possible. */
export type ExtensionRefusal =
  | 'no-such-stage'
  | 'already-answered'
  | 'no-extension-here'
  | 'ground-not-allowed'
  | 'told-too-late'
  | 'not-a-working-day'
  | 'not-later'
  | 'beyond-cap'

type ExtensionCheck =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: ExtensionRefusal }

/**
 * What a stage may be extended for. Stage 1: the matter is complex, or the time is needed to appoint an
 * advocate (SI 2006/1738 reg 14). Stage 2: it cannot be done in 25 days (reg 17). Corporate stages follow
 * the LGSCO's Complaint Handling Code.
 */
function extensionGrounds(procedure: Procedure, stage: Stage): readonly ExtensionGround[] {
  if (procedure === 'statutory' && stage === 1) return ['complex', 'appointing-an-advocate']
  return ['complex', 'cannot-be-done-in-time']
}

/**
 * Whether a stage may be extended to this day, told on `toldOn`. Whoever is told after the last day for
 * telling was not told in time: the stage is then late, not extended.
 */
export function mayExtend(
  part: PartState,
  wanted: EventOf<'extended'>['data'],
  toldOn: LocalDate,
  profile: Profile,
  calendar: Calendar,
): ExtensionCheck {
  const no = (code: ExtensionRefusal): ExtensionCheck => ({ ok: false, code })
  const procedure = procedureOf(part.category)
  const due = dueDatesOfPart(part, profile, calendar).find(
    (one) => one.clock === `stage-${wanted.stage}`,
  )
  if (procedure === null || due === undefined) return no('no-such-stage')
  if (due.doneOn !== null) return no('already-answered')
  if (due.latestOn === null || due.tellBy === null) return no('no-extension-here')
  if (!extensionGrounds(procedure, wanted.stage).includes(wanted.ground)) {
    return no('ground-not-allowed')
  }
  if (toldOn > due.tellBy) return no('told-too-late')
  if (!isWorkingDay(wanted.dueOn, calendar)) return no('not-a-working-day')
  if (wanted.dueOn <= due.dueOn) return no('not-later')
  return wanted.dueOn > due.latestOn ? no('beyond-cap') : { ok: true }
}
