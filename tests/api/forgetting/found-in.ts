import { createDecipheriv } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Client } from '@libsql/client'
import { openReader } from '#api/store/connection.ts'
import { type DataKeys, openDataKeys } from '#api/store/key-file.ts'
import { readCaseKeys } from '#api/store/keyring.ts'
import { sealerOf } from '#api/store/sealing.ts'
import type { Sealer } from '#api/store/store.ts'

/**
 * Which markers stand anywhere in a data folder, looked for as somebody would who holds the master key: in
 * every row of every database, in everything that any key there opens, in the opened files, and in the raw
 * bytes of every file, its write-ahead log and its leavings too.
 */
export async function markersIn(
  dataDir: string,
  markers: readonly string[],
  masterKey: Uint8Array = Buffer.alloc(32, 7),
): Promise<readonly string[]> {
  const found = new Set<string>()
  const look = (where: string, bytes: Buffer) => {
    for (const marker of markers) {
      const forms = [
        Buffer.from(marker),
        Buffer.from(marker, 'utf16le'),
        Buffer.from(Buffer.from(marker).toString('base64').slice(2, -4)),
        Buffer.from(JSON.stringify(marker).slice(1, -1)),
      ]
      if (forms.some((form) => bytes.includes(form))) found.add(`${marker} in ${where}`)
    }
  }
  for (const path of filesUnder(dataDir)) look(basename(path), readFileSync(path))
  for (const entry of readdirSync(dataDir, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue
    await lookInto(join(dataDir, entry.name), openedKeys(dataDir, entry.name, masterKey), look)
  }
  return [...found].sort()
}

type Look = (where: string, bytes: Buffer) => void

function openedKeys(dataDir: string, slug: string, masterKey: Uint8Array): DataKeys {
  return openDataKeys(join(dataDir, slug, 'keys.json'), slug, masterKey)
}

async function lookInto(folder: string, keys: DataKeys, look: Look): Promise<void> {
  const openers = [sealerOf(keys.own, 'own'), ...(await caseKeys(folder, keys))]
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.db'))) {
    const key = name === 'keyring.db' ? keys.keyring : keys.database
    const reader = await openReader({ kind: 'file', path: join(folder, name), key })
    for (const table of await tablesOf(reader)) {
      const { rows } = await reader.execute(`SELECT * FROM "${table}"`)
      for (const row of rows) {
        for (const [column, value] of Object.entries(row)) {
          const where = `${name} ${table}.${column}`
          if (!(value instanceof ArrayBuffer)) look(where, Buffer.from(String(value)))
          else for (const opened of openedBy(openers, new Uint8Array(value))) look(where, opened)
          if (table !== 'attachments' || !(value instanceof ArrayBuffer)) continue
          const [secret] = openedBy(openers, new Uint8Array(value))
          const path = join(folder, 'attachments', String(row.id))
          if (secret !== undefined) look(`file of ${where}`, unsealed(path, secret))
        }
      }
    }
    reader.close()
  }
}

async function caseKeys(folder: string, keys: DataKeys): Promise<readonly Sealer[]> {
  const path = join(folder, 'keyring.db')
  const reader = await openReader({ kind: 'file', path, key: keys.keyring })
  const all = [...(await readCaseKeys(reader, keys['case-keys'])).values()]
  reader.close()
  return all
}

async function tablesOf(reader: Client): Promise<readonly string[]> {
  const { rows } = await reader.execute(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
  )
  return rows.map(({ name }) => String(name))
}

function openedBy(openers: readonly Sealer[], sealed: Uint8Array): readonly Buffer[] {
  return openers.flatMap((sealer) => {
    try {
      return [sealer.open(sealed)]
    } catch {
      return []
    }
  })
}

function unsealed(path: string, secret: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', secret.subarray(0, 32), secret.subarray(32, 44))
  return decipher.setAuthTag(secret.subarray(44)).update(readFileSync(path))
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
