import type { Profile } from '../../authority/profile.ts'
import type { CaseEvent, EventOf } from '../../case/case.ts'
import type { LocalDate } from '../../dates.ts'
import type { Service, Who } from '../../triage/facts.ts'
import type { Procedure } from '../../vocabulary.ts'
import { caseState, type PartState } from '../case/case-state.ts'
import { dayOfNumber, numberOfDay } from '../days/day-number.ts'
import type { Calendar } from '../days/working-days.ts'
import { isChild, isOutside } from '../triage/matter.ts'
import { currentHold, nextDueOfPart } from './clocks.ts'
import { opensNoComplaint } from './contact-dues.ts'

/** What a concern turns into when it is not settled in time. A child's is always statutory. */
export function becomesProcedure(
  who: Who,
  speakingFor: 'self' | 'child' | undefined,
  services: readonly Service[],
): Procedure {
  if (isChild(who)) return 'statutory'
  if (speakingFor === 'child') return 'statutory'
  if (who === 'professional' || who === 'public') return 'corporate'
  // Doubt resolves to statutory: an unnamed service is no reason to make it less.
  if (services.length === 0) return 'statutory'
  return services.every(isOutside) ? 'corporate' : 'statutory'
}

/**
 * The day on which an open concern becomes a stage 1 complaint by itself, dated from first receipt: the
 * day after its promise ran out. Null for what is no open concern, or is held as a whole.
 */
export function concernBecomesComplaintOn(
  part: PartState,
  profile: Profile,
  calendar: Calendar,
): LocalDate | null {
  if (part.category !== 'concern' || part.settled !== null) return null
  if (currentHold(part) !== undefined) return null
  return dayOfNumber(numberOfDay(nextDueOfPart(part, profile, calendar).dueOn) + 1)
}

/** What the daily look must write for a case: one event's data for each concern whose time has passed. */
export function concernsOutOfTime(
  events: readonly CaseEvent[],
  on: LocalDate,
  profile: Profile,
  calendar: Calendar,
): readonly EventOf<'concern-not-resolved'>['data'][] {
  const state = caseState(events)
  // Who asks to be reached complains of nothing; what is closed owes nothing.
  if (opensNoComplaint(state) || state.closedOn !== null) return []
  return state.parts.flatMap((part) => {
    const becomesOn = concernBecomesComplaintOn(part, profile, calendar)
    if (becomesOn === null || on < becomesOn) return []
    return [{ part: part.n, becomes: part.becomes ?? 'statutory', why: 'time-passed' as const }]
  })
}
