import { randomBytes } from 'node:crypto'
import type { Log } from '#api/log.ts'
import type { Place } from './connection.ts'
import { openDatabase } from './database.ts'
import { KEY_BYTES, sealerOf } from './sealing.ts'
import type { Keys, Sealer } from './store.ts'

const TABLE =
  'CREATE TABLE IF NOT EXISTS case_keys (id TEXT PRIMARY KEY, wrapped BLOB NOT NULL) WITHOUT ROWID'

export type Keyring = Pick<Keys, 'createCaseKey' | 'caseKey' | 'destroyCaseKey'> & {
  healthy(): Promise<boolean>
  close(): Promise<void>
}

/**
 * The keys of the cases, in a file of their own: of this file only the newest copy is ever kept, so that
 * a destroyed key is gone everywhere and the words it sealed with it.
 */
export async function openKeyring(place: Place, wrapKey: Buffer, log: Log): Promise<Keyring> {
  const { queue, reader, close } = await openDatabase(place, log, (writer) => writer.execute(TABLE))
  const wrapper = (keyId: string) => sealerOf(wrapKey, `case-key/${keyId}`)
  return {
    async createCaseKey() {
      const keyId = randomBytes(16).toString('base64url')
      const key = randomBytes(KEY_BYTES)
      await queue.write([
        { sql: 'INSERT INTO case_keys VALUES (?, ?)', args: [keyId, wrapper(keyId).seal(key)] },
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
      return caseSealer(wrapper(keyId).open(new Uint8Array(wrapped)), keyId)
    },
    async destroyCaseKey(keyId) {
      await queue.write([{ sql: 'DELETE FROM case_keys WHERE id = ?', args: [keyId] }])
      if (place.kind === 'server') return
      // Until a checkpoint the log still holds the page with the key.
      await queue.between((writer) => writer.execute('PRAGMA wal_checkpoint(TRUNCATE)'))
    },
    healthy: () => queue.healthy(),
    close,
  }
}

function caseSealer(key: Buffer, keyId: string): Sealer {
  return sealerOf(key, `case/${keyId}`)
}
