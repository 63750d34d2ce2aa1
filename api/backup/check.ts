import { join } from 'node:path'
import type { Client } from '@libsql/client'
import { ATTACHMENTS } from '#api/intake/attachments.ts'
import { openAttachment } from '#api/intake/open-attachment.ts'
import { firstNumber } from '#api/store/connection.ts'
import { readCaseKeys, readDestroyedKeys } from '#api/store/keyring.ts'
import type { Sealer } from '#api/store/store.ts'
import type { Holding } from './manifest.ts'
import { BACKED_UP, KEYRING, type Rooms } from './places.ts'
import { digestTables, withReader } from './snapshot.ts'

/** What was found in a restored folder: everything that should be there, and that it opens. */
export type Found = {
  readonly slug: string
  readonly rows: number
  readonly cases: number
  /** Submissions whose words open. */
  readonly opened: number
  /** Submissions whose key was destroyed: their words are gone, as they should be. */
  readonly removed: number
  readonly files: number
}

/** A restored folder is not what was backed up. The message says where. */
export class CheckFailed extends Error {
  override name = 'CheckFailed'
}

/** Compares what was restored with what the backup says it holds: each row, each file, each seal. */
export async function checkRestored(rooms: Rooms, holding: Holding): Promise<Found> {
  const { slug } = rooms
  let rows = 0
  for (const name of BACKED_UP) {
    const expected = holding.databases.find((database) => database.name === name)?.tables
    rows += await withReader(rooms.database(name), async (reader) => {
      await checkIntegrity(reader, `${slug}/${name}`)
      const tables = await digestTables(reader)
      if (JSON.stringify(tables) !== JSON.stringify(expected)) {
        throw new CheckFailed(`${slug}/${name}: the rows are not those that were backed up`)
      }
      return tables.reduce((sum, table) => sum + table.rows, 0)
    })
  }
  const keys = await withReader(rooms.database(KEYRING), async (reader) => {
    await checkIntegrity(reader, `${slug}/${KEYRING}`)
    return {
      live: await readCaseKeys(reader, rooms.keys['case-keys']),
      destroyed: await readDestroyedKeys(reader),
    }
  })
  return withReader(rooms.database('cases'), async (reader) => {
    const cases = firstNumber(await reader.execute('SELECT count(*) FROM cases'))
    return {
      slug,
      rows,
      cases,
      ...(await openWords(reader, slug, keys)),
      files: await openFiles(reader, rooms, holding, keys.live),
    }
  })
}

type CaseKeys = {
  readonly live: ReadonlyMap<string, Sealer>
  readonly destroyed: ReadonlyMap<string, unknown>
}

async function checkIntegrity(reader: Client, name: string): Promise<void> {
  const { rows } = await reader.execute('PRAGMA integrity_check')
  if (rows[0]?.[0] !== 'ok') throw new CheckFailed(`${name}: the database is damaged`)
}

const SUBMISSIONS_AT_ONCE = 200

/** Opens the words of every submission. A key that is missing and was never destroyed is a fault. */
async function openWords(reader: Client, slug: string, keys: CaseKeys) {
  let [opened, removed, last] = [0, 0, 0]
  for (;;) {
    const { rows } = await reader.execute({
      sql: `SELECT s.id, s.sealed, c.key_id FROM submissions s JOIN cases c ON c.id = s.case_id
        WHERE s.id > ? ORDER BY s.id LIMIT ${SUBMISSIONS_AT_ONCE}`,
      args: [last],
    })
    for (const { sealed, key_id } of rows) {
      const key = keys.live.get(String(key_id))
      if (key === undefined) {
        if (!keys.destroyed.has(String(key_id))) {
          throw new CheckFailed(`${slug}: the copy of the keys is older than this backup`)
        }
        removed += 1
      } else if (sealed instanceof ArrayBuffer) {
        key.open(new Uint8Array(sealed))
        opened += 1
      }
    }
    const end = rows.at(-1)
    if (end === undefined) return { opened, removed }
    last = Number(end.id)
  }
}

/** Opens every file that a case has, to its end. One that went while the backup was made is none of it. */
async function openFiles(
  reader: Client,
  { slug, folder }: Rooms,
  holding: Holding,
  live: ReadonlyMap<string, Sealer>,
): Promise<number> {
  const held = new Set(holding.files.map(({ name }) => name))
  const { rows } = await reader.execute(
    `SELECT a.id, a.sealed_key, c.key_id FROM attachments a JOIN cases c ON c.id = a.case_id`,
  )
  let files = 0
  for (const { id, sealed_key: sealedKey, key_id } of rows) {
    const key = live.get(String(key_id))
    if (key === undefined || !(sealedKey instanceof ArrayBuffer)) continue
    if (!held.has(join(ATTACHMENTS, String(id)))) {
      throw new CheckFailed(`${slug}: a file of a case is missing`)
    }
    const file = { name: String(id), sealedKey: new Uint8Array(sealedKey) }
    const opened = await openAttachment({ folder: join(folder, ATTACHMENTS) }, file, key)
    if (!opened.ok) throw new CheckFailed(`${slug}: a file of a case is ${opened.why}`)
    files += 1
  }
  return files
}
