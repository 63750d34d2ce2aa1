import { existsSync } from 'node:fs'
import type { Clock } from '#api/clock.ts'
import type { CommandResult } from '#api/officers/commands.ts'
import { readArguments } from '#api/read-arguments.ts'
import { WrongMasterKey } from '#api/store/key-file.ts'
import { masterKeyPath, readMasterKey } from '#api/store/master-key.ts'
import { ownDataFolder } from '#api/store/owner.ts'
import { makeBackupApart } from './apart.ts'
import { CheckFailed, type Found } from './check.ts'
import { keyringCopyBeside } from './places.ts'
import { CannotRestore, restoreBackup } from './restore.ts'
import { BrokenArchive } from './tar.ts'

export type BackupDeps = {
  /** Owned by this process. */
  readonly dataDir: string
  readonly masterKey: Uint8Array
  readonly clock: Clock
  /** Databases on a server are not ours to copy. */
  readonly databaseUrl: string | undefined
}

/** What a person can mend, by naming another file, folder or key. */
const OF_THE_INPUT = new Set([
  'NotABackup',
  'ForeignKeyring',
  CheckFailed.name,
  BrokenArchive.name,
  CannotRestore.name,
  WrongMasterKey.name,
])

/** `npm run backup -- FILE`: FILE as an absolute path. */
export async function backupCommand(
  args: readonly string[],
  deps: BackupDeps,
): Promise<CommandResult> {
  const [file, ...more] = args
  if (file === undefined || more.length > 0) return fault('backup FILE')
  if (deps.databaseUrl !== undefined) return onAServer()
  const { dataDir, masterKey } = deps
  return named(async () => {
    const made = await makeBackupApart({ dataDir, masterKey, file, at: deps.clock() })
    return [
      `${made.file}: ${made.bytes} bytes, restored into an empty folder and compared`,
      `${keyringCopyBeside(made.file)}: the newest keys, needed with it`,
      ...made.found.map(sayFound),
    ]
  })
}

type RestoreFrom = {
  readonly DATA_DIR: string
  readonly SECRET_KEY?: string | undefined
  readonly SECRET_KEY_FILE?: string | undefined
  readonly DATABASE_URL?: string | undefined
}

/** `npm run restore -- FILE [--keys FILE]`, while no service runs on the data folder. */
export async function restoreCommand(
  args: readonly string[],
  env: RestoreFrom,
): Promise<CommandResult> {
  const read = askedOf(args)
  if (read === undefined) return fault('restore FILE [--keys FILE]')
  if (env.DATABASE_URL !== undefined) return onAServer()
  const key = {
    dataDir: env.DATA_DIR,
    secretKey: env.SECRET_KEY,
    secretKeyFile: env.SECRET_KEY_FILE,
  }
  const isGiven = key.secretKey !== undefined || key.secretKeyFile !== undefined
  // Never a new one: a backup opens with the key it was made with.
  if (!isGiven && !existsSync(masterKeyPath(env.DATA_DIR))) {
    return fault(`the master key is not there: put it at ${masterKeyPath(env.DATA_DIR)}`)
  }
  const masterKey = readMasterKey(key)
  const folder = await ownDataFolder(env.DATA_DIR, 'to-restore')
  try {
    return await named(async () => {
      const found = await restoreBackup({ ...read, dataDir: folder.path, masterKey })
      return [...found.map(sayFound), `restored into ${folder.path}`]
    })
  } finally {
    folder.release()
  }
}

function askedOf(args: readonly string[]) {
  const read = readArguments(args, { keys: { type: 'string' } })
  const [file, ...more] = read?.positionals ?? []
  return file === undefined || more.length > 0 ? undefined : { file, keys: read?.values.keys }
}

async function named(act: () => Promise<readonly string[]>): Promise<CommandResult> {
  try {
    return { exitCode: 0, lines: await act() }
  } catch (cause) {
    if (!(cause instanceof Error && OF_THE_INPUT.has(cause.name))) throw cause
    return fault(cause.message)
  }
}

function sayFound({ slug, cases, opened, removed, files, rows }: Found): string {
  return `${slug}: ${rows} rows, ${cases} cases, words of ${opened} open, of ${removed} removed, ${files} files`
}

function onAServer(): CommandResult {
  return fault('DATABASE_URL: the databases are on a server, which has backups of its own')
}

function fault(...lines: readonly string[]): CommandResult {
  return { exitCode: 1, lines }
}
