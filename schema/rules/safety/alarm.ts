import type { Profile } from '../../authority/profile.ts'
import type { CaseEvent, EventOf } from '../../case/case.ts'
import { type Instant, instantOf } from '../../dates.ts'
import type { Calendar } from '../days/working-days.ts'
import { isOnDuty, urgentBy } from './urgent.ts'

/** Who is told that somebody may not be safe: the duty, then whoever comes next, then out of hours. */
type AlertTo = 'duty' | PassedOnTo
export type PassedOnTo = EventOf<'alerted'>['data']['to']

type AlertStep = { readonly to: AlertTo; readonly at: Instant }

/** A worry about somebody's safety that came in: when, and who was told besides the duty, which was told with it. */
export type Alarm = {
  readonly raisedAt: Instant
  readonly told: readonly PassedOnTo[]
}

/** `waiting`: within the promised time. `nobody-yet`: it is over, and the case is still unopened. */
export type AlarmState = 'opened' | 'waiting' | 'nobody-yet'

const MINUTE = 60_000

/**
 * The last worry about safety that came with a case or after it; undefined where there was none. What an officer
 * flags is none: they have the case open.
 */
export function alarmOf(events: readonly CaseEvent[]): Alarm | undefined {
  const at = events.findLastIndex(isAlarm)
  const raised = events[at]
  if (raised === undefined) return undefined
  const told = events
    .slice(at)
    .flatMap((event) => (event.kind === 'alerted' ? [event.data.to] : []))
  return { raisedAt: raised.at, told }
}

function isAlarm(event: CaseEvent): boolean {
  if (event.kind === 'received')
    return event.data.ask === 'urgent-contact' || event.data.flags.includes('safeguarding')
  return (
    event.kind === 'flagged' &&
    !event.by.startsWith('officer:') &&
    event.data.flags.includes('safeguarding')
  )
}

/**
 * Whom to tell and when, as long as nobody opens the case, in order. Each has the minutes of the profile's promise.
 * They run on the clock, not in hours of duty: a worry does not rest at night. Where nobody is on duty the
 * out-of-hours team is told at once, and who comes next when the promise made for the next duty runs out.
 */
export function alertSteps(
  raisedAt: Instant,
  profile: Profile,
  calendar: Calendar,
): readonly AlertStep[] {
  const within = profile.urgent.withinMinutes
  const after = (times: number) =>
    instantOf(new Date(Date.parse(raisedAt) + times * within * MINUTE))
  const duty = { to: 'duty', at: raisedAt } as const
  if (!isOnDuty(raisedAt, profile, calendar)) {
    const { at } = urgentBy(raisedAt, profile, calendar)
    return [duty, { to: 'out-of-hours', at: raisedAt }, { to: 'next', at }]
  }
  if (!isOnDuty(after(1), profile, calendar)) return [duty, { to: 'out-of-hours', at: after(1) }]
  return [duty, { to: 'next', at: after(1) }, { to: 'out-of-hours', at: after(2) }]
}

/** The steps that are due now and have not been taken. Ask only while nobody has opened the case. */
export function alertsDue(
  { raisedAt, told }: Alarm,
  now: Instant,
  profile: Profile,
  calendar: Calendar,
): readonly PassedOnTo[] {
  return alertSteps(raisedAt, profile, calendar).flatMap(({ to, at }) =>
    to === 'duty' || at > now || told.includes(to) ? [] : [to],
  )
}

/** What the writer may know. `openedAt`: when somebody first opened the case after the worry came in. */
export function alarmState(
  { raisedAt }: Alarm,
  openedAt: Instant | null,
  now: Instant,
  profile: Profile,
): AlarmState {
  if (openedAt !== null && openedAt >= raisedAt) return 'opened'
  const until = Date.parse(raisedAt) + profile.urgent.withinMinutes * MINUTE
  return Date.parse(now) < until ? 'waiting' : 'nobody-yet'
}
