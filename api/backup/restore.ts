import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { WrongMasterKey } from '#api/store/key-file.ts'
import { fingerprintOf } from '#api/store/master-key.ts'
import { RESTORING } from '#api/store/owner.ts'
import { syncFolder } from '#api/store/write-file.ts'
import { CheckFailed, checkRestored, type Found } from './check.ts'
import { fingerprintIn, unpackKeyringCopy } from './keyring-copy.ts'
import { ABOUT, MANIFEST } from './make-backup.ts'
import { fits, Manifest, macOf } from './manifest.ts'
import { keyringCopyBeside, openRooms } from './places.ts'
import { BrokenArchive, readTar } from './tar.ts'

const NAME = /^([a-z0-9-]+)\/((cases|equality)\.db|[a-z0-9-]+\/[A-Za-z0-9_.-]+)$/

/** A restore cannot begin; the message says what is missing. */
export class CannotRestore extends Error {
  override name = 'CannotRestore'
}

/**
 * Puts a backup into an empty data folder, all of it or nothing: it is unpacked and checked beside, then
 * moved. Refuses a folder with data in it, another master key, and a copy of the keys that is missing,
 * foreign or older than the backup. The caller owns the data folder.
 */
export async function restoreBackup(job: {
  readonly file: string
  readonly keys?: string | undefined
  readonly dataDir: string
  readonly masterKey: Uint8Array
}): Promise<readonly Found[]> {
  const file = resolve(job.file)
  const keys = job.keys === undefined ? keyringCopyBeside(file) : resolve(job.keys)
  if (!existsSync(file)) throw new CannotRestore(`there is no file ${file}`)
  if (!existsSync(keys)) {
    throw new CannotRestore(`the newest copy of the keys is not there: ${keys}`)
  }
  const into = join(job.dataDir, RESTORING)
  refuseFilled(job.dataDir)
  rmSync(into, { recursive: true, force: true })
  const found = await unpackAndCheck({ archive: file, keys, into, masterKey: job.masterKey })
  for (const { slug } of found) renameSync(join(into, slug), join(job.dataDir, slug))
  syncFolder(job.dataDir)
  rmSync(into, { recursive: true, force: true })
  syncFolder(job.dataDir)
  return found
}

/** Data is never written over: neither of a service that ran here nor of an earlier restore. */
function refuseFilled(dataDir: string): void {
  const folders = readdirSync(dataDir, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== RESTORING,
  )
  if (folders.length === 0) return
  throw new CannotRestore(`${dataDir} is not empty: name an empty folder in DATA_DIR`)
}

/** Unpacks a backup with its keys into a new folder and compares everything. Answers what was found. */
export async function unpackAndCheck(from: {
  readonly archive: string
  readonly keys: string
  readonly into: string
  readonly masterKey: Uint8Array
}): Promise<readonly Found[]> {
  const { into, masterKey } = from
  mkdirSync(into, { recursive: true, mode: 0o700 })
  const { manifest, hashes } = unpack(from.archive, into)
  const slugs = manifest.authorities.map(({ holding }) => holding.slug)
  const whose = unpackKeyringCopy(from.keys, into, slugs)
  const found: Found[] = []
  for (const { holding, mac } of manifest.authorities) {
    const { slug, databases, files } = holding
    if (whose[slug] === undefined) throw new CannotRestore(`no keys of ${slug} are in ${from.keys}`)
    refuseOtherKey(into, slug, masterKey)
    const rooms = openRooms(into, slug, masterKey)
    if (!fits(mac, macOf(rooms.keys, manifest.madeAt, holding))) {
      throw new CheckFailed(`${slug}: the backup was changed, or belongs to other keys`)
    }
    const expected = [
      ...databases.map(({ name, sha256 }) => [`${slug}/${name}.db`, sha256] as const),
      ...files.map(({ name, sha256 }) => [`${slug}/${name}`, sha256] as const),
    ]
    const wrong = expected.find(([name, sha256]) => hashes.get(name) !== sha256)
    if (wrong !== undefined) throw new CheckFailed(`${wrong[0]}: damaged or missing`)
    found.push(await checkRestored(rooms, holding))
  }
  return found
}

function unpack(archive: string, into: string) {
  const hashes = new Map<string, string>()
  let manifest: Manifest | undefined
  for (const entry of readTar(archive)) {
    if (entry.name === ABOUT) continue
    if (entry.name === MANIFEST) {
      manifest = Manifest.parse(JSON.parse(entry.text()))
      continue
    }
    if (!NAME.test(entry.name)) throw new BrokenArchive(`no backup has an entry ${entry.name}`)
    const path = join(into, entry.name)
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    hashes.set(entry.name, entry.copyTo(path).sha256)
  }
  if (manifest === undefined) throw new BrokenArchive('the file ends in the middle')
  return { manifest, hashes }
}

function refuseOtherKey(folder: string, slug: string, masterKey: Uint8Array): void {
  const needed = fingerprintIn(folder, slug)
  const given = fingerprintOf(masterKey)
  if (needed === given) return
  throw new WrongMasterKey(`it needs the master key ${needed}, and the one given is ${given}`)
}
