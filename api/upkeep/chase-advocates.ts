import { lt } from 'drizzle-orm'
import { saveEvents } from '#api/cases/save-events.ts'
import { addressOf } from '#api/intake/letters.ts'
import { lastDayOfReferral, referralToken } from '#api/intake/referral.ts'
import { type HeldCase, holdCase, savingOf } from '#api/intake/way-back.ts'
import type { Letter } from '#api/mail/outbox.ts'
import { advocateReminder } from '#api/mail/templates.ts'
import { inbox } from '#api/store/tables.ts'
import { CaseEvent } from '#schema/case/case.ts'
import { type LocalDate, localDateOf } from '#schema/dates.ts'
import { type Advocacy, advocacyOf, isChaseDue } from '#schema/rules/case/advocacy.ts'
import { advocateOn } from '#schema/rules/clocks/promises.ts'
import { sayDayFrom } from '#schema/words/spoken.ts'
import { inPages, onCase } from './pages.ts'
import type { Upkeeping } from './upkeep.ts'

/**
 * Reminds the advocacy provider of everybody whom an advocate should have reached by now, once a week of
 * working days until one has. The writer's page says that we did. Answers how many.
 */
export async function chaseAdvocates(upkeeping: Upkeeping): Promise<number> {
  const { served, clock, signal } = upkeeping
  const waiting = await served.store.db
    .select({ caseId: inbox.caseId, reference: inbox.reference })
    .from(inbox)
    .where(lt(inbox.advocateDueOn, localDateOf(clock())))
  let chased = 0
  await inPages(waiting, signal, async (page) => {
    for (const { caseId, reference } of page) {
      const isChased = await onCase(upkeeping, reference, () => chase(upkeeping, caseId))
      if (isChased === true) chased += 1
    }
  })
  return chased
}

/** False when no reminder is due, or when something else happened meanwhile: the next round looks again. */
async function chase(upkeeping: Upkeeping, caseId: number): Promise<boolean> {
  const { served, calendar, clock, log } = upkeeping
  const held = await holdCase(served, caseId)
  if (held?.key === undefined) return false
  const at = clock()
  const on = localDateOf(at)
  const advocacy = advocacyOf(held.kept.map(({ event }) => event))
  const { askedOn } = advocacy
  if (askedOn === null || !isChaseDue(advocacy, on, served.profile, calendar)) return false
  const event = CaseEvent.parse({ kind: 'advocate-chased', data: {}, at, on, by: 'earshot' })
  const letter = reminderOf(upkeeping, held, { ...advocacy, askedOn, on })
  const saved = await saveEvents(savingOf(upkeeping), held, {
    events: [{ event }],
    letters: [letter],
  })
  if (!saved.ok) return false
  log('info', 'advocate-chased', {
    authority: served.store.slug,
    reference: held.row.reference,
  })
  return true
}

/** The link goes again while nobody has opened it; after that the provider has a code of its own. */
function reminderOf(
  { served, calendar, content, publicUrl }: Upkeeping,
  { row, caseId }: HeldCase,
  {
    askedOn,
    round,
    chasedOn,
    openedAt,
    on,
  }: Advocacy & {
    readonly askedOn: LocalDate
    readonly on: LocalDate
  },
): Letter {
  const { profile, store, base } = served
  const { reference } = row
  const path =
    openedAt === null ? `/referral/${referralToken(store.keys, reference, round)}` : '/advocate'
  return {
    kind: 'referral',
    about: `${reference}-${round}-${chasedOn.length + 1}`,
    caseId,
    mail: advocateReminder(content.words('en'), {
      to: addressOf(profile.advocacy.email),
      council: profile.shortName,
      reference,
      dateAdvocate: sayDayFrom(on, advocateOn(askedOn, profile, calendar).dueOn, 'en'),
      opensUntil: sayDayFrom(on, lastDayOfReferral(on), 'en'),
      link: `${publicUrl}${base}${path}`,
      isOpened: openedAt !== null,
    }),
  }
}
