import { timingSafeEqual } from 'node:crypto'
import { CODE_BYTES, codeOfBytes, readPrivateCode } from '../intake/private-code.ts'
import type { Keys } from '../store/store.ts'

/** Which asking of which case an advocate stands in: see `advocacyOf`. */
export type Standing = { readonly reference: string; readonly round: number }

/**
 * The code with which an advocate comes back to one case: the same for ever for its reference and round, so
 * that it is kept nowhere. A new round has another, and the old one opens nothing any more.
 */
export function advocateCode(keys: Keys, { reference, round }: Standing): string {
  return codeOfBytes(keys.derive('advocate-code', `${reference}\n${round}`, CODE_BYTES))
}

/** Whether this is that code, in any spelling. */
export function isAdvocateCode(keys: Keys, typed: string, of: Standing): boolean {
  const given = Buffer.from(readPrivateCode(typed) ?? '')
  const expected = Buffer.from(advocateCode(keys, of).replaceAll(' ', ''))
  return given.length === expected.length && timingSafeEqual(given, expected)
}
