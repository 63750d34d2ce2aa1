import { type SQL, sql } from 'drizzle-orm'
import type { Store } from '#api/store/store.ts'
import type { Ledger } from '#schema/ledger.ts'
import type { Period } from '#schema/report.ts'
import { CURRENT } from './import-store.ts'
import type { PastData, PastKind } from './past-records.ts'

const RECORDS_PER_PAGE = 2_000
const NOTHING: readonly never[] = Object.freeze([])

/** What was brought in and has anything to do with this time, and all figures that belong to a year. */
export async function pastLedger(store: Store, time: Period): Promise<Ledger> {
  const { from, to } = time
  const within = sql`AND r.first_on <= ${to} AND r.last_on >= ${from}`
  return {
    cases: await read(store, 'case', within),
    compliments: await read(store, 'compliment', within),
    ombudsman: await read(store, 'ombudsman', within),
    equality: (await read(store, 'equality')).flat(),
    context: await read(store, 'context'),
    history: await read(store, 'history'),
  }
}

async function read<K extends PastKind>(
  store: Store,
  kind: K,
  which: SQL = sql``,
): Promise<PastData[K][]> {
  const found = await store.db.all<{ id: number }>(
    sql`SELECT r.id ${sql.raw(CURRENT)} AND r.kind = ${kind} ${which} ORDER BY r.id`,
  )
  const all: PastData[K][] = []
  const shared = new Map<string, string>()
  for (let from = 0; from < found.length; from += RECORDS_PER_PAGE) {
    const ids = found.slice(from, from + RECORDS_PER_PAGE).map(({ id }) => id)
    // A page at a time: between two of them a server answers others.
    const rows = await store.db.all<{ data: string }>(
      sql`SELECT data FROM past_records WHERE id IN ${ids} ORDER BY id`,
    )
    // An import that ended in between replaced some of them: what counts now is read from the start.
    if (rows.length < ids.length) return read(store, kind, which)
    // Written by the import alone, which parsed every cell: to parse a hundred thousand again takes seconds.
    for (const { data } of rows) all.push(sharing(JSON.parse(data), shared) as PastData[K])
  }
  return all
}

/** The same value with each text kept once: a hundred thousand cases have a few dozen labels and days. */
function sharing(value: unknown, shared: Map<string, string>): unknown {
  if (typeof value === 'string') {
    const kept = shared.get(value)
    if (kept === undefined) shared.set(value, value)
    return kept ?? value
  }
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value))
    return value.length === 0 ? NOTHING : value.map((each) => sharing(each, shared))
  const parts: Record<string, unknown> = value as Record<string, unknown>
  for (const key of Object.keys(parts)) {
    const part = parts[key]
    if (part !== null && typeof part !== 'boolean') parts[key] = sharing(part, shared)
  }
  return parts
}
