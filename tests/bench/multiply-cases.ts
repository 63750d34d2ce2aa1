import { join } from 'node:path'
import type { Client } from '@libsql/client'
import { firstNumber, openCopier } from '#api/store/connection.ts'
import type { Store } from '#api/store/store.ts'
import { LETTERS } from './many-cases.ts'

/** Faster than any real writing: what is lost in a power cut is made again. */
const RECKLESS = [
  'PRAGMA synchronous = OFF',
  'PRAGMA cache_size = -300000',
  'PRAGMA temp_store = MEMORY',
  'PRAGMA foreign_keys = OFF',
]

/** What a column becomes in a copy; `:case` and the like are how many there were before. */
type Changes = Readonly<Record<string, string>>

const CASE = { case_id: 'case_id + :cases' }
const TABLES: readonly (readonly [table: string, changes: Changes])[] = [
  ['cases', { id: 'id + :cases', reference: ':reference', code_hash: "code_hash || ':copy'" }],
  [
    'submissions',
    { ...CASE, id: 'id + :submissions', idempotency_key: "idempotency_key || ':copy'" },
  ],
  ['parts', CASE],
  ['people', { ...CASE, id: 'id + :people' }],
  ['events', { ...CASE, seq: 'seq + :events' }],
  ['inbox', { ...CASE, reference: ':reference' }],
  ['history', { n: 'n + :history', seq: 'seq + :events' }],
  ['live_records', { ...CASE, id: 'id + :live_records' }],
]
const NUMBERED = {
  cases: 'id',
  submissions: 'id',
  people: 'id',
  events: 'seq',
  history: 'n',
  live_records: 'id',
}

/**
 * Makes `times` as many cases of those in a closed store, by copying rows inside the database: a million in
 * minutes. Copies have references and numbers of their own and share the keys, and so the sealed words, of the
 * first. `nth` tells the multiplications of one store apart.
 */
export async function multiplyCases(
  store: Pick<Store, 'casesAt' | 'folder'>,
  times: number,
  nth: number,
): Promise<void> {
  const { casesAt } = store
  if (casesAt.kind !== 'file') throw new Error('only files can be multiplied')
  const cases = await openCopier(casesAt)
  const before = await inReckless(cases, async () => {
    const most = await mostOf(cases)
    for (let copy = 1; copy < times; copy++) await copyAll(cases, most, { copy, nth })
    await cases.execute('UPDATE id_blocks SET next = (SELECT max(id) + 1 FROM cases)')
    await cases.execute('UPDATE live_counted SET seq = (SELECT max(seq) FROM events)')
    return most
  })
  const search = await openCopier({ ...casesAt, path: join(store.folder, 'search.db') })
  await inReckless(search, async () => {
    for (let copy = 1; copy < times; copy++) {
      const add = copy * (before.cases ?? 0)
      await search.execute(
        `INSERT INTO words(rowid, said) SELECT rowid + ${add}, said FROM words WHERE rowid <= ${before.cases}`,
      )
      await search.execute(
        `INSERT INTO held SELECT case_id + ${add}, key_id || '.${nth}.${copy}' FROM held
          WHERE case_id <= ${before.cases}`,
      )
    }
    await search.execute(`UPDATE read_to SET seq = ${(before.events ?? 0) * times}`)
  })
}

type Most = Readonly<Record<string, number>>

async function inReckless<T>(client: Client, act: () => Promise<T>): Promise<T> {
  try {
    for (const pragma of RECKLESS) await client.execute(pragma)
    return await act()
  } finally {
    client.close()
  }
}

async function mostOf(client: Client): Promise<Most> {
  const most: Record<string, number> = {}
  for (const [table, column] of Object.entries(NUMBERED)) {
    most[table] = firstNumber(await client.execute(`SELECT max(${column}) FROM ${table}`))
  }
  return most
}

/** Adds one copy of everything up to the numbers before. */
async function copyAll(
  client: Client,
  most: Most,
  which: { readonly copy: number; readonly nth: number },
): Promise<void> {
  const { copy, nth } = which
  const letter = LETTERS[copy] ?? ''
  const reference = `substr(reference, 1, ${nth}) || '${letter}' || substr(reference, ${nth + 2})`
  for (const [table, changes] of TABLES) {
    const { rows } = await client.execute(`SELECT name FROM pragma_table_info('${table}')`)
    const columns = rows.map((row) => String(row.name))
    const values = columns.map((column) =>
      (changes[column] ?? `"${column}"`).replace(/:(\w+)/g, (_, name: string) => {
        if (name === 'copy') return `.${nth}.${copy}`
        return name === 'reference' ? reference : String(copy * (most[name] ?? 0))
      }),
    )
    const key =
      'case_id' in changes ? 'case_id' : (NUMBERED[table as keyof typeof NUMBERED] ?? 'id')
    const limit = most[key === 'case_id' ? 'cases' : table] ?? 0
    await client.execute(
      `INSERT INTO ${table} (${columns.map((name) => `"${name}"`).join(', ')})
        SELECT ${values.join(', ')} FROM ${table} WHERE ${key} <= ${limit}`,
    )
  }
}
