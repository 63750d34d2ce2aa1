import { type SQL, sql } from 'drizzle-orm'
import type { Store } from '#api/store/store.ts'
import type { Ledger } from '#schema/ledger.ts'
import type { Period } from '#schema/report.ts'
import { CURRENT } from './import-store.ts'
import type { PastData, PastKind } from './past-records.ts'

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
  const rows = await store.db.all<{ data: string }>(
    sql`SELECT r.data ${sql.raw(CURRENT)} AND r.kind = ${kind} ${which} ORDER BY r.id`,
  )
  // Written by the import alone, which parsed every cell: parsing a hundred thousand again takes seconds.
  return rows.map(({ data }) => JSON.parse(data) as PastData[K])
}
