import { randomBytes } from 'node:crypto'
import { and, eq, gt, isNull, lte } from 'drizzle-orm'
import type { Store, Write } from '#api/store/store.ts'
import { signInLinks } from '#api/store/tables.ts'
import { type Instant, later } from '#schema/dates.ts'

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
/** The same for a browser they signed in with before: what strangers asked for does not use theirs up. */
const LIVE_LINKS_OF_KNOWN = 6
const KEY_BYTES = 32

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
  const { key, hash } = newKey(store)
  const writes = [
    forgetOldLinks(store, at),
    store.db
      .insert(signInLinks)
      .values({ hash, officerId, expiresAt: later(at, minutes), usedAt: null }),
  ]
  return { key, writes }
}

/**
 * Makes a link to be mailed, unless this officer has as many as one may have at a time. Counted in the
 * statement that makes it, so that many who ask at once are not more.
 */
export async function makeMailedLink(
  store: Store,
  officerId: number,
  at: Instant,
  browser: 'known' | 'strange' = 'strange',
): Promise<string | undefined> {
  const { key, hash } = newKey(store)
  const most = browser === 'known' ? LIVE_LINKS_OF_KNOWN : LIVE_LINKS
  const results = await store.write([
    forgetOldLinks(store, at),
    {
      sql: `insert into sign_in_links (hash, officer_id, expires_at)
        select ?, ?, ?
        where (select count(*) from sign_in_links where officer_id = ?) < ?`,
      args: [hash, officerId, later(at, MAILED_LINK_MINUTES), officerId, most],
    },
  ])
  return results.at(-1)?.rowsAffected === 1 ? key : undefined
}

function newKey(store: Store): { readonly key: string; readonly hash: string } {
  const key = randomBytes(KEY_BYTES).toString('base64url')
  return { key, hash: store.keys.hash('sign-in-link', key) }
}

/** Links whose time is over open nothing: their hashes go. */
export function forgetOldLinks(store: Store, at: Instant): Write {
  return store.db.delete(signInLinks).where(lte(signInLinks.expiresAt, at))
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
