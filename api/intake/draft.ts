import { randomBytes } from 'node:crypto'
import { and, eq, isNull, lte, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Instant, instant, LocalDate, later } from '#schema/dates.ts'
import { DraftAnswers } from '#schema/form/journey.ts'
import { Accepted } from '#schema/form/submission.ts'
import type { Clock } from '../clock.ts'
import type { Sealer, Store, Write } from '../store/store.ts'
import { drafts } from '../store/tables.ts'

/** Answers on the way are kept no longer than this after the first of them. */
const DRAFT_HOURS = 24
const COOKIE_BYTES = 32
const COOKIE = /^[A-Za-z0-9_-]{43}$/
const KEY_BYTES = 24

/** What was sent: shown again on a reload, until the browser leaves. */
const Sent = z.strictObject({
  at: z.string(),
  /** Hash of what was sent: the same once more is the same submission. */
  same: z.string(),
  /** Hash of the page that sent it: a press that comes after the others are gone is known by it. */
  lastPage: z.string().optional(),
  accepted: Accepted,
  /** What was answered after sending is counted already. */
  isCounted: z.boolean().optional(),
  /** The buttons of the page after sending that what was answered leaves out. */
  leftOut: z.array(z.string()).readonly().optional(),
  /** Its writer said that they have kept the code. */
  isKept: z.boolean().optional(),
})
export type Sent = z.infer<typeof Sent>

const Draft = z.strictObject({
  startedAt: z.string(),
  /** Shared by the journeys, so that "Tell you more now" does not ask again. */
  answers: DraftAnswers,
  /** Pages that came back with a mistake before the browser had a cookie. */
  visits: z.array(z.string()).readonly().optional(),
  /** By journey: the key under which it will be sent, so that pressing Send twice sends one. */
  keys: z.record(z.string(), z.string()),
  /** By journey: what was last sent from this browser. */
  sent: z.record(z.string(), Sent),
  /** Given when the writer asked us to keep it: its code, its last day, and the step where they stopped. */
  saved: z
    .strictObject({ code: z.string(), until: LocalDate, path: z.string(), n: z.number().int() })
    .optional(),
})
export type Draft = z.infer<typeof Draft>

/** A browser's draft, as one request reads and writes it. */
export type DraftStore = {
  /** Undefined when there is none, or when its day is over. */
  read(cookie: string | undefined): Promise<Draft | undefined>
  /** Whether one was saved under this cookie, and its last day is over. */
  isOver(cookie: string): Promise<boolean>
  /** Keeps a draft under a cookie. */
  write(cookie: string, draft: Draft): Promise<void>
  /** `also` belongs to the same transaction. */
  destroy(cookie: string | undefined, also?: readonly Write[]): Promise<void>
}

/** Whether a browser's cookie is one that we could have made. */
export function isCookie(cookie: string | undefined): cookie is string {
  return cookie !== undefined && COOKIE.test(cookie)
}

/** A secret that the browser alone holds. */
export function newCookie(): string {
  return randomBytes(COOKIE_BYTES).toString('base64url')
}

export function newDraft(now: Instant): Draft {
  return { startedAt: now, answers: {}, keys: {}, sent: {} }
}

export function newIdempotencyKey(): string {
  return randomBytes(KEY_BYTES).toString('base64url')
}

/**
 * Drafts of one authority. Each is sealed with a key made from the browser's cookie, of which we keep
 * only a keyed hash: nobody here can read what was never sent.
 */
export function openDrafts(store: Store, clock: Clock): DraftStore {
  const idOf = (cookie: string) => store.keys.hash('draft', cookie)
  let last: { readonly cookie: string; readonly sealer: Sealer } | undefined
  const sealerOf = (cookie: string) => {
    if (last?.cookie !== cookie) last = { cookie, sealer: store.keys.derived('draft', cookie) }
    return last.sealer
  }

  return {
    async read(cookie) {
      if (!isCookie(cookie)) return undefined
      const row = await finderIn(store).get({ id: idOf(cookie) })
      if (row === undefined || row.expiresAt <= clock()) return undefined
      return Draft.parse(JSON.parse(sealerOf(cookie).open(row.sealed).toString('utf8')))
    },
    async isOver(cookie) {
      const row = await store.db
        .select({ expiresAt: drafts.expiresAt, savedUntil: drafts.savedUntil })
        .from(drafts)
        .where(eq(drafts.id, idOf(cookie)))
        .get()
      return row !== undefined && row.savedUntil !== null && row.expiresAt <= clock()
    },
    async write(cookie, draft) {
      const sealed = sealerOf(cookie).seal(JSON.stringify(draft))
      const savedUntil = draft.saved?.until ?? null
      const expiresAt =
        savedUntil === null ? later(instant(draft.startedAt), DRAFT_HOURS * 60) : endOf(savedUntil)
      await store.write([
        store.db
          .insert(drafts)
          .values({ id: idOf(cookie), sealed, expiresAt, savedUntil })
          .onConflictDoUpdate({ target: drafts.id, set: { sealed, expiresAt, savedUntil } }),
      ])
    },
    async destroy(cookie, also = []) {
      if (!isCookie(cookie)) return
      await store.write([...also, store.db.delete(drafts).where(eq(drafts.id, idOf(cookie)))])
    },
  }
}

/** Every page of a journey asks this: putting the words of the query together costs as much as running it. */
function finderOf(store: Store) {
  return store.db
    .select()
    .from(drafts)
    .where(eq(drafts.id, sql.placeholder('id')))
    .prepare()
}
const finders = new WeakMap<Store, ReturnType<typeof finderOf>>()

function finderIn(store: Store) {
  const ready = finders.get(store)
  if (ready !== undefined) return ready
  const made = finderOf(store)
  finders.set(store, made)
  return made
}

/**
 * Until then a code whose draft is gone is told what became of it, and a form of a visit that was left is known. Nothing
 * but a hash is left of either.
 */
export const REMEMBERED_HOURS = 60 * 24

/**
 * Destroys the drafts whose day is over, and with each the receipt of what was sent from it. Of one that was
 * saved it stays known for a while that there was one.
 */
export function forgetOldDrafts(store: Store, now: Instant): readonly Write[] {
  const isOver = lte(drafts.expiresAt, now)
  const longAgo = later(now, -REMEMBERED_HOURS * 60)
  return [
    store.db
      .delete(drafts)
      .where(and(isOver, or(isNull(drafts.savedUntil), lte(drafts.expiresAt, longAgo)))),
    store.db
      .update(drafts)
      .set({ sealed: Buffer.alloc(0) })
      .where(and(isOver, sql`length(${drafts.sealed}) > 0`)),
  ]
}

/** The first hours after a day in London, in summer and winter. */
function endOf(day: LocalDate): Instant {
  return later(instant(`${day}T00:00:00.000Z`), 25 * 60)
}
