import type { CaseEvent } from '../case.ts'
import type { Instant } from '../dates.ts'
import type { Profile } from '../profile.ts'
import { urgentBy } from './urgent.ts'
import type { Calendar } from './working-days.ts'

/**
 * Since when an urgent alert waits that nobody has opened; null when none does. Any act of an officer
 * after it, and a reading (`lastReadAt`), means that a person has seen it.
 */
export function waitingAlert(
  events: readonly CaseEvent[],
  lastReadAt: Instant | null,
): Instant | null {
  const at = events.findLastIndex(isAlert)
  const alert = events[at]
  if (alert === undefined) return null
  const isSeen = events.slice(at + 1).some(({ by }) => by.startsWith('officer:'))
  const isRead = lastReadAt !== null && lastReadAt >= alert.at
  return isSeen || isRead ? null : alert.at
}

function isAlert(event: CaseEvent): boolean {
  if (event.kind === 'flagged') return event.data.flags.includes('safeguarding')
  if (event.kind !== 'received') return false
  return event.data.flags.includes('safeguarding') || event.data.ask === 'urgent-contact'
}

/**
 * Whether the writer has to be told that nobody has opened their urgent message, with the numbers to call:
 * at once when nobody is on duty, and when the promise of the duty has run out.
 */
export function isUnopened(
  waitingSince: Instant | null,
  now: Instant,
  profile: Profile,
  calendar: Calendar,
): boolean {
  if (waitingSince === null) return false
  const by = urgentBy(waitingSince, profile, calendar)
  return now >= by.at || urgentBy(now, profile, calendar).outOfHours
}
