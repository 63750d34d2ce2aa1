import { knowingOfCase } from '#api/cases/knowing-of-case.ts'
import { firstOpenedSince } from '#api/cases/opened.ts'
import { saveEvents } from '#api/cases/save-events.ts'
import { alarmAddressesFor, type Knowing } from '#api/cases/who-to-tell.ts'
import { deskLink, toEach } from '#api/intake/letters.ts'
import { type HeldCase, holdCase, savingOf } from '#api/intake/way-back.ts'
import type { Letter } from '#api/mail/outbox.ts'
import { unopenedNotice } from '#api/mail/templates.ts'
import { dutyAt } from '#api/officers/duty.ts'
import type { Officer } from '#api/officers/officers.ts'
import { unopenedAlarms } from '#api/watch/unopened-alarms.ts'
import type { Profile } from '#schema/authority/profile.ts'
import { CaseEvent } from '#schema/case/case.ts'
import { localDateOf } from '#schema/dates.ts'
import { inboxRow } from '#schema/rules/case/status.ts'
import { type Alarm, alarmOf, alertsDue, type PassedOnTo } from '#schema/rules/safety/alarm.ts'
import { localWords } from '#schema/words/local-words.ts'
import { sayDayFrom } from '#schema/words/spoken.ts'
import { onCase } from './pages.ts'
import type { Upkeeping } from './upkeep.ts'

/**
 * Passes on every worry about safety that nobody has opened in time: to whoever comes next, then out of hours. What
 * is due is told from stored moments, so a service that was stopped makes up for it. Answers how many cases.
 */
export async function passOnAlarms(upkeeping: Upkeeping): Promise<number> {
  const { served, log, signal } = upkeeping
  let passedOn = 0
  for (const { caseId, reference } of await unopenedAlarms(served.store)) {
    if (signal.aborted) break
    const isPassedOn = await onCase(upkeeping, reference, () => passOn(upkeeping, caseId))
    if (isPassedOn !== true) continue
    log('warn', 'alarm-passed-on', { authority: served.store.slug, reference })
    passedOn += 1
  }
  return passedOn
}

/** False when nothing is due, or when somebody else was faster: the next round looks again. */
async function passOn(upkeeping: Upkeeping, caseId: number): Promise<boolean> {
  const { served, calendar, clock } = upkeeping
  const held = await holdCase(served, caseId)
  const alarm = held && alarmOf(held.kept.map(({ event }) => event))
  if (held === undefined || alarm === undefined) return false
  if ((await firstOpenedSince(served.store, caseId, alarm.raisedAt)) !== null) return false
  const due = alertsDue(alarm, clock(), served.profile, calendar)
  if (due.length === 0) return false
  const at = clock()
  const events = due.map((to) => ({
    event: CaseEvent.parse({
      kind: 'alerted',
      data: { to },
      at,
      on: localDateOf(at),
      by: 'earshot',
    }),
  }))
  const today = localDateOf(at)
  const knowing = await knowingOfCase(served, upkeeping.content.names, { caseId, today })
  const letters: Letter[] = []
  for (const to of due) {
    const holders = await holdersOf(upkeeping, to)
    letters.push(...lettersTo(upkeeping, { held, alarm, to, knowing, holders }))
  }
  return (await saveEvents(savingOf(upkeeping), held, { events, letters })).ok
}

/** The inbox of a step. */
function inboxOf({ urgent }: Profile, to: PassedOnTo): string {
  return to === 'next' ? urgent.nextInbox : urgent.outOfHoursInbox
}

/** Who holds that turn on the rota; nobody where it has a gap, and the inbox is all there is. */
async function holdersOf(
  { served, calendar, clock }: Upkeeping,
  to: PassedOnTo,
): Promise<readonly Officer[]> {
  const duty = await dutyAt(served, calendar, clock())
  if (to === 'next') return duty.next?.officers ?? []
  const turns = duty.next === null ? [duty] : [duty, duty.next]
  return turns.find(({ hours }) => hours === 'out-of-hours')?.officers ?? []
}

/** Named for the worry and the step: a second worry about the same case is another letter. */
function lettersTo(
  upkeeping: Upkeeping,
  about: {
    readonly held: HeldCase
    readonly alarm: Alarm
    readonly to: PassedOnTo
    readonly knowing: Knowing
    readonly holders: readonly Officer[]
  },
): readonly Letter[] {
  const { served, content, calendar, clock } = upkeeping
  const { held, alarm, to, knowing, holders } = about
  const { profile } = served
  const { id: caseId, reference } = held.row
  const row = inboxRow(
    held.kept.map(({ event }) => event),
    profile,
    calendar,
  )
  return toEach(
    alarmAddressesFor(inboxOf(profile, to), knowing, profile, holders),
    { kind: 'urgent', about: `${reference}-${Date.parse(alarm.raisedAt)}-${to}`, caseId },
    (address) =>
      unopenedNotice(localWords(content.words('en'), profile), {
        to: address,
        reference,
        category: row.category,
        dueOn: sayDayFrom(localDateOf(clock()), row.dueOn, 'en'),
        link: deskLink(upkeeping, reference),
      }),
  )
}
