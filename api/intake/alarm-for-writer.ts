import { firstOpenedSince } from '#api/cases/opened.ts'
import { type AlarmState, alarmOf, alarmState } from '#schema/rules/safety/alarm.ts'
import type { HeldCase, LookingBack } from './way-back.ts'

/** Whether somebody has opened the writer's worry about safety; `none` where they sent none. */
export async function alarmForWriter(
  { served, clock }: LookingBack,
  held: HeldCase,
): Promise<AlarmState | 'none'> {
  const alarm = alarmOf(held.kept.map(({ event }) => event))
  if (alarm === undefined) return 'none'
  const openedAt = await firstOpenedSince(served.store, held.caseId, alarm.raisedAt)
  return alarmState(alarm, openedAt, clock(), served.profile)
}
