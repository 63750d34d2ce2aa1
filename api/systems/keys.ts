import { randomBytes } from 'node:crypto'
import { and, desc, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { noteDeskAct, noteDeskActIf } from '#api/history/desk-acts.ts'
import { standing } from '#api/history/standing.ts'
import { namesOf } from '#api/officers/names.ts'
import type { Officer } from '#api/officers/officers.ts'
import type { Store } from '#api/store/store.ts'
import { systemKeys } from '#api/store/tables.ts'
import { Instant, localDateOf } from '#schema/dates.ts'

/** What a key opens: the figures as anyone may read them, or as officers do. Never a case. */
export const KeyScope = z.enum(['public-figures', 'officers-figures'])
export type KeyScope = z.infer<typeof KeyScope>

/** A key as the desk shows it. The key itself was shown once. */
export type SystemKey = {
  readonly id: number
  readonly name: string
  readonly scope: KeyScope
  readonly by: string
  readonly at: Instant
  readonly endedAt: Instant | null
  readonly lastUsedOn: string | null
}

const KEY_BYTES = 32
/** So that whoever finds one in a file knows what it is. */
const PREFIX = 'earshot_'

type NewKey = {
  readonly name: string
  readonly scope: KeyScope
  readonly officer: Officer
  readonly at: Instant
}

/** Makes a key and answers it: it cannot be read again. */
export async function makeKey(store: Store, made: NewKey): Promise<string> {
  const key = `${PREFIX}${randomBytes(KEY_BYTES).toString('base64url')}`
  await store.write([
    store.db.insert(systemKeys).values({
      hash: hashOf(store, key),
      sealedName: store.keys.own.seal(made.name),
      scope: made.scope,
      madeBy: made.officer.id,
      madeAt: made.at,
    }),
    noteDeskAct(store, made.at, {
      kind: 'key-made',
      by: made.officer.id,
      data: { scope: made.scope },
    }),
  ])
  return key
}

/** What this key opens; undefined for one that is not known or was ended. Notes the day of its use. */
export async function scopeOfKey(
  store: Store,
  key: string,
  at: Instant,
): Promise<KeyScope | undefined> {
  const [row] = await store.db
    .select()
    .from(systemKeys)
    .where(and(eq(systemKeys.hash, hashOf(store, key)), isNull(systemKeys.endedAt)))
  if (row === undefined) return undefined
  const lastUsedOn = localDateOf(at)
  if (row.lastUsedOn !== lastUsedOn) {
    await store.write([
      store.db.update(systemKeys).set({ lastUsedOn }).where(eq(systemKeys.id, row.id)),
    ])
  }
  return KeyScope.parse(row.scope)
}

/** Who ends something, and when. */
export type Ending = { readonly officer: Officer; readonly at: Instant }

/** Ends a key at once. One that was ended before keeps its day. */
export async function endKey(store: Store, id: number, { officer, at }: Ending): Promise<void> {
  const act = { kind: 'key-ended', by: officer.id, data: { key: id } } as const
  const stands = standing(systemKeys, id)
  await store.write([
    noteDeskActIf(store, at, act, stands.exists),
    store.db.update(systemKeys).set({ endedAt: at }).where(stands.row),
  ])
}

/** Every key that there ever was, the newest first. */
export async function listKeys(store: Store): Promise<readonly SystemKey[]> {
  const rows = await store.db.select().from(systemKeys).orderBy(desc(systemKeys.id))
  const names = await namesOf(
    store,
    rows.map(({ madeBy }) => madeBy),
  )
  return rows.map((row) => ({
    id: row.id,
    name: store.keys.own.open(row.sealedName).toString(),
    scope: KeyScope.parse(row.scope),
    by: names.get(row.madeBy) ?? '',
    at: Instant.parse(row.madeAt),
    endedAt: row.endedAt === null ? null : Instant.parse(row.endedAt),
    lastUsedOn: row.lastUsedOn,
  }))
}

function hashOf(store: Store, key: string): string {
  return store.keys.hash('system-key', key)
}
