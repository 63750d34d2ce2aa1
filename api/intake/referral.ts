import { timingSafeEqual } from 'node:crypto'
import type { LocalDate } from '#schema/dates.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/days/day-number.ts'
import type { Keys } from '../store/store.ts'

/** Days that a link opens, counted from the mail that carries it, which says the last one. */
const REFERRAL_DAYS = 14

const TOKEN = /^([A-Z0-9]{8})-([A-Za-z0-9_-]{43})$/

/**
 * What an advocacy provider's link carries: it opens how to reach one writer, and nothing else. Each round of
 * asking has its own, so that a link which the writer ended stays shut.
 */
export function referralToken(keys: Keys, reference: string, round: number): string {
  return `${reference}-${sealOf(keys, reference, round)}`
}

/** The reference that a link names. Whether we made it is for `isReferralToken` to say. */
export function referenceIn(token: string): string {
  return TOKEN.exec(token)?.[1] ?? ''
}

/** Whether this is the link of that case and round. */
export function isReferralToken(
  keys: Keys,
  token: string,
  of: { readonly reference: string; readonly round: number },
): boolean {
  const expected = Buffer.from(referralToken(keys, of.reference, of.round))
  const given = Buffer.from(token)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function sealOf(keys: Keys, reference: string, round: number): string {
  return keys.hash('referral', round === 0 ? reference : `${reference}.${round}`)
}

/** `2026-11-23` → `2026-12-07`: the last day on which the link opens. */
export function lastDayOfReferral(mailedOn: LocalDate): LocalDate {
  return dayOfNumber(numberOfDay(mailedOn) + REFERRAL_DAYS)
}
