import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fingerprintOf } from '#api/store/master-key.ts'
import { isMissing } from '#api/store/missing-file.ts'
import { syncFolder } from '#api/store/write-file.ts'
import type { Instant } from '#schema/dates.ts'
import type { Found } from './check.ts'
import { writeKeyringCopy } from './keyring-copy.ts'
import { FORMAT, type Holding, macOf } from './manifest.ts'
import {
  BACKED_UP,
  filesOf,
  KEYRING,
  keyringCopyBeside,
  openRooms,
  type Rooms,
  slugsIn,
} from './places.ts'
import { unpackAndCheck } from './restore.ts'
import { snapshot } from './snapshot.ts'
import { type Entry, readTar, TarWriter } from './tar.ts'

export const MANIFEST = 'manifest.json'
export const ABOUT = 'ABOUT.txt'
/** Beside the backup, so that it is put in place by a new name alone. */
const SCRATCH = '.earshot-backup-'

export type BackupJob = {
  readonly dataDir: string
  readonly masterKey: Uint8Array
  readonly file: string
  readonly at: Instant
}

export type Made = {
  readonly file: string
  readonly bytes: number
  readonly found: readonly Found[]
}

/** What stands where the backup should go is something else. */
export class NotABackup extends Error {
  override name = 'NotABackup'
}

/**
 * Writes a backup of every authority's databases and files while they are in use, and the newest copy of
 * the keys beside it. Both are put in place only after they were restored into an empty folder and
 * compared. A backup of ours that stands there already is replaced, anything else is not.
 *
 * The keys of the cases are in the copy beside it and not in the backup: of that copy only the newest is
 * kept, so that a key which was destroyed is in none.
 */
export async function makeBackup(job: BackupJob): Promise<Made> {
  const file = resolve(job.file)
  refuseOther(file)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  sweepScratch(dirname(file))
  const scratch = mkdtempSync(join(dirname(file), SCRATCH))
  try {
    const rooms = slugsIn(job.dataDir).map((slug) => openRooms(job.dataDir, slug, job.masterKey))
    const [archive, keys] = [join(scratch, 'backup'), join(scratch, 'keyring')]
    await writeArchive(archive, rooms, { ...job, scratch })
    // After the databases: every key of a case in them is in the copy, or was destroyed meanwhile.
    const before = keyringCopyBeside(file)
    await writeKeyringCopy({ path: keys, before, scratch }, rooms)
    const found = await unpackAndCheck({
      archive,
      keys,
      into: join(scratch, 'check'),
      masterKey: job.masterKey,
    })
    renameSync(keys, before)
    renameSync(archive, file)
    syncFolder(dirname(file))
    return { file, bytes: statSync(file).size, found }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** What a crash left behind: nobody works on a backup for a day. */
function sweepScratch(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => each.startsWith(SCRATCH))) {
    const path = join(folder, name)
    const { mtimeMs } = statSync(path)
    if (performance.timeOrigin + performance.now() - mtimeMs < 86_400_000) continue
    rmSync(path, { recursive: true, force: true })
  }
}

function refuseOther(file: string): void {
  if (!existsSync(file)) return
  try {
    if (readTar(file).next().value?.name === ABOUT) return
  } catch {
    // Not even an archive.
  }
  throw new NotABackup(`${file} is there already and is no backup`)
}

async function writeArchive(
  archive: string,
  rooms: readonly Rooms[],
  job: BackupJob & { readonly scratch: string },
): Promise<void> {
  const masterKey = fingerprintOf(job.masterKey)
  const tar = new TarWriter(archive)
  tar.addText(ABOUT, about(job.at, masterKey))
  const authorities: { readonly holding: Holding; readonly mac: string }[] = []
  for (const each of rooms) {
    const holding = await addAuthority(tar, each, job.scratch)
    authorities.push({ holding, mac: macOf(each.keys, job.at, holding) })
  }
  const manifest = { format: FORMAT, madeAt: job.at, masterKey, authorities }
  tar.addText(MANIFEST, JSON.stringify(manifest))
  tar.end()
}

async function addAuthority(tar: TarWriter, rooms: Rooms, scratch: string): Promise<Holding> {
  const databases: Holding['databases'] = []
  for (const name of BACKED_UP) {
    const path = join(scratch, `${rooms.slug}.${name}`)
    const tables = [...(await snapshot(rooms.database(name), path))]
    const { bytes, sha256 } = tar.addFile(`${rooms.slug}/${name}.db`, path, statSync(path).size)
    databases.push({ name, bytes, sha256, tables })
    rmSync(path)
  }
  const files = filesOf(rooms.folder).flatMap(({ name, bytes }): Entry[] => {
    const added = addIfThere(tar, `${rooms.slug}/${name}`, join(rooms.folder, name), bytes)
    return added === undefined ? [] : [{ ...added, name }]
  })
  return { slug: rooms.slug, databases, files }
}

/** A file may go while the backup is made: unclaimed ones do, and those of a case that is removed. */
function addIfThere(tar: TarWriter, name: string, path: string, bytes: number): Entry | undefined {
  try {
    return tar.addFile(name, path, bytes)
  } catch (fault) {
    if (isMissing(fault)) return undefined
    throw fault
  }
}

function about(at: Instant, masterKey: string): string {
  return [
    `A backup of Earshot, made ${at}.`,
    `It opens with the master key whose fingerprint is ${masterKey}, or one that came after it,`,
    `and with the newest earshot.${KEYRING} beside it. Neither is in this file.`,
    'Put it back into an empty data folder: npm run restore -- FILE',
    'docs/operate/back-up-and-restore.md says it step by step.',
    '',
  ].join('\n')
}
