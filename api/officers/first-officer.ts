import { timingSafeEqual } from 'node:crypto'
import type { Store } from '#api/store/store.ts'
import { type Instant, later } from '#schema/dates.ts'
import { HANDED_LINK_MINUTES, linkUrl } from './links.ts'
import { hasNoOfficer } from './officers.ts'

/**
 * The key of the link that sets up the first officer, while there is none. It holds its own last moment
 * and a keyed hash of it, so nothing is stored; it works once, since afterwards there is an officer.
 */
export async function firstOfficerKey(store: Store, at: Instant): Promise<string | undefined> {
  if (!(await hasNoOfficer(store))) return undefined
  const until = Math.floor(Date.parse(later(at, HANDED_LINK_MINUTES)) / 1000).toString(36)
  return `first.${until}.${store.keys.hash('first-officer', until)}`
}

/** What the server prints at start; undefined once an officer exists. `base` is address and prefix. */
export async function firstOfficerLink(
  store: Store,
  base: string,
  at: Instant,
): Promise<string | undefined> {
  const key = await firstOfficerKey(store, at)
  return key === undefined ? undefined : linkUrl(base, key)
}

/** Whether a key has the form of the first officer's: such a link asks for an address and a name. */
export function isFirstOfficerKey(key: string): boolean {
  return key.startsWith('first.')
}

/** Whether this key was made by this store and is not over. Whether an officer exists is asked apart. */
export function fitsFirstOfficer(store: Store, key: string, at: Instant): boolean {
  const [, until, mac] = key.split('.')
  if (until === undefined || mac === undefined) return false
  const expected = Buffer.from(store.keys.hash('first-officer', until))
  const given = Buffer.from(mac)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
  return Number.parseInt(until, 36) * 1000 > Date.parse(at)
}
