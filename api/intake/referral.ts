import { timingSafeEqual } from 'node:crypto'
import type { CaseEvent } from '#schema/case.ts'
import type { LocalDate } from '#schema/dates.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/day-number.ts'
import type { AdvocateAnswer } from '#schema/vocabulary.ts'
import type { Keys } from '../store/store.ts'

/** Days that a link opens, counted from the day an advocate was asked for. The mail says the last one. */
export const REFERRAL_DAYS = 14

const TOKEN = /^([A-Z0-9]{8})-([A-Za-z0-9_-]{43})$/

/** What an advocacy provider's link carries: it opens how to reach one writer, and nothing else. */
export function referralToken(keys: Keys, reference: string): string {
  return `${reference}-${keys.hash('referral', reference)}`
}

/** The reference that a link was made for, or undefined when we did not make it. */
export function readReferralToken(keys: Keys, token: string): string | undefined {
  const [, reference = '', seal = ''] = TOKEN.exec(token) ?? []
  const expected = keys.hash('referral', reference)
  if (seal.length !== expected.length) return undefined
  return timingSafeEqual(Buffer.from(seal), Buffer.from(expected)) ? reference : undefined
}

/** `2026-11-23` → `2026-12-07`: the last day on which the link opens. */
export function lastDayOfReferral(askedOn: LocalDate): LocalDate {
  return dayOfNumber(numberOfDay(askedOn) + REFERRAL_DAYS)
}

/** What the writer said about an advocate when the case came in. */
export type FirstAnswer = {
  readonly answer: AdvocateAnswer | null
  readonly share: 'contact' | 'contact-and-words' | undefined
}

/** Since when an advocate is wanted, and what the writer shares with one; undefined when none is. */
export function requestOf(
  first: FirstAnswer,
  events: readonly CaseEvent[],
): { readonly askedOn: LocalDate; readonly sharesWords: boolean } | undefined {
  let request: ReturnType<typeof requestOf>
  for (const event of events) {
    if (event.kind !== 'received' && event.kind !== 'advocate-asked') continue
    const { answer, share } = event.kind === 'received' ? first : event.data
    // The mail went out at the first asking: its link is counted from there, however often it is asked again.
    const askedOn = request?.askedOn ?? event.on
    request = answer === 'yes' ? { askedOn, sharesWords: share === 'contact-and-words' } : undefined
  }
  return request
}
