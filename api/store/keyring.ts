import { randomBytes } from 'node:crypto'
import type { Client } from '@libsql/client'
import type { Clock } from '#api/clock.ts'
import type { Log } from '#api/log.ts'
import { type Instant, instant } from '#schema/dates.ts'
import type { Place } from './connection.ts'
import { openDatabase } from './database.ts'
import { KEY_BYTES, sealerOf } from './sealing.ts'
import type { Keys, Sealer } from './store.ts'

const TABLES = [
  'CREATE TABLE IF NOT EXISTS case_keys (id TEXT PRIMARY KEY, wrapped BLOB NOT NULL) WITHOUT ROWID',
  // A backup from before a key was destroyed is told apart from one whose keys were lost.
  'CREATE TABLE IF NOT EXISTS destroyed_keys (id TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID',
]

export type Keyring = Pick<
  Keys,
  'createCaseKey' | 'caseKey' | 'destroyCaseKey' | 'destroyedCaseKeys'
> & {
  healthy(): Promise<boolean>
  close(): Promise<void>
}

/**
 * The keys of the cases, in a file of their own: of this file only the newest copy is ever kept, so that
 * a destroyed key is gone everywhere and the words it sealed with it.
 */
export async function openKeyring(
  place: Place,
  wrapKey: Buffer,
  parts: { readonly log: Log; readonly clock: Clock },
): Promise<Keyring> {
  const { queue, reader, close } = await openDatabase(place, parts.log, (writer) =>
    writer.batch(TABLES, 'write'),
  )
  return {
    async createCaseKey() {
      const keyId = randomBytes(16).toString('base64url')
      const key = randomBytes(KEY_BYTES)
      await queue.write([
        {
          sql: 'INSERT INTO case_keys VALUES (?, ?)',
          args: [keyId, wrapperOf(wrapKey, keyId).seal(key)],
        },
      ])
      return { keyId, sealer: caseSealer(key, keyId) }
    },
    async caseKey(keyId) {
      const found = await reader.execute({
        sql: 'SELECT wrapped FROM case_keys WHERE id = ?',
        args: [keyId],
      })
      const wrapped = found.rows[0]?.[0]
      if (!(wrapped instanceof ArrayBuffer)) return undefined
      return caseSealer(wrapperOf(wrapKey, keyId).open(new Uint8Array(wrapped)), keyId)
    },
    async destroyCaseKey(keyId) {
      await queue.write([
        { sql: 'DELETE FROM case_keys WHERE id = ?', args: [keyId] },
        { sql: 'INSERT OR IGNORE INTO destroyed_keys VALUES (?, ?)', args: [keyId, parts.clock()] },
      ])
      if (place.kind === 'server') return
      // Until a checkpoint the log still holds the page with the key.
      await queue.between((writer) => writer.execute('PRAGMA wal_checkpoint(TRUNCATE)'))
    },
    destroyedCaseKeys: () => readDestroyedKeys(reader),
    healthy: () => queue.healthy(),
    close,
  }
}

/** Every key of a keyring, opened, by its name. Some hundred bytes each. */
export async function readCaseKeys(
  reader: Client,
  wrapKey: Buffer,
): Promise<ReadonlyMap<string, Sealer>> {
  const { rows } = await reader.execute('SELECT id, wrapped FROM case_keys')
  return new Map(
    rows.flatMap(({ id, wrapped }) => {
      if (!(wrapped instanceof ArrayBuffer)) return []
      const keyId = String(id)
      const key = wrapperOf(wrapKey, keyId).open(new Uint8Array(wrapped))
      return [[keyId, caseSealer(key, keyId)] as const]
    }),
  )
}

/** When each key that is gone was destroyed, by its name. */
export async function readDestroyedKeys(reader: Client): Promise<ReadonlyMap<string, Instant>> {
  const { rows } = await reader.execute('SELECT id, at FROM destroyed_keys')
  return new Map(rows.map(({ id, at }) => [String(id), instant(String(at))]))
}

function wrapperOf(wrapKey: Buffer, keyId: string): Sealer {
  return sealerOf(wrapKey, `case-key/${keyId}`)
}

function caseSealer(key: Buffer, keyId: string): Sealer {
  return sealerOf(key, `case/${keyId}`)
}
