import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type DataKeys, openDataKeys } from '#api/store/key-file.ts'
import type { FilePlace } from './snapshot.ts'

/** The databases that a backup holds. The keyring goes apart; what can be rebuilt is in no backup. */
export const BACKED_UP = ['cases', 'equality'] as const
export const KEYRING = 'keyring'
export const KEY_FILE = 'keys.json'

/** The newest copy of the keys, beside the backups. There is one in a folder, and it is replaced each time. */
export function keyringCopyBeside(backup: string): string {
  return join(dirname(backup), 'earshot.keyring')
}

/** The authorities that have data in a data folder, served or not. */
export function slugsIn(dataDir: string): readonly string[] {
  return readdirSync(dataDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(dataDir, entry.name, KEY_FILE)))
    .map((entry) => entry.name)
    .sort()
}

/** One authority's part of a data folder, with its keys opened. Refuses a wrong master key. */
export type Rooms = {
  readonly slug: string
  readonly folder: string
  readonly keys: DataKeys
  database(name: string): FilePlace
}

export function openRooms(dataDir: string, slug: string, masterKey: Uint8Array): Rooms {
  const folder = join(dataDir, slug)
  const keys = openDataKeys(join(folder, KEY_FILE), slug, masterKey)
  return {
    slug,
    folder,
    keys,
    database: (name) => ({
      kind: 'file',
      path: join(folder, `${name}.db`),
      key: name === KEYRING ? keys.keyring : keys.database,
    }),
  }
}

/** How much a folder takes, with everything in it. */
export function bytesIn(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + sizeOf(join(parentPath, name)), 0)
}

/** 0 for a file that went meanwhile. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** Every file in the folders of an authority, `attachments/abc`, with its size now. */
export function filesOf(
  folder: string,
): readonly { readonly name: string; readonly bytes: number }[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.parentPath !== folder)
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name)
      const bytes = statSync(path, { throwIfNoEntry: false })?.size
      return bytes === undefined ? [] : [{ name: path.slice(folder.length + 1), bytes }]
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
