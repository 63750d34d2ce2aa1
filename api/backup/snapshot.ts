import { createHash, type Hash } from 'node:crypto'
import type { Client, ResultSet } from '@libsql/client'
import { firstNumber, openCopier, openReader } from '#api/store/connection.ts'
import type { TableDigest } from './manifest.ts'

export type FilePlace = { readonly kind: 'file'; readonly path: string; readonly key: Buffer }

const ROWS_AT_ONCE = 500

/** What is never changed once it is written: the copy is compared with the living rows. */
const NEVER_CHANGED = new Set(['submissions', 'events', 'reads', 'desk_acts'])

/** A copy does not hold what was acknowledged before it was made. */
class IncompleteCopy extends Error {
  override name = 'IncompleteCopy'
}

/**
 * Copies a database into a new file, sealed with the same key, as it stands at one moment, while it is in
 * use. Answers what the copy holds, after comparing what never changes with the original, row by row.
 */
export async function snapshot(place: FilePlace, to: string): Promise<readonly TableDigest[]> {
  const copier = await openCopier(place)
  try {
    await copier.execute({ sql: 'VACUUM INTO ?', args: [to] })
    return await withReader({ ...place, path: to }, async (copy) => {
      const digests = await digestTables(copy)
      for (const { name } of digests.filter(({ name }) => NEVER_CHANGED.has(name))) {
        await compare(copier, copy, name)
      }
      return digests
    })
  } finally {
    copier.close()
  }
}

async function compare(original: Client, copy: Client, table: string): Promise<void> {
  const last = firstNumber(await copy.execute(`SELECT max(rowid) FROM "${table}"`))
  const [here, there] = [
    await digestTable(original, table, last),
    await digestTable(copy, table, last),
  ]
  if (here.digest !== there.digest) throw new IncompleteCopy(`${table} differs from the original`)
}

/** How many rows each table has, and a hash over all of them in order. */
export async function digestTables(reader: Client): Promise<readonly TableDigest[]> {
  const { rows } = await reader.execute(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  )
  const digests: TableDigest[] = []
  for (const { name } of rows) digests.push(await digestTable(reader, String(name)))
  return digests
}

/** Opens a database for reading as long as it is looked at. */
export async function withReader<T>(
  place: FilePlace,
  look: (reader: Client) => Promise<T>,
): Promise<T> {
  const reader = await openReader(place)
  try {
    return await look(reader)
  } finally {
    reader.close()
  }
}

async function digestTable(
  reader: Client,
  name: string,
  upTo = Number.MAX_SAFE_INTEGER,
): Promise<TableDigest> {
  const hash = createHash('sha256')
  const page = (await hasRowNumbers(reader, name)) ? byRowNumber(name, upTo) : byPosition(name)
  let rows = 0
  for (;;) {
    const found = await reader.execute(page.next())
    for (const row of found.rows) for (const value of Object.values(row)) add(hash, value)
    rows += found.rows.length
    if (found.rows.length < ROWS_AT_ONCE) break
    page.seen(found)
  }
  return { name, rows, digest: hash.digest('hex') }
}

async function hasRowNumbers(reader: Client, name: string): Promise<boolean> {
  const { rows } = await reader.execute({
    sql: 'SELECT wr FROM pragma_table_list WHERE name = ?',
    args: [name],
  })
  return Number(rows[0]?.wr) === 0
}

function byRowNumber(name: string, upTo: number) {
  let last = Number.MIN_SAFE_INTEGER
  return {
    next: () => ({
      sql: `SELECT rowid AS "row number", * FROM "${name}" WHERE rowid > ? AND rowid <= ?
        ORDER BY rowid LIMIT ${ROWS_AT_ONCE}`,
      args: [last, upTo],
    }),
    seen: ({ rows }: ResultSet) => {
      last = Number(rows.at(-1)?.['row number'])
    },
  }
}

function byPosition(name: string) {
  let passed = 0
  return {
    next: () => ({
      sql: `SELECT * FROM "${name}" ORDER BY 1, 2 LIMIT ${ROWS_AT_ONCE} OFFSET ?`,
      args: [passed],
    }),
    seen: ({ rows }: ResultSet) => {
      passed += rows.length
    },
  }
}

/** Each value with its kind and length, so that no two rows give the same bytes. */
function add(hash: Hash, value: unknown): void {
  const bytes =
    value instanceof ArrayBuffer ? Buffer.from(value) : Buffer.from(JSON.stringify(value) ?? '')
  hash.update(`${value instanceof ArrayBuffer ? 'blob' : 'text'} ${bytes.length}\n`).update(bytes)
}
