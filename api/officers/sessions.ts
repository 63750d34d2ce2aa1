import { randomBytes } from 'node:crypto'
import { and, desc, eq, gt, isNotNull, isNull, lte, ne, or } from 'drizzle-orm'
import { noteDeskAct } from '#api/history/desk-acts.ts'
import type { Store, Write } from '#api/store/store.ts'
import { sessions } from '#api/store/tables.ts'
import { type Instant, later } from '#schema/dates.ts'
import type { SignInWay } from '#schema/desk/desk-acts.ts'
import { type Officer, officerById } from './officers.ts'

/** Fifteen minutes without a request, twelve hours in all: then the officer signs in again. */
export const IDLE_MINUTES = 15
const LONGEST_MINUTES = 12 * 60
/** Between the link and the authenticator code. */
const HALF_WAY_MINUTES = 10
/** How old the last sign of life may grow before it is written again: one write a minute. */
const SEEN_EVERY_MINUTES = 1
const COOKIE_BYTES = 32

/** `link`: came with a one-time link. `full`: gave the authenticator code as well. */
type Strength = 'link' | 'full'

export type Session = {
  readonly hash: string
  readonly strength: Strength
  readonly createdAt: Instant
  readonly seenAt: Instant
  readonly officer: Officer
}

/** Carries the slug, so that the desks of two authorities on one host do not end each other. */
export function cookieName(slug: string): string {
  return `__Host-desk-${slug}`
}

/** A new session and what to write for it. Only the cookie's keyed hash is stored. */
export function newSession(
  store: Store,
  officerId: number,
  strength: Strength,
  at: Instant,
): { readonly cookie: string; readonly write: Write } {
  const cookie = randomBytes(COOKIE_BYTES).toString('base64url')
  const hash = store.keys.hash('session', cookie)
  const write = store.db
    .insert(sessions)
    .values({ hash, officerId, strength, createdAt: at, seenAt: at, endedAt: null })
  return { cookie, write }
}

/** A full session, and what to write for it: the history says how somebody signed in. */
export function startSession(
  store: Store,
  officerId: number,
  way: SignInWay,
  at: Instant,
): { readonly cookie: string; readonly writes: readonly Write[] } {
  const { cookie, write } = newSession(store, officerId, 'full', at)
  const act = noteDeskAct(store, at, { kind: 'signed-in', by: officerId, data: { way } })
  return { cookie, writes: [write, act] }
}

/** The session that a cookie opens; undefined when it is unknown, ended, idle too long or too old. */
export async function findSession(
  store: Store,
  cookie: string,
  at: Instant,
): Promise<Session | undefined> {
  const hash = store.keys.hash('session', cookie)
  const [row] = await store.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.hash, hash), isNull(sessions.endedAt)))
  if (row === undefined || isOver(row, at)) return undefined
  const officer = await officerById(store, row.officerId)
  if (officer === undefined) return undefined
  return {
    hash,
    strength: row.strength === 'full' ? 'full' : 'link',
    createdAt: row.createdAt as Instant,
    seenAt: row.seenAt as Instant,
    officer,
  }
}

/** Notes that the officer did something. What a page does by itself is no sign of life. */
export async function noteSeen(store: Store, session: Session, at: Instant): Promise<void> {
  if (later(session.seenAt, SEEN_EVERY_MINUTES) > at) return
  await store.write([
    store.db.update(sessions).set({ seenAt: at }).where(eq(sessions.hash, session.hash)),
  ])
}

function isOver(row: typeof sessions.$inferSelect, at: Instant): boolean {
  if (row.strength !== 'full') return later(row.createdAt as Instant, HALF_WAY_MINUTES) <= at
  return (
    later(row.seenAt as Instant, IDLE_MINUTES) <= at ||
    later(row.createdAt as Instant, LONGEST_MINUTES) <= at
  )
}

/** Ends a session where it is kept: its cookie opens nothing from then on, wherever it was copied. */
export function endSession(store: Store, hash: string, at: Instant): Write {
  return store.db.update(sessions).set({ endedAt: at }).where(eq(sessions.hash, hash))
}

/** Sessions that ended or ran out open nothing: their hashes go. */
export function forgetOverSessions(store: Store, at: Instant): Write {
  const ranOut = and(
    ne(sessions.strength, 'full'),
    lte(sessions.createdAt, later(at, -HALF_WAY_MINUTES)),
  )
  return store.db
    .delete(sessions)
    .where(
      or(
        isNotNull(sessions.endedAt),
        lte(sessions.seenAt, later(at, -IDLE_MINUTES)),
        lte(sessions.createdAt, later(at, -LONGEST_MINUTES)),
        ranOut,
      ),
    )
}

/** Ends the officer's other sessions, a desk left open elsewhere: all of them, or the one that began then. */
export function endOtherSessions(
  store: Store,
  session: Session,
  at: Instant,
  createdAt?: string,
): Write {
  return store.db
    .update(sessions)
    .set({ endedAt: at })
    .where(
      and(
        eq(sessions.officerId, session.officer.id),
        ne(sessions.hash, session.hash),
        isNull(sessions.endedAt),
        createdAt === undefined ? undefined : eq(sessions.createdAt, createdAt),
      ),
    )
}

export type SessionRow = {
  readonly createdAt: string
  readonly seenAt: string
  readonly isThisOne: boolean
}

/** The officer's open sessions, the newest first. */
export async function listSessions(
  store: Store,
  session: Session,
  at: Instant,
): Promise<readonly SessionRow[]> {
  const rows = await store.db
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.officerId, session.officer.id),
        eq(sessions.strength, 'full'),
        isNull(sessions.endedAt),
        gt(sessions.seenAt, later(at, -IDLE_MINUTES)),
      ),
    )
    .orderBy(desc(sessions.createdAt))
  return rows
    .filter((row) => !isOver(row, at))
    .map((row) => ({
      createdAt: row.createdAt,
      seenAt: row.seenAt,
      isThisOne: row.hash === session.hash,
    }))
}
