import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { storeIdOf } from './manifest.ts'
import { KEY_FILE, KEYRING, type Rooms } from './places.ts'
import { snapshot } from './snapshot.ts'
import { readTar, TarWriter } from './tar.ts'

/** The first entry: whose keys these are, by authority. */
const WHOSE = 'whose.json'
const Whose = z.strictObject({ stores: z.record(z.string(), z.string()) })
const NAME = /^[a-z0-9-]+\/(keys\.json|keyring\.db)$/

/** The folder holds the keys of another service's backups, which must not be overwritten. */
export class ForeignKeyring extends Error {
  override name = 'ForeignKeyring'
}

/**
 * Writes a copy of the keys of all cases, each wrapped as it is: useless without the master key. Keys in
 * the copy before of authorities that have no data here any more are kept. Refuses to replace a copy of
 * another service's.
 */
export async function writeKeyringCopy(
  to: { readonly path: string; readonly before: string; readonly scratch: string },
  rooms: readonly Rooms[],
): Promise<void> {
  const kept = keptOf(to, rooms)
  const stores = { ...kept.stores, ...idsOf(rooms) }
  const copies: { readonly name: string; readonly path: string }[] = [...kept.files]
  for (const { slug, folder, database } of rooms) {
    const path = join(to.scratch, `${slug}.${KEYRING}`)
    await snapshot(database(KEYRING), path)
    copies.push({ name: `${slug}/${KEYRING}.db`, path })
    copies.push({ name: `${slug}/${KEY_FILE}`, path: join(folder, KEY_FILE) })
  }
  const tar = new TarWriter(to.path)
  tar.addText(WHOSE, JSON.stringify({ stores }))
  for (const { name, path } of copies) tar.addFile(name, path, statSync(path).size)
  tar.end()
}

function idsOf(rooms: readonly Rooms[]): Readonly<Record<string, string>> {
  return Object.fromEntries(rooms.map(({ slug, keys }) => [slug, storeIdOf(keys)]))
}

/** What stands in the copy before of authorities that are not here. */
function keptOf(
  { before, scratch }: { readonly before: string; readonly scratch: string },
  rooms: readonly Rooms[],
) {
  if (!existsSync(before)) return { stores: {}, files: [] }
  const folder = join(scratch, 'before')
  const stores = unpackKeyringCopy(before, folder)
  const ours = idsOf(rooms)
  const foreign = Object.entries(stores).some(([slug, id]) => (ours[slug] ?? id) !== id)
  if (foreign) throw new ForeignKeyring(`${before} holds the keys of another service's backups`)
  const others = Object.entries(stores).filter(([slug]) => ours[slug] === undefined)
  return {
    stores: Object.fromEntries(others),
    files: others.flatMap(([slug]) =>
      [`${slug}/${KEYRING}.db`, `${slug}/${KEY_FILE}`].map((name) => ({
        name,
        path: join(folder, name),
      })),
    ),
  }
}

/** Unpacks a copy into `folder/coventry/keys.json` and `…/keyring.db`. Answers whose keys they are. */
export function unpackKeyringCopy(
  copy: string,
  folder: string,
  only?: readonly string[],
): Readonly<Record<string, string>> {
  let stores: Readonly<Record<string, string>> = {}
  for (const entry of readTar(copy)) {
    if (entry.name === WHOSE) {
      stores = Whose.parse(JSON.parse(entry.text())).stores
      continue
    }
    if (!NAME.test(entry.name)) throw new ForeignKeyring(`${copy} is no copy of keys`)
    if (only !== undefined && !only.includes(dirname(entry.name))) continue
    const path = join(folder, entry.name)
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    entry.copyTo(path)
  }
  return stores
}

/** The fingerprint of the master key that wraps the keys unpacked here. */
export function fingerprintIn(folder: string, slug: string): string {
  const file: unknown = JSON.parse(readFileSync(join(folder, slug, KEY_FILE), 'utf8'))
  return z.looseObject({ masterKey: z.string() }).parse(file).masterKey
}
