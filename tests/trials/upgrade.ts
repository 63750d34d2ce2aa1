import { spawn } from 'node:child_process'
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openReader, openWriter } from '#api/store/connection.ts'
import { MIGRATIONS, migrate } from '#api/store/migrate.ts'
import { temporaryFolder } from '#tests/support/server.ts'
import { judged, type Trial, wait } from './trial.ts'

const KEY = Buffer.alloc(32, 3)
const SIZES = { short: 4, part: 20, full: 50 }
const ROWS = 3000

/** An upgrade that is killed in the middle leaves the old shape or the new one, never between, and every row. */
export const upgrade: Trial = {
  name: 'upgrade',
  plan: 'T14',
  goal: '50 upgrades killed in the middle, from the first release’s database: old or new, never between; every row there',
  async run(form) {
    const folder = temporaryFolder()
    const old = join(folder.path, 'old.db')
    await makeOld(old)
    let [killed, finished, between, lost] = [0, 0, 0, 0]
    for (let n = 0; n < SIZES[form]; n++) {
      const path = join(folder.path, 'now.db')
      for (const ending of ['', '-wal', '-shm']) rmSync(path + ending, { force: true })
      copyFileSync(old, path)
      const args = ['tests/trials/processes/upgrade.ts', path, KEY.toString('hex')]
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      let said = ''
      child.stdout.on('data', (part: Buffer) => {
        said += part.toString()
      })
      const ended = new Promise((done) => child.once('exit', done))
      while (!said.includes('begun') && child.exitCode === null) await wait(1)
      await wait(Math.random() * 60)
      child.kill('SIGKILL')
      await ended
      if (said.includes('done')) finished++
      else killed++
      if (!(await isWhole(path))) between++
      lost += ROWS - (await rowsAfterUpgrade(path))
    }
    folder.remove()
    const figure = `${killed} killed in the middle, ${finished} were faster: ${between} between two shapes, ${lost} rows lost; from ${MIGRATIONS[0]?.name} over ${MIGRATIONS.length - 1} steps`
    return judged(figure, [
      between > 0 && 'a shape of no release',
      lost > 0 && 'rows were lost',
      killed === 0 && 'none was killed: the trial sees nothing',
    ])
  },
}

async function makeOld(path: string): Promise<void> {
  const writer = await openWriter({ kind: 'file', path, key: KEY })
  await migrate(writer, '2026-11-21T09:00:00.000Z', MIGRATIONS.slice(0, 1))
  const rows = Array.from({ length: ROWS }, (_, n) => ({
    sql: `INSERT INTO cases (id, reference, key_id, code_hash, received_at, received_on, language, audience, who, triage)
      VALUES (?, ?, ?, ?, '2026-11-21T09:00:00.000Z', '2026-11-21', 'en', 'young', 'child', '{}')`,
    args: [n + 1, `REF${n}`, `key${n}`, `code${n}`],
  }))
  await writer.batch(rows, 'write')
  await writer.execute('PRAGMA wal_checkpoint(TRUNCATE)')
  writer.close()
}

/** What a database that says which steps it has would look like if each were all there. */
async function isWhole(path: string): Promise<boolean> {
  const reader = await openReader({ kind: 'file', path, key: KEY })
  const applied = new Set(
    (await reader.execute('SELECT name FROM migrations')).rows.map(({ name }) => String(name)),
  )
  const shape = await shapeIn(reader)
  reader.close()
  const expected = await openWriter({ kind: 'file', path: `${path}.expected`, key: KEY })
  await migrate(
    expected,
    '2026-11-21T09:00:00.000Z',
    MIGRATIONS.filter(({ name }) => applied.has(name)),
  )
  const same = (await shapeIn(expected)) === shape
  expected.close()
  for (const ending of ['', '-wal', '-shm']) rmSync(`${path}.expected${ending}`, { force: true })
  return same
}

async function shapeIn(reader: Awaited<ReturnType<typeof openReader>>): Promise<string> {
  const { rows } = await reader.execute(
    "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name",
  )
  return JSON.stringify(rows.map(({ name, sql }) => [name, sql]))
}

async function rowsAfterUpgrade(path: string): Promise<number> {
  const writer = await openWriter({ kind: 'file', path, key: KEY })
  await migrate(writer, '2026-11-23T09:00:00.000Z')
  const { rows } = await writer.execute('SELECT count(*) AS n FROM cases')
  writer.close()
  return Number(rows[0]?.n)
}
