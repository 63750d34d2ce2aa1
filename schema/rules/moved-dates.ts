import type { CaseEvent, EventOf } from '../case.ts'
import type { Profile } from '../profile.ts'
import { caseState } from './case-state.ts'
import { nextDueOfPart } from './clocks.ts'
import type { Calendar } from './working-days.ts'

/**
 * Which open parts fall due on another day since a bank holiday was given or moved: what the event
 * `calendar-changed` says on each case. A day that was agreed and told does not move.
 */
export function movedDates(
  events: readonly CaseEvent[],
  profile: Profile,
  before: Calendar,
  after: Calendar,
): readonly EventOf<'calendar-changed'>['data'][] {
  return caseState(events)
    .parts.filter((part) => part.settled === null)
    .flatMap((part) => {
      const from = nextDueOfPart(part, profile, before).dueOn
      const to = nextDueOfPart(part, profile, after).dueOn
      return from === to ? [] : [{ part: part.n, from, to }]
    })
}
