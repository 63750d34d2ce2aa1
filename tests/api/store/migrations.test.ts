import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from 'drizzle-kit/api'
import { expect, test } from 'vitest'
import { openWriter } from '#api/store/connection.ts'
import { MIGRATIONS, migrate, NewerDatabase } from '#api/store/migrate.ts'
import * as tables from '#api/store/tables.ts'
import { NINE_ON_MONDAY, temporaryFolder } from '#tests/support/store.ts'

const FOLDER = 'api/store/migrations'

async function aWriter() {
  const path = join(temporaryFolder(), 'cases.db')
  return openWriter({ kind: 'file', path, key: Buffer.alloc(32, 3) })
}

test('the migrations lead to the tables as they are described', async () => {
  const snapshots = readdirSync(`${FOLDER}/meta`).filter((name) => name.endsWith('_snapshot.json'))
  const last = JSON.parse(readFileSync(`${FOLDER}/meta/${snapshots.sort().at(-1)}`, 'utf8'))
  expect(await generateSQLiteMigration(last, await generateSQLiteDrizzleJson(tables))).toEqual([])
})

test('the bundled migrations are the ones of the SQL files', () => {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  expect(MIGRATIONS.map(({ name }) => `${name}.sql`)).toEqual(files)
  for (const { name, statements } of MIGRATIONS) {
    const sql = readFileSync(`${FOLDER}/${name}.sql`, 'utf8')
    expect(statements.join('')).toBe(sql.replaceAll(/\s*--> statement-breakpoint\s*/g, '').trim())
  }
})

test('a database is brought up to date once', async () => {
  const writer = await aWriter()
  await migrate(writer, NINE_ON_MONDAY)
  await migrate(writer, NINE_ON_MONDAY)
  const { rows } = await writer.execute('SELECT name FROM migrations ORDER BY name')
  expect(rows.map((row) => row.name)).toEqual(MIGRATIONS.map(({ name }) => name))
  writer.close()
})

test('a migration that stops in the middle leaves the old shape', async () => {
  const writer = await aWriter()
  const first = { name: '0000_first', statements: ['CREATE TABLE kept (n INTEGER)'] }
  const broken = {
    name: '0001_broken',
    statements: ['CREATE TABLE half (n INTEGER)', 'INSERT INTO nowhere VALUES (1)'],
  }
  await expect(migrate(writer, NINE_ON_MONDAY, [first, broken])).rejects.toThrow('nowhere')
  const { rows } = await writer.execute(
    "SELECT name FROM sqlite_schema WHERE name IN ('kept', 'half')",
  )
  expect(rows.map((row) => row.name)).toEqual(['kept'])
  await migrate(writer, NINE_ON_MONDAY, [first])
  writer.close()
})

test('a database of a newer release is left alone', async () => {
  const writer = await aWriter()
  const newer = { name: '9999_newer', statements: ['CREATE TABLE newer (n INTEGER)'] }
  await migrate(writer, NINE_ON_MONDAY, [...MIGRATIONS, newer])
  await expect(migrate(writer, NINE_ON_MONDAY)).rejects.toThrow(NewerDatabase)
  writer.close()
})
