import type { Client } from '@libsql/client'
import { z } from 'zod'
import all from './migrations/all.json' with { type: 'json' }

const Migration = z.strictObject({ name: z.string(), statements: z.array(z.string()) })
type Migration = z.infer<typeof Migration>

/** Every migration in order, as `scripts/make-migration.mjs` gathered them from the SQL files. */
export const MIGRATIONS: readonly Migration[] = z.array(Migration).parse(all)

const TABLE =
  'CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID'

/** The database was written by a newer release: an older one must not touch what it does not know. */
export class NewerDatabase extends Error {
  override name = 'NewerDatabase'
}

/**
 * Applies what is missing, each in a transaction with the mark that it was applied: a crash leaves the old
 * shape or the new one, never between. Refuses a database that knows more than this release.
 */
export async function migrate(
  writer: Client,
  at: string,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  await writer.execute(TABLE)
  const { rows } = await writer.execute('SELECT name FROM migrations')
  const applied = new Set(rows.map((row) => String(row.name)))
  const known = new Set(migrations.map((migration) => migration.name))
  const unknown = [...applied].filter((name) => !known.has(name))
  if (unknown.length > 0) throw new NewerDatabase(`made by a newer release: ${unknown.join(', ')}`)
  for (const { name, statements } of migrations) {
    if (applied.has(name)) continue
    await writer.migrate([
      ...statements,
      { sql: 'INSERT INTO migrations VALUES (?, ?)', args: [name, at] },
    ])
  }
}
