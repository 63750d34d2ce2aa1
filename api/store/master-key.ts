import { createHmac, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { isMissing } from './missing-file.ts'
import { KEY_BYTES } from './sealing.ts'
import { writeFileDurably } from './write-file.ts'

type MasterKeyFrom = {
  readonly dataDir: string
  readonly secretKey?: string | undefined
  readonly secretKeyFile?: string | undefined
}

/** Where the key lies by default: beside the data folder, so that a copy of the folder does not hold it. */
export function masterKeyPath(dataDir: string): string {
  return `${resolve(dataDir)}.key`
}

/**
 * The master key: given as text, or read from its file. Only the default file is made when missing; a
 * file that others may read is refused, and so is one that was named and is not there.
 */
export function readMasterKey(from: MasterKeyFrom): Buffer {
  if (from.secretKey !== undefined) return parseKey(from.secretKey)
  if (from.secretKeyFile !== undefined) return readKeyFile(from.secretKeyFile)
  const path = masterKeyPath(from.dataDir)
  try {
    return readKeyFile(path)
  } catch (cause) {
    if (!isMissing(cause)) throw cause
    return makeKeyFile(path)
  }
}

/** Tells one master key from another without telling the key: kept with what it wraps, and in backups. */
export function fingerprintOf(masterKey: Uint8Array): string {
  return createHmac('sha256', masterKey).update('earshot fingerprint').digest('hex').slice(0, 32)
}

/** The key in a file that only its owner may read. */
export function readKeyFile(path: string): Buffer {
  const text = readFileSync(path, 'utf8')
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new Error(`the key file ${path} can be read by others: chmod 600 it`)
  }
  return parseKey(text.trim())
}

/** A new key, in a file that only its owner may read. */
export function makeKeyFile(path: string): Buffer {
  const key = randomBytes(KEY_BYTES)
  mkdirSync(dirname(path), { recursive: true })
  writeFileDurably(path, `${key.toString('base64url')}\n`)
  return key
}

function parseKey(text: string): Buffer {
  const key = Buffer.from(text, 'base64url')
  if (key.length !== KEY_BYTES || key.toString('base64url') !== text) {
    throw new Error('the master key needs 32 bytes as 43 characters of base64url')
  }
  return key
}
