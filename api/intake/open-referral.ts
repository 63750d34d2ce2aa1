import { eq } from 'drizzle-orm'
import type { Content } from '#content/index.ts'
import { CaseEvent } from '#schema/case/case.ts'
import { type Instant, localDateOf } from '#schema/dates.ts'
import { type Advocacy, advocacyOf } from '#schema/rules/case/advocacy.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import { advocateOn } from '#schema/rules/clocks/promises.ts'
import type { Values, Words } from '#schema/words/messages.ts'
import { sayDayAndHour, sayDayFrom } from '#schema/words/spoken.ts'
import { saveEvents } from '../cases/save-events.ts'
import { StoreBusy } from '../store/store.ts'
import { cases } from '../store/tables.ts'
import { isReferralToken, lastDayOfReferral, referenceIn } from './referral.ts'
import { type SharedWithAdvocate, sharedOf } from './shared-with-advocate.ts'
import { valuesFor } from './values.ts'
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
  | { readonly state: 'waiting' }
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
  return found.openedAt === null ? { state: 'waiting' } : openedBefore(found.openedAt)
}

/**
 * Opens a link, once: that it was opened is on the disk before anything is shown. Of two who open it
 * together one is shown something, and the other when it was opened.
 */
export async function openReferral(referring: Referring, token: string): Promise<Referral> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const found = await findReferral(referring, token)
    if (found === undefined) return UNKNOWN
    if (found.openedAt !== null) return openedBefore(found.openedAt)
    const event = openingAt(referring.clock())
    if (!mayFollow(happenedTo(found.held), event).ok) return UNKNOWN
    const saved = await saveEvents(savingOf(referring), found.held, { events: [{ event }] })
    const { caseId } = found.held
    if (saved.ok) return { state: 'shown', caseId, round: found.advocacy.round }
  }
  throw new StoreBusy('something else happened to the case each time')
}

type Found = {
  readonly held: HeldCase
  readonly advocacy: Advocacy
  readonly openedAt: Instant | null
}

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
  const { askedOn, chasedOn, round, openedAt } = advocacy
  if (!isReferralToken(store.keys, token, { reference: held.row.reference, round }))
    return undefined
  if (askedOn === null) return undefined
  // A reminder carries the link again.
  if (localDateOf(clock()) > lastDayOfReferral(chasedOn.at(-1) ?? askedOn)) return undefined
  return { held, advocacy, openedAt }
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

function openingAt(at: Instant): CaseEvent {
  const on = localDateOf(at)
  return CaseEvent.parse({ kind: 'referral-opened', at, on, by: 'advocate', data: {} })
}

function openedBefore(at: Instant): Referral {
  return { state: 'opened', at: sayDayAndHour(at, 'en') }
}
