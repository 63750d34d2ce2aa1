import type { Client, InStatement, InValue, ResultSet } from '@libsql/client'
import type { Write } from './store.ts'

/** Where a database lies: a file with its key, or an address on a libSQL server. */
export type Place =
  | { readonly kind: 'file'; readonly path: string; readonly key: Buffer }
  | { readonly kind: 'server'; readonly url: string }

/** How long a connection waits for another program's lock. It waits synchronously, so not for long. */
const BUSY_TIMEOUT_MS = 1500

/** Set on each new connection: deleted means overwritten, at once and in the log too. */
const WRITER_PRAGMAS = [
  'PRAGMA secure_delete = ON',
  'PRAGMA journal_mode = WAL',
  'PRAGMA synchronous = FULL',
  'PRAGMA foreign_keys = ON',
  // Without it INSERT OR REPLACE would delete behind the back of the triggers.
  'PRAGMA recursive_triggers = ON',
  'PRAGMA trusted_schema = OFF',
  'PRAGMA journal_size_limit = 16777216',
  'PRAGMA cache_size = -1000',
]
const READER_PRAGMAS = [
  'PRAGMA query_only = ON',
  'PRAGMA trusted_schema = OFF',
  'PRAGMA cache_size = -1000',
]
const COPIER_PRAGMAS = ['PRAGMA trusted_schema = OFF', 'PRAGMA cache_size = -1000']

/** A connection that writes. A client for a file has exactly one, so that the pragmas hold for all it does. */
export async function openWriter(place: Place): Promise<Client> {
  return prepared(await openClient(place, BUSY_TIMEOUT_MS), place, WRITER_PRAGMAS)
}

/** A connection that writes and is refused at once where another program holds the lock. */
export async function openImpatientWriter(place: Place): Promise<Client> {
  return prepared(await openClient(place, 0), place, WRITER_PRAGMAS)
}

/** Lets a connection wait for locks from now on. */
export async function makePatient(writer: Client, place: Place): Promise<void> {
  if (place.kind === 'file') await writer.execute(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`)
}

/** A connection that cannot write. */
export async function openReader(place: Place): Promise<Client> {
  return prepared(await openClient(place, BUSY_TIMEOUT_MS), place, READER_PRAGMAS)
}

/** A connection that copies a database with `VACUUM INTO`, and is used for nothing else. */
export async function openCopier(place: Place): Promise<Client> {
  return prepared(await openClient(place, BUSY_TIMEOUT_MS), place, COPIER_PRAGMAS)
}

/** `coventry-cases` on a server: a host label of its own, which is how libSQL tells databases apart. */
export function serverAddress(databaseUrl: string, database: string): string {
  const url = new URL(databaseUrl)
  return `${url.protocol}//${database}.${url.host}${url.pathname}${url.search}`
}

/** A drizzle query or a statement, as the client takes it. */
export function statementOf(write: Write): InStatement {
  if (typeof write === 'string' || !('toSQL' in write)) return write
  const { sql, params } = write.toSQL()
  return { sql, args: params as InValue[] }
}

/** The first row's first column as a number: `count(*)`, `max(id)`; 0 for none. */
export function firstNumber(result: ResultSet | undefined): number {
  return Number(result?.rows[0]?.[0] ?? 0)
}

async function openClient(place: Place, timeout: number): Promise<Client> {
  if (place.kind === 'server') {
    const { createClient } = await import('@libsql/client/http')
    return createClient({ url: place.url })
  }
  const { createClient } = await import('@libsql/client/sqlite3')
  return createClient({
    url: `file:${place.path}`,
    encryptionKey: place.key.toString('base64url'),
    timeout,
    concurrency: 1,
  })
}

async function prepared(client: Client, place: Place, pragmas: string[]): Promise<Client> {
  if (place.kind === 'server') return client
  try {
    for (const pragma of pragmas) await client.execute(pragma)
    return client
  } catch (cause) {
    client.close()
    throw cause
  }
}
