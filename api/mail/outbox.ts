import { and, eq, gt, inArray, lte, min, or, type SQL, sql } from 'drizzle-orm'
import type { Store, Write } from '#api/store/store.ts'
import { outbox } from '#api/store/tables.ts'
import { type Instant, instantOf } from '#schema/dates.ts'
import { Mail, type MailKind } from './mail.ts'

/** One mail to be sent, and what it tells of. */
export type Letter = {
  readonly kind: MailKind
  /** With the kind it names the mail for ever, `ABCD2345`: the same letter written twice is sent once. */
  readonly about: string
  readonly caseId?: number
  readonly mail: Mail
}

export type Waiting = Pick<typeof outbox.$inferSelect, 'id' | 'messageId' | 'attempts' | 'sealed'>

/** A mail is not tried again for this long while it is being sent; a crash meanwhile ends it at start. */
const SENDING_SECONDS = 300
const LONGEST_PAUSE_SECONDS = 3600
/** Over a failure of hours: what waits is there within five minutes of its end. */
const PAUSE_AT_FIRST_SECONDS = 240
const AT_FIRST_ATTEMPTS = 200
/** So that the next attempt to reach a server that is away is made with another mail. */
const SERVER_AWAY_SECONDS = 60

export type Sender = {
  readonly host: string
  readonly now: Instant
  /** Asked when it is written: what a letter tells of may have been overtaken by then. */
  readonly onlyWhile?: SQL
}

/** The statements that put letters into the outbox, for the batch of what they tell of. */
export function mailWrites(
  store: Store,
  { host, now, onlyWhile = sql`true` }: Sender,
  letters: readonly Letter[],
): Write[] {
  return letters.map(({ kind, about, caseId, mail }) => {
    const messageId = `<${about}.${kind}@${host}>`
    const sealed = store.keys.own.seal(JSON.stringify(Mail.parse(mail)))
    // Every column in the order of the table.
    const row = sql`select null, ${messageId}, ${kind}, ${caseId ?? null}, ${sealed}, 'waiting', 0,
      ${now}, ${now}, null where ${onlyWhile}`
    return store.db.insert(outbox).select(row).onConflictDoNothing()
  })
}

/** Named one by one, so that the index finds them: what was sent stays, and there is more of it each year. */
const isUnsent = inArray(outbox.state, ['waiting', 'sending'])

/** Marks what is due as being sent and hands it out, oldest first. Writes nothing when nothing is due. */
export async function takeDue(store: Store, now: Instant, atMost: number): Promise<Waiting[]> {
  const due = and(isUnsent, isDue(now))
  const found = await store.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(due)
    .orderBy(outbox.id)
    .limit(atMost)
  if (found.length === 0) return []
  const ids = found.map((row) => row.id)
  // Asked again in the write itself: on a shared server another process may have taken it meanwhile.
  const [taken] = await store.write([
    store.db
      .update(outbox)
      .set({ state: 'sending', nextAt: secondsAfter(now, SENDING_SECONDS) })
      .where(and(inArray(outbox.id, ids), due))
      .returning({ id: outbox.id }),
  ])
  const mine = (taken?.rows ?? []).map((row) => Number(row[0]))
  return store.db.select().from(outbox).where(inArray(outbox.id, mine)).orderBy(outbox.id)
}

/** Further ahead than we ever set it means that the clock was set back: then now rather than in a year. */
function isDue(now: Instant) {
  const furthest = secondsAfter(now, LONGEST_PAUSE_SECONDS + SENDING_SECONDS)
  return or(lte(outbox.nextAt, now), gt(outbox.nextAt, furthest))
}

/** At start: what a crash caught between "sending" and "sent" goes again, under the same Message-ID. */
export async function takeBackInterrupted(store: Store, now: Instant): Promise<void> {
  await store.write([
    store.db
      .update(outbox)
      .set({ state: 'waiting', nextAt: now })
      .where(eq(outbox.state, 'sending')),
  ])
}

/** Sent: the words of the mail are emptied with it. */
export function sentWrite(store: Store, id: number, now: Instant): Write {
  return store.db
    .update(outbox)
    .set({ state: 'sent', sealed: null, sentAt: now, attempts: sql`${outbox.attempts} + 1` })
    .where(eq(outbox.id, id))
}

/**
 * Not taken: again after a pause that doubles with each attempt, 2 seconds to 4 minutes, until it is. What
 * nobody took for half a day is tried every hour.
 */
export function againWrite(store: Store, waiting: Waiting, now: Instant): Write {
  const attempts = waiting.attempts + 1
  const longest = attempts < AT_FIRST_ATTEMPTS ? PAUSE_AT_FIRST_SECONDS : LONGEST_PAUSE_SECONDS
  const pause = Math.min(2 ** Math.min(attempts, 12), longest)
  return putBack(store, waiting.id, attempts, secondsAfter(now, pause))
}

/** Not sent through no fault of its own: the mail server could not be reached. */
export function notYetWrite(store: Store, waiting: Waiting, now: Instant): Write {
  return putBack(store, waiting.id, waiting.attempts, secondsAfter(now, SERVER_AWAY_SECONDS))
}

function putBack(store: Store, id: number, attempts: number, nextAt: Instant): Write {
  return store.db
    .update(outbox)
    .set({ state: 'waiting', attempts, nextAt })
    .where(eq(outbox.id, id))
}

/** How long the oldest mail has been waiting, in whole seconds; 0 when none is. */
export async function oldestUnsentSeconds(store: Store, now: Instant): Promise<number> {
  const [row] = await store.db
    .select({ oldest: min(outbox.createdAt) })
    .from(outbox)
    .where(isUnsent)
  if (!row?.oldest) return 0
  return Math.max(0, Math.floor((Date.parse(now) - Date.parse(row.oldest)) / 1000))
}

/** Opens a waiting mail. Throws when it was changed or the key is another. */
export function openMail(store: Store, sealed: Buffer | null): Mail {
  if (sealed === null) throw new Error('the mail is empty')
  return Mail.parse(JSON.parse(store.keys.own.open(sealed).toString()))
}

function secondsAfter(now: Instant, seconds: number): Instant {
  return instantOf(new Date(Date.parse(now) + seconds * 1000))
}
