import { timingSafeEqual } from 'node:crypto'
import type { Keys } from '../store/store.ts'

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
