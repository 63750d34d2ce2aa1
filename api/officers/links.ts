import { randomBytes } from 'node:crypto'
import { and, count, eq, gt, isNull, lt } from 'drizzle-orm'
import type { Store, Write } from '#api/store/store.ts'
import { signInLinks } from '#api/store/tables.ts'
import type { Instant } from '#schema/dates.ts'
import { instantOf } from '#schema/dates.ts'

/** A link that came by e-mail: long enough to find it, short enough not to lie about. */
export const MAILED_LINK_MINUTES = 15
/** A link that an administrator hands over. */
export const HANDED_LINK_MINUTES = 24 * 60
/**
 * Links that live at one time, used or not. A stranger who asks in an officer's name fills the mailbox no
 * further and locks nobody out, since the links that came still open; one who reads the mailbox gets few
 * guesses at the authenticator code.
 */
const LIVE_LINKS = 3
const KEY_BYTES = 32

export function later(at: Instant, minutes: number): Instant {
  return instantOf(new Date(Date.parse(at) + minutes * 60_000))
}

/** The address of the page that takes a one-time link. Looking at it uses nothing up. */
export function linkUrl(base: string, key: string): string {
  return `${base}/officer/link?key=${key}`
}

/** A new one-time link and what to write for it. Only its keyed hash is stored. */
export function newLink(
  store: Store,
  officerId: number,
  at: Instant,
  minutes: number,
): { readonly key: string; readonly writes: readonly Write[] } {
  const key = randomBytes(KEY_BYTES).toString('base64url')
  const hash = store.keys.hash('sign-in-link', key)
  const writes = [
    store.db.delete(signInLinks).where(lt(signInLinks.expiresAt, at)),
    store.db
      .insert(signInLinks)
      .values({ hash, officerId, expiresAt: later(at, minutes), usedAt: null }),
  ]
  return { key, writes }
}

/** Whether this officer has as many links as one may have at a time. */
export async function hasEnoughLinks(
  store: Store,
  officerId: number,
  at: Instant,
): Promise<boolean> {
  const [row] = await store.db
    .select({ live: count() })
    .from(signInLinks)
    .where(and(eq(signInLinks.officerId, officerId), gt(signInLinks.expiresAt, at)))
  return (row?.live ?? 0) >= LIVE_LINKS
}

/** Uses a link up. Answers whose it is; undefined when it is unknown, used or over. */
export async function takeLink(
  store: Store,
  key: string,
  at: Instant,
): Promise<number | undefined> {
  const hash = store.keys.hash('sign-in-link', key)
  const [result] = await store.write([
    store.db
      .update(signInLinks)
      .set({ usedAt: at })
      .where(
        and(eq(signInLinks.hash, hash), isNull(signInLinks.usedAt), gt(signInLinks.expiresAt, at)),
      ),
  ])
  if (result?.rowsAffected !== 1) return undefined
  const [row] = await store.db
    .select({ officerId: signInLinks.officerId })
    .from(signInLinks)
    .where(eq(signInLinks.hash, hash))
  return row?.officerId
}
