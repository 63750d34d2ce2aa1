import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { fingerprintOf } from './master-key.ts'
import { KEY_BYTES, sealerOf } from './sealing.ts'
import { writeFileDurably } from './write-file.ts'

/** Each does one thing, so that one of them leaking opens one thing. */
const NAMES = ['database', 'keyring', 'case-keys', 'own', 'hash', 'derive'] as const
type KeyName = (typeof NAMES)[number]

/** The data keys of one authority, opened. */
export type DataKeys = Readonly<Record<KeyName, Buffer>>

const KeyFile = z.strictObject({
  masterKey: z.string(),
  wrapped: z.record(z.enum(NAMES), z.string()),
})

/** The master key is not the one that these data keys were wrapped with. */
export class WrongMasterKey extends Error {
  override name = 'WrongMasterKey'
}

/** Opens the data keys of an authority, or makes them when there are none yet. */
export function openDataKeys(path: string, slug: string, masterKey: Uint8Array): DataKeys {
  if (!existsSync(path)) return makeDataKeys(path, slug, masterKey)
  return unwrapDataKeys(readFileSync(path, 'utf8'), path, slug, masterKey)
}

/** Opens wrapped data keys. `place` names where they came from, for who handed in another master key. */
export function unwrapDataKeys(
  text: string,
  place: string,
  slug: string,
  masterKey: Uint8Array,
): DataKeys {
  const file = KeyFile.parse(JSON.parse(text))
  if (file.masterKey !== fingerprintOf(masterKey)) {
    throw new WrongMasterKey(`${place} was made with another master key: ${file.masterKey}`)
  }
  return keysNamed((name) =>
    sealerOf(masterKey, `${slug}/${name}`).open(Buffer.from(file.wrapped[name], 'base64url')),
  )
}

/** The fingerprint of the master key that opens a file of data keys. */
export function wrappedWith(path: string): string {
  return KeyFile.parse(JSON.parse(readFileSync(path, 'utf8'))).masterKey
}

/** New data keys, wrapped. Nobody has them until they are kept. */
export function newWrappedDataKeys(slug: string, masterKey: Uint8Array): string {
  return wrapped(
    slug,
    masterKey,
    keysNamed(() => randomBytes(KEY_BYTES)),
  )
}

/** Wraps the data keys with another master key. What they seal stays as it is. */
export function rewrapDataKeys(path: string, slug: string, from: Uint8Array, to: Uint8Array): void {
  writeKeyFile(path, slug, to, openDataKeys(path, slug, from))
}

function makeDataKeys(path: string, slug: string, masterKey: Uint8Array): DataKeys {
  const keys = keysNamed(() => randomBytes(KEY_BYTES))
  writeKeyFile(path, slug, masterKey, keys)
  return keys
}

function writeKeyFile(path: string, slug: string, masterKey: Uint8Array, keys: DataKeys): void {
  writeFileDurably(path, wrapped(slug, masterKey, keys))
}

function wrapped(slug: string, masterKey: Uint8Array, keys: DataKeys): string {
  const each = NAMES.map((name) => [
    name,
    sealerOf(masterKey, `${slug}/${name}`).seal(keys[name]).toString('base64url'),
  ])
  const file = { masterKey: fingerprintOf(masterKey), wrapped: Object.fromEntries(each) }
  return `${JSON.stringify(file, null, 2)}\n`
}

function keysNamed(make: (name: KeyName) => Buffer): DataKeys {
  return {
    database: make('database'),
    keyring: make('keyring'),
    'case-keys': make('case-keys'),
    own: make('own'),
    hash: make('hash'),
    derive: make('derive'),
  }
}
