import type { Profile } from '../../authority/profile.ts'
import type { CaseEvent, EventOf } from '../../case/case.ts'
import { caseState } from '../case/case-state.ts'
import { inboxRow } from '../case/status.ts'
import type { Calendar } from '../days/working-days.ts'
import { nextDueOfPart } from './clocks.ts'
import { opensNoComplaint } from './contact-dues.ts'

/**
 * Which open parts fall due on another day since a bank holiday was given or moved: what the event
 * `calendar-changed` says on each case. A day that was agreed and told does not move. Whoever waits to be
 * reached has one day only, that of the promise.
 */
export function movedDates(
  events: readonly CaseEvent[],
  profile: Profile,
  before: Calendar,
  after: Calendar,
): readonly EventOf<'calendar-changed'>['data'][] {
  const state = caseState(events)
  const open = state.parts.filter((part) => part.settled === null)
  if (opensNoComplaint(state)) {
    const [was, is] = [before, after].map((calendar) => inboxRow(events, profile, calendar))
    const [part] = open
    if (part === undefined || was === undefined || is === undefined || is.open === 0) return []
    return was.dueOn === is.dueOn ? [] : [{ part: part.n, from: was.dueOn, to: is.dueOn }]
  }
  return open.flatMap((part) => {
    const from = nextDueOfPart(part, profile, before).dueOn
    const to = nextDueOfPart(part, profile, after).dueOn
    return from === to ? [] : [{ part: part.n, from, to }]
  })
}
