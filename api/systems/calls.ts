import { createHmac } from 'node:crypto'
import { and, asc, eq, gt, inArray, isNull, lt, lte, ne, sql } from 'drizzle-orm'
import { z } from 'zod'
import { readEventsOfAll } from '#api/cases/events.ts'
import type { Store, Write } from '#api/store/store.ts'
import { cases, events, hookCalls, hooks } from '#api/store/tables.ts'
import { type Instant, instantOf, LocalDate } from '#schema/dates.ts'
import { caseNews } from '#schema/rules/case/case-news.ts'
import { Category } from '#schema/vocabulary.ts'

const EVENTS_PER_LOOK = 200
const FIRST_PAUSE_SECONDS = 10
const LONGEST_PAUSE_SECONDS = 6 * 3600
const TRIED_FOR_SECONDS = 3 * 86_400
const KEPT_FOR_SECONDS = 30 * 86_400

/** The body of a call: a reference and codes, never a word or a person. */
export const HookCall = z.strictObject({
  kind: z.enum(['received', 'closed']),
  authority: z.string(),
  reference: z.string(),
  category: Category,
  /** The day on which it was received or closed. */
  on: LocalDate,
})
export type HookCall = z.infer<typeof HookCall>

export type WaitingCall = Pick<
  typeof hookCalls.$inferSelect,
  'id' | 'attempts' | 'createdAt' | 'kind' | 'reference' | 'category' | 'on' | 'seq'
> & { readonly sealed: Buffer }

/**
 * Writes down the calls that what happened since the last look asks for, and how far it looked, in one transaction.
 * The events are their outbox: a call cannot be lost between a case and its hook. Answers how many events it saw.
 */
export async function gatherCalls(store: Store, now: Instant): Promise<number> {
  const live = await store.db.select().from(hooks).where(isNull(hooks.endedAt))
  let seen = 0
  for (const hook of live) {
    const fresh = await store.db
      .select({ seq: events.seq, caseId: events.caseId })
      .from(events)
      .where(gt(events.seq, hook.seq))
      .orderBy(asc(events.seq))
      .limit(EVENTS_PER_LOOK)
    const last = fresh.at(-1)
    if (last === undefined) continue
    seen += fresh.length
    const calls = await callsFor(store, hook, fresh, now)
    await store.write([
      ...calls,
      store.db
        .update(hooks)
        .set({ seq: last.seq })
        .where(and(eq(hooks.id, hook.id), lt(hooks.seq, last.seq))),
    ])
  }
  return seen
}

async function callsFor(
  store: Store,
  hook: { readonly id: number; readonly seq: number },
  fresh: readonly { readonly seq: number; readonly caseId: number }[],
  now: Instant,
): Promise<readonly Write[]> {
  const caseIds = [...new Set(fresh.map(({ caseId }) => caseId))]
  const happened = await readEventsOfAll(store, caseIds)
  const references = await store.db
    .select({ id: cases.id, reference: cases.reference })
    .from(cases)
    .where(inArray(cases.id, caseIds))
  const referenceOf = new Map(references.map(({ id, reference }) => [id, reference]))
  return fresh.flatMap(({ seq, caseId }) => {
    const own = (happened.get(caseId) ?? []).filter((kept) => kept.seq <= seq)
    const news = caseNews(own.map(({ event }) => event))
    const reference = referenceOf.get(caseId)
    if (news === undefined || reference === undefined) return []
    const call = { hookId: hook.id, seq, reference, ...news, state: 'waiting' }
    return [
      store.db
        .insert(hookCalls)
        .values({ ...call, createdAt: now, nextAt: now })
        .onConflictDoNothing(),
    ]
  })
}

/** The calls that are due, oldest first. */
export async function dueCalls(
  store: Store,
  now: Instant,
  atMost: number,
): Promise<readonly WaitingCall[]> {
  return store.db
    .select({
      id: hookCalls.id,
      seq: hookCalls.seq,
      attempts: hookCalls.attempts,
      createdAt: hookCalls.createdAt,
      kind: hookCalls.kind,
      reference: hookCalls.reference,
      category: hookCalls.category,
      on: hookCalls.on,
      sealed: hooks.sealed,
    })
    .from(hookCalls)
    .innerJoin(hooks, eq(hooks.id, hookCalls.hookId))
    .where(and(eq(hookCalls.state, 'waiting'), lte(hookCalls.nextAt, now)))
    .orderBy(asc(hookCalls.id))
    .limit(atMost)
}

/** The other system has the call. */
export function takenWrite(store: Store, { id }: WaitingCall): Write {
  return store.db
    .update(hookCalls)
    .set({ state: 'sent', attempts: sql`${hookCalls.attempts} + 1` })
    .where(eq(hookCalls.id, id))
}

/** Not taken: again after a pause that doubles, ten seconds to six hours, for three days; then given up. */
export function againWrite(store: Store, { id, attempts, createdAt }: WaitingCall, now: Instant) {
  const isOver = now >= secondsAfter(createdAt, TRIED_FOR_SECONDS)
  const pause = Math.min(FIRST_PAUSE_SECONDS * 2 ** Math.min(attempts, 12), LONGEST_PAUSE_SECONDS)
  return store.db
    .update(hookCalls)
    .set({
      state: isOver ? 'given-up' : 'waiting',
      attempts: attempts + 1,
      nextAt: secondsAfter(now, pause),
    })
    .where(eq(hookCalls.id, id))
}

/** Forgets calls that are over, after a month. */
export async function forgetOldCalls(store: Store, now: Instant): Promise<void> {
  const isOld = and(
    ne(hookCalls.state, 'waiting'),
    lt(hookCalls.createdAt, secondsAfter(now, -KEPT_FOR_SECONDS)),
  )
  const [old] = await store.db.select({ id: hookCalls.id }).from(hookCalls).where(isOld).limit(1)
  if (old !== undefined) await store.write([store.db.delete(hookCalls).where(isOld)])
}

/** The body and headers of a call, signed as https://www.standardwebhooks.com has it. */
export function signedCall(call: WaitingCall, authority: string, secret: string, now: Instant) {
  const { kind, reference, category, on } = call
  const body = JSON.stringify(HookCall.parse({ kind, authority, reference, category, on }))
  const id = `${reference}-${call.seq}`
  const timestamp = String(Math.floor(Date.parse(now) / 1000))
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    body,
    headers: {
      'Content-Type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
  }
}

function secondsAfter(at: string, seconds: number): Instant {
  return instantOf(new Date(Date.parse(at) + seconds * 1000))
}
