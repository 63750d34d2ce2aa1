import { asc, eq } from 'drizzle-orm'
import type { Content } from '#content/index.ts'
import { CaseEvent } from '#schema/case.ts'
import { type Instant, localDateOf } from '#schema/dates.ts'
import type { Values, Words } from '#schema/messages.ts'
import { caseState } from '#schema/rules/case-state.ts'
import { mayFollow } from '#schema/rules/may-follow.ts'
import { advocateOn } from '#schema/rules/promises.ts'
import { sayDayAndHour, sayDayFrom } from '#schema/spoken.ts'
import { saveEvents } from '../cases/save-events.ts'
import { type Sealer, type Store, StoreBusy } from '../store/store.ts'
import { cases, people } from '../store/tables.ts'
import { lastDayOfReferral, readReferralToken, requestOf } from './referral.ts'
import { type SharedWithAdvocate, sharedOf } from './shared-with-advocate.ts'
import type { Person, Submitted } from './submitted.ts'
import { valuesFor } from './values.ts'
import { type HeldCase, holdCase, type LookingBack, savingOf, submittedOf } from './way-back.ts'

export type Referring = LookingBack & { readonly content: Content; readonly publicUrl: string }

/** What an advocate's link comes to. `unknown` is also one that is too old, or no longer wanted. */
export type Referral =
  | { readonly state: 'unknown' }
  | { readonly state: 'waiting' }
  /** `at`: when, in words. */
  | { readonly state: 'opened'; readonly at: string }
  | { readonly state: 'shown'; readonly shared: SharedWithAdvocate }

/** What the page behind an advocate's link is given. */
export type ReferralPage = {
  readonly words: Words
  readonly values: Values
  readonly referral: Referral
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
    const shared = shareOf(referring, found)
    const event = openingAt(referring.clock())
    if (!mayFollow(happenedTo(found.held), event).ok) return UNKNOWN
    const saved = await saveEvents(savingOf(referring), found.held, { events: [{ event }] })
    if (saved.ok) return { state: 'shown', shared }
  }
  throw new StoreBusy('something else happened to the case each time')
}

type Found = {
  readonly held: HeldCase
  readonly submitted: Submitted
  readonly request: NonNullable<ReturnType<typeof requestOf>>
  readonly people: readonly Person[]
  readonly openedAt: Instant | null
}

/** The case behind a link while an advocate is wanted and the link's days are not over. */
async function findReferral(referring: Referring, token: string): Promise<Found | undefined> {
  const { served, clock } = referring
  const { store } = served
  const reference = readReferralToken(store.keys, token) ?? ''
  const [row] = await store.db
    .select({ id: cases.id })
    .from(cases)
    .where(eq(cases.reference, reference))
  const held = row && (await holdCase(served, row.id))
  const submitted = held && (await submittedOf(served, held))
  if (held?.key === undefined || submitted === undefined) return undefined
  const persons = await peopleOf(store, held.row.id, held.key)
  const share = persons.find((person) => person.kind === 'advocate')?.share
  const { answer } = submitted.accepted.advocate
  const request = requestOf({ answer, share }, happenedTo(held))
  if (request === undefined) return undefined
  if (localDateOf(clock()) > lastDayOfReferral(request.askedOn)) return undefined
  const { referralOpenedAt: openedAt } = caseState(happenedTo(held))
  return { held, submitted, request, people: persons, openedAt }
}

function happenedTo(held: HeldCase): readonly CaseEvent[] {
  return held.kept.map(({ event }) => event)
}

async function peopleOf(store: Store, caseId: number, key: Sealer): Promise<readonly Person[]> {
  const rows = await store.db
    .select({ sealed: people.sealed })
    .from(people)
    .where(eq(people.caseId, caseId))
    .orderBy(asc(people.id))
  return rows.map(({ sealed }) => JSON.parse(key.open(sealed).toString()) as Person)
}

function shareOf(referring: Referring, found: Found): SharedWithAdvocate {
  const { served, calendar, clock, content } = referring
  const { held, submitted, people: persons, request } = found
  const { dueOn } = advocateOn(request.askedOn, served.profile, calendar)
  return sharedOf(
    { reference: held.row.reference, submitted, people: persons },
    {
      sharesWords: request.sharesWords,
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
