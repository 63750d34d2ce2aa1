import { existsSync, readFileSync, statSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { z } from 'zod'

const AbsolutePath = z.string().refine(isAbsolute, 'needs a whole path, from /')

/** `DATA_DIR/backups.json`: how the service backs itself up. All of it optional. */
const File = z.strictObject({
  /** Where backups lie; beside the data folder when absent. Best another disk. */
  folder: AbsolutePath.optional(),
  /** What may be lost with the machine. */
  everyMinutes: z.number().int().min(5).max(10_080).default(360),
  /** The newest ones are kept whatever their age. */
  keepLatest: z.number().int().min(2).default(4),
  /** And the last one of each of these days. What is older is removed. */
  keepDays: z.number().int().min(1).default(14),
  /** A program that takes a copy away: it is given the backup and the copy of the keys. */
  afterwards: AbsolutePath.optional(),
})

export type BackupSettings = Omit<z.infer<typeof File>, 'folder'> & { readonly folder: string }

const SETTINGS_FILE = 'backups.json'

/** Reads how to back up. Throws, naming the fault, for a file that cannot be used. */
export function readSettings(dataDir: string): BackupSettings {
  const path = join(dataDir, SETTINGS_FILE)
  const beside = `${resolve(dataDir)}.backups`
  if (!existsSync(path)) return { ...File.parse({}), folder: beside }
  // It names a program that we run.
  if ((statSync(path).mode & 0o022) !== 0) {
    throw new Error(`${path} can be written by others: chmod 600 it`)
  }
  const read = File.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (read.success) return { ...read.data, folder: read.data.folder ?? beside }
  const faults = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`${path}: ${faults.join('; ')}`)
}
