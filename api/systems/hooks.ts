import { randomBytes } from 'node:crypto'
import { and, desc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { noteDeskAct, noteDeskActIf } from '#api/history/desk-acts.ts'
import { standing } from '#api/history/standing.ts'
import { namesOf } from '#api/officers/names.ts'
import type { Officer } from '#api/officers/officers.ts'
import type { Store } from '#api/store/store.ts'
import { events, hookCalls, hooks } from '#api/store/tables.ts'
import { Instant } from '#schema/dates.ts'
import type { Ending } from './keys.ts'

/** Where a hook's calls go, and what they are signed with. */
export const HookPlace = z.strictObject({ url: z.url(), secret: z.string() })
export type HookPlace = z.infer<typeof HookPlace>

/** A hook as the desk shows it. Its secret was shown once. */
export type Hook = {
  readonly id: number
  readonly url: string
  readonly by: string
  readonly at: Instant
  readonly endedAt: Instant | null
  /** Calls that wait, and calls that nobody took in three days. */
  readonly waiting: number
  readonly givenUp: number
}

const SECRET_BYTES = 32
const LONGEST_URL = 500
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * An address that may be told of cases: https, without a name and password in it. On a machine that serves only
 * itself, http to itself too. Undefined for any other.
 */
export function hookUrl(typed: string, publicUrl: string): string | undefined {
  const text = typed.trim()
  if (text.length > LONGEST_URL || !URL.canParse(text)) return undefined
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return undefined
  const isOwnMachine =
    url.protocol === 'http:' &&
    LOOPBACK.has(url.hostname) &&
    LOOPBACK.has(new URL(publicUrl).hostname)
  return url.protocol === 'https:' || isOwnMachine ? url.href : undefined
}

type NewHook = { readonly url: string; readonly officer: Officer; readonly at: Instant }

/** Begins to tell an address of what happens from now on. Answers the secret, which cannot be read again. */
export async function makeHook(store: Store, { url, officer, at }: NewHook): Promise<string> {
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`
  const [last] = await store.db.select({ seq: sql<number>`coalesce(max(seq), 0)` }).from(events)
  await store.write([
    store.db.insert(hooks).values({
      sealed: store.keys.own.seal(JSON.stringify({ url, secret } satisfies HookPlace)),
      seq: last?.seq ?? 0,
      madeBy: officer.id,
      madeAt: at,
    }),
    noteDeskAct(store, at, { kind: 'hook-made', by: officer.id }),
  ])
  return secret
}

/** Ends a hook at once, with the calls that wait for it. */
export async function endHook(store: Store, id: number, { officer, at }: Ending): Promise<void> {
  const act = { kind: 'hook-ended', by: officer.id, data: { hook: id } } as const
  const stands = standing(hooks, id)
  await store.write([
    noteDeskActIf(store, at, act, stands.exists),
    store.db.update(hooks).set({ endedAt: at }).where(stands.row),
    store.db.delete(hookCalls).where(and(eq(hookCalls.hookId, id), eq(hookCalls.state, 'waiting'))),
  ])
}

/** Opens where a hook is called, and with which secret its calls are signed. */
export function placeOf(store: Store, sealed: Buffer): HookPlace {
  return HookPlace.parse(JSON.parse(store.keys.own.open(sealed).toString()))
}

/** Every hook that there ever was, the newest first. */
export async function listHooks(store: Store): Promise<readonly Hook[]> {
  const rows = await store.db.select().from(hooks).orderBy(desc(hooks.id))
  const calls = await store.db
    .select({ hookId: hookCalls.hookId, state: hookCalls.state, n: sql<number>`count(*)` })
    .from(hookCalls)
    .groupBy(hookCalls.hookId, hookCalls.state)
  const names = await namesOf(
    store,
    rows.map(({ madeBy }) => madeBy),
  )
  const countOf = (id: number, state: string) =>
    calls.find((each) => each.hookId === id && each.state === state)?.n ?? 0
  return rows.map((row) => ({
    id: row.id,
    url: placeOf(store, row.sealed).url,
    by: names.get(row.madeBy) ?? '',
    at: Instant.parse(row.madeAt),
    endedAt: row.endedAt === null ? null : Instant.parse(row.endedAt),
    waiting: countOf(row.id, 'waiting'),
    givenUp: countOf(row.id, 'given-up'),
  }))
}
