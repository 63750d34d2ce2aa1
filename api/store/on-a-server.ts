import type { Client } from '@libsql/client'
import { openWriter, type Place } from './connection.ts'
import { type DataKeys, newWrappedDataKeys, unwrapDataKeys } from './key-file.ts'

/**
 * What several processes on one database server share beside the rows. Made on servers alone: a file has one
 * process, and its keys lie beside it.
 */
export const SHARED_TABLES = [
  'CREATE TABLE IF NOT EXISTS data_keys (id INTEGER PRIMARY KEY CHECK (id = 1), wrapped TEXT NOT NULL)',
  'CREATE TABLE IF NOT EXISTS leads (id INTEGER PRIMARY KEY CHECK (id = 1), who TEXT NOT NULL, until TEXT NOT NULL)',
]

/** How long a process leads without a word. A round of upkeep comes every minute. */
const LEADS_MS = 150_000

/**
 * The data keys of an authority on a server, wrapped there with the master key, so that every process has the
 * same ones. Whoever is first makes them. Refuses a wrong master key.
 */
export async function openDataKeysOn(
  place: Place & { readonly kind: 'server' },
  slug: string,
  masterKey: Uint8Array,
): Promise<DataKeys> {
  const client = await openWriter(place)
  try {
    await client.batch(SHARED_TABLES, 'write')
    await client.execute({
      sql: 'INSERT OR IGNORE INTO data_keys VALUES (1, ?)',
      args: [newWrappedDataKeys(slug, masterKey)],
    })
    const { rows } = await client.execute('SELECT wrapped FROM data_keys')
    return unwrapDataKeys(String(rows[0]?.wrapped), 'the database server', slug, masterKey)
  } finally {
    client.close()
  }
}

/**
 * Whether this process does what the service does by itself for the authority: one of them does, until it has
 * said nothing for two and a half minutes. Then the next to ask does.
 */
export async function takeLead(client: Client, who: string, now: number): Promise<boolean> {
  const { rows } = await client.execute({
    sql: `INSERT INTO leads VALUES (1, ?1, ?2)
      ON CONFLICT (id) DO UPDATE SET who = excluded.who, until = excluded.until
      WHERE leads.who = excluded.who OR leads.until < ?3 RETURNING who`,
    args: [who, new Date(now + LEADS_MS).toISOString(), new Date(now).toISOString()],
  })
  return rows.length > 0
}
