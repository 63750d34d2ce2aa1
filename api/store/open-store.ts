import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql/sqlite3'
import type { Clock } from '#api/clock.ts'
import { type Log, silentLog } from '#api/log.ts'
import { openWriter, type Place, serverAddress, statementOf } from './connection.ts'
import { openDatabase } from './database.ts'
import { openEqualityCounts } from './equality.ts'
import { type DataKeys, openDataKeys } from './key-file.ts'
import { type Keyring, openKeyring } from './keyring.ts'
import { migrate } from './migrate.ts'
import { numbersFrom } from './next-id.ts'
import { openDataKeysOn, takeLead } from './on-a-server.ts'
import type { DataFolder } from './owner.ts'
import { KEY_BYTES, sealerOf } from './sealing.ts'
import { openSearchFile } from './search-file.ts'
import type { Keys, Store } from './store.ts'
import * as tables from './tables.ts'

type StoreParts = {
  /** Owned by this process: `ownDataFolder`. */
  readonly folder: DataFolder
  readonly slug: string
  readonly masterKey: Uint8Array
  readonly clock: Clock
  /** A libSQL server instead of files. The data keys lie there too, wrapped: several processes share them. */
  readonly databaseUrl?: string | undefined
  readonly log?: Log | undefined
}

/** Opens the store of one authority, making and migrating it at need. Refuses a wrong master key. */
export async function openStore(parts: StoreParts): Promise<Store> {
  const { slug, clock, log = silentLog } = parts
  const folder = join(parts.folder.path, slug)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const onServer = (name: string) => ({
    kind: 'server' as const,
    url: serverAddress(parts.databaseUrl ?? '', `${slug}-${name}`),
  })
  const isFile = parts.databaseUrl === undefined
  const dataKeys = isFile
    ? openDataKeys(join(folder, 'keys.json'), slug, parts.masterKey)
    : await openDataKeysOn(onServer('keyring'), slug, parts.masterKey)
  const place = (name: string, key: Buffer): Place =>
    isFile ? { kind: 'file', path: join(folder, `${name}.db`), key } : onServer(name)

  const casesAt = place('cases', dataKeys.database)
  const opened: { close(): Promise<void> }[] = []
  const closeAll = async () => {
    for (const database of opened.reverse()) await database.close()
  }
  const kept = async <T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> => {
    const database = await opening
    opened.push(database)
    return database
  }
  try {
    const keyring = await kept(
      openKeyring(place('keyring', dataKeys.keyring), dataKeys['case-keys'], { log, clock }),
    )
    const equality = await kept(openEqualityCounts(place('equality', dataKeys.database), log))
    const cases = await kept(openDatabase(casesAt, log, (writer) => migrate(writer, clock())))
    const searchAt: Place = {
      kind: 'file',
      path: join(folder, 'search.db'),
      key: dataKeys.database,
    }
    const search = await kept(openSearchFile(searchAt, log))
    const db = drizzle({ client: cases.reader, schema: tables })
    const listeners: (() => void)[] = []
    const process = randomUUID()
    const leader = isFile ? undefined : await kept(openWriter(onServer('keyring')).then(closable))
    const write: Store['write'] = async (writes) => {
      const results = await cases.queue.write(writes.map(statementOf))
      for (const listener of listeners) listener()
      return results
    }
    return {
      slug,
      folder,
      casesAt,
      db,
      write,
      leads: async () =>
        leader === undefined || takeLead(leader.client, process, Date.parse(clock())),
      onWritten: (listener) => void listeners.push(listener),
      nextId: numbersFrom(write),
      countEquality: equality.count,
      equalityOfYear: equality.ofYear,
      search,
      keys: keysOf(dataKeys, {
        ...keyring,
        async destroyCaseKey(keyId) {
          await keyring.destroyCaseKey(keyId)
          await search.forget(keyId)
        },
      }),
      healthy: async () => (await cases.queue.healthy()) && (await keyring.healthy()),
      close: closeAll,
    }
  } catch (cause) {
    await closeAll()
    throw cause
  }
}

function closable(client: Client) {
  return { client, close: async () => client.close() }
}

function keysOf(dataKeys: DataKeys, keyring: Keyring): Keys {
  const hashKeys = new Map<string, KeyObject>()
  function hashKey(purpose: string): KeyObject {
    const known = hashKeys.get(purpose)
    if (known !== undefined) return known
    const made = createSecretKey(hkdf(dataKeys.hash, '', `hash/${purpose}`, KEY_BYTES))
    hashKeys.set(purpose, made)
    return made
  }
  return {
    createCaseKey: keyring.createCaseKey,
    caseKey: keyring.caseKey,
    destroyCaseKey: keyring.destroyCaseKey,
    destroyedCaseKeys: keyring.destroyedCaseKeys,
    own: sealerOf(dataKeys.own, 'own'),
    derived: (purpose, secret) =>
      sealerOf(hkdf(secret, dataKeys.hash, purpose, KEY_BYTES), purpose),
    hash: (purpose, value) =>
      createHmac('sha256', hashKey(purpose)).update(value).digest('base64url'),
    derive: (purpose, value, bytes) => hkdf(dataKeys.derive, value, `derive/${purpose}`, bytes),
  }
}

function hkdf(
  secret: string | Uint8Array,
  salt: string | Uint8Array,
  info: string,
  bytes: number,
): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, bytes))
}
