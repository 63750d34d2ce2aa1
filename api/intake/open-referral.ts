import { eq } from 'drizzle-orm'
import type { Content } from '#content/index.ts'
import { CaseEvent } from '#schema/case/case.ts'
import { type Instant, localDateOf } from '#schema/dates.ts'
import { type Advocacy, advocacyOf } from '#schema/rules/case/advocacy.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import { advocateOn } from '#schema/rules/clocks/promises.ts'
import type { Values, Words } from '#schema/words/messages.ts'
import { sayDayAndHour, sayDayFrom } from '#schema/words/spoken.ts'
import { isSoonAfter } from '../cases/pressed-again.ts'
import { saveEvents } from '../cases/save-events.ts'
import { StoreBusy } from '../store/store.ts'
import { cases } from '../store/tables.ts'
import { isReferralToken, lastDayOfReferral, referenceIn } from './referral.ts'
import { type SharedWithAdvocate, sharedOf } from './shared-with-advocate.ts'
import { valuesFor } from './values.ts'
import { newVisit } from './visits.ts'
import {
  type HeldCase,
  holdCase,
  type LookingBack,
  peopleOf,
  savingOf,
  submittedOf,
} from './way-back.ts'

export type Referring = LookingBack & { readonly content: Content; readonly publicUrl: string }

/** What an advocate's link comes to. `unknown` is also one that is too old, or no longer wanted. */
export type Referral =
  | { readonly state: 'unknown' }
  /** `visit` comes back with the button. */
  | { readonly state: 'waiting'; readonly visit: string }
  /** `at`: when, in words. */
  | { readonly state: 'opened'; readonly at: string }
  | { readonly state: 'shown'; readonly caseId: number; readonly round: number }

/** What the page behind an advocate's link is given. */
export type ReferralPage = {
  readonly words: Words
  readonly values: Values
  readonly referral: Exclude<Referral, { state: 'shown' }>
}

const UNKNOWN: Referral = { state: 'unknown' }
const ATTEMPTS = 3

/** Looks at a link and uses nothing up: scanners of mail look at every one. */
export async function lookAtReferral(referring: Referring, token: string): Promise<Referral> {
  const found = await findReferral(referring, token)
  if (found === undefined) return UNKNOWN
  const { openedAt } = found.advocacy
  if (openedAt !== null) return openedBefore(openedAt)
  return { state: 'waiting', visit: newVisit() }
}

/**
 * Opens a link, once: that it was opened is on the disk before anything is shown. Of two who open it
 * together one is shown something, and the other when it was opened. A button that was pressed twice, or whose answer
 * did not arrive, opens it again for some minutes: `visit` names the look at the link that it belongs to.
 */
export async function openReferral(
  referring: Referring,
  token: string,
  visit: string | undefined,
): Promise<Referral> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const found = await findReferral(referring, token)
    if (found === undefined) return UNKNOWN
    const { held, advocacy } = found
    const shown: Referral = { state: 'shown', caseId: held.caseId, round: advocacy.round }
    const now = referring.clock()
    if (advocacy.openedAt !== null)
      return isPressedAgain(advocacy, visit, now) ? shown : openedBefore(advocacy.openedAt)
    const event = openingOn(visit, now)
    if (!mayFollow(happenedTo(held), event).ok) return UNKNOWN
    const saved = await saveEvents(savingOf(referring), held, { events: [{ event }] })
    if (saved.ok) return shown
  }
  throw new StoreBusy('something else happened to the case each time')
}

/** The same press twice, or sent again on a line that broke. Nobody else knows the name of that visit. */
function isPressedAgain(advocacy: Advocacy, visit: string | undefined, now: Instant): boolean {
  const { openedAt, openedOnVisit } = advocacy
  if (openedAt === null || visit === undefined || openedOnVisit !== visit) return false
  return isSoonAfter(openedAt, now)
}

type Found = { readonly held: HeldCase; readonly advocacy: Advocacy }

/** The case behind a link while an advocate is wanted and the link's days are not over. */
async function findReferral(referring: Referring, token: string): Promise<Found | undefined> {
  const { served, clock } = referring
  const { store } = served
  const [row] = await store.db
    .select({ id: cases.id })
    .from(cases)
    .where(eq(cases.reference, referenceIn(token)))
  const held = row && (await holdCase(served, row.id))
  if (held?.key === undefined) return undefined
  const advocacy = advocacyOf(happenedTo(held))
  const { askedOn, chasedOn, round } = advocacy
  if (!isReferralToken(store.keys, token, { reference: held.row.reference, round }))
    return undefined
  if (askedOn === null) return undefined
  // A reminder carries the link again.
  if (localDateOf(clock()) > lastDayOfReferral(chasedOn.at(-1) ?? askedOn)) return undefined
  return { held, advocacy }
}

function happenedTo(held: HeldCase): readonly CaseEvent[] {
  return held.kept.map(({ event }) => event)
}

/** What the advocate of a case reads of it; undefined when none is wanted, or its words were destroyed. */
export async function sharedFor(
  { served, calendar, clock, content }: Referring,
  held: HeldCase,
): Promise<SharedWithAdvocate | undefined> {
  const { askedOn, share } = advocacyOf(happenedTo(held))
  const submitted = await submittedOf(served, held)
  if (held.key === undefined || submitted === undefined || askedOn === null) return undefined
  const persons = await peopleOf(served.store, held.row.id, held.key)
  const { dueOn } = advocateOn(askedOn, served.profile, calendar)
  return sharedOf(
    { reference: held.row.reference, submitted, people: persons },
    {
      sharesWords: share === 'contact-and-words',
      contactBy: sayDayFrom(localDateOf(clock()), dueOn, 'en'),
    },
    {
      content,
      words: content.words('en'),
      values: valuesFor(served.profile, clock(), calendar, 'en'),
    },
  )
}

function openingOn(visit: string | undefined, at: Instant): CaseEvent {
  const [on, data] = [localDateOf(at), visit === undefined ? {} : { visit }]
  return CaseEvent.parse({ kind: 'referral-opened', at, on, by: 'advocate', data })
}

function openedBefore(at: Instant): Referral {
  return { state: 'opened', at: sayDayAndHour(at, 'en') }
}
