import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Clock } from '#api/clock.ts'
import { faultCode, type Log } from '#api/log.ts'
import type { Instant } from '#schema/dates.ts'
import { makeBackupApart } from './apart.ts'
import { type Kept, keptIn, nameFor, outOfDate, removeBackups } from './kept.ts'
import { bytesIn, keyringCopyBeside } from './places.ts'
import { type BackupSettings, readSettings } from './settings.ts'

/** A service that was just started has better things to do. */
const FIRST_AFTER_MINUTES = 10
/** After a fault it is tried again sooner than it would be due. */
const AGAIN_AFTER_MINUTES = 15
/** While it is made there are the copy, the archive and the restored copy. */
const ROOM_NEEDED = 3
const ROOM_LEFT_BYTES = 200 * 1024 * 1024
const LONGEST_COPY_AWAY_MS = 1_800_000

/** What may be wrong with the backups. `missing`: no good one for longer than was asked for. */
export type BackupProblem = 'backup-missing' | 'backup-failed' | 'backup-not-copied'

export type BackupState = {
  readonly problems: readonly BackupProblem[]
  /** Newest first. */
  readonly kept: readonly Kept[]
  readonly settings: BackupSettings | undefined
}

export type BackupSchedule = {
  /** Makes a backup if one is due. Resolves when it is done; asked meanwhile, it is the same one. */
  runIfDue(): Promise<void>
  state(): BackupState
  /** Ends one that is being made. What is in place stays. */
  stop(): Promise<void>
}

type ScheduleParts = {
  readonly dataDir: string
  readonly masterKey: Uint8Array
  readonly clock: Clock
  readonly log: Log
}

/** Backs the data folder up by itself, as `DATA_DIR/backups.json` says, and knows whether that went well. */
export function createBackupSchedule(parts: ScheduleParts): BackupSchedule {
  const { dataDir, clock, log } = parts
  const startedAt = clock()
  const ending = new AbortController()
  let running: Promise<void> | undefined
  let failedAt: Instant | undefined
  let isCopiedAway = true

  async function run(settings: BackupSettings): Promise<void> {
    const at = clock()
    mkdirSync(settings.folder, { recursive: true, mode: 0o700 })
    await refuseWithoutRoom(dataDir, settings.folder)
    const file = join(settings.folder, nameFor(at))
    const made = await makeBackupApart({ ...parts, file, at }, ending.signal)
    removeBackups(outOfDate(keptIn(settings.folder), settings))
    log('info', 'backup-made', { count: made.bytes })
    isCopiedAway = await copyAway(settings, file)
    if (!isCopiedAway) log('error', 'backup-not-copied')
  }

  async function attempt(): Promise<void> {
    try {
      const settings = readSettings(dataDir)
      if (!isDue(clock(), settings, { startedAt, failedAt })) return
      await run(settings)
      failedAt = undefined
    } catch (fault) {
      if (ending.signal.aborted) return
      failedAt = clock()
      log('error', 'backup-failed', { fault: faultCode(fault) })
    }
  }

  return {
    runIfDue() {
      running ??= attempt().finally(() => {
        running = undefined
      })
      return running
    },
    state() {
      try {
        const settings = readSettings(dataDir)
        const kept = keptIn(settings.folder)
        const problems: BackupProblem[] = []
        if (isMissing(kept, settings, startedAt, clock())) problems.push('backup-missing')
        if (failedAt !== undefined) problems.push('backup-failed')
        if (!isCopiedAway) problems.push('backup-not-copied')
        return { problems, kept, settings }
      } catch {
        return { problems: ['backup-failed'], kept: [], settings: undefined }
      }
    },
    async stop() {
      ending.abort()
      await running
    },
  }
}

function isDue(
  now: Instant,
  { folder, everyMinutes }: BackupSettings,
  since: { readonly startedAt: Instant; readonly failedAt: Instant | undefined },
): boolean {
  if (since.failedAt !== undefined) return minutesFrom(since.failedAt, now) >= AGAIN_AFTER_MINUTES
  const last = newestBefore(keptIn(folder), now)
  if (last !== undefined) return minutesFrom(last.at, now) >= everyMinutes
  return minutesFrom(since.startedAt, now) >= FIRST_AFTER_MINUTES
}

/** No good backup for twice as long as was asked for, and one hour: then something is wrong. */
function isMissing(
  kept: readonly Kept[],
  { everyMinutes }: BackupSettings,
  startedAt: Instant,
  now: Instant,
): boolean {
  const since = newestBefore(kept, now)?.at ?? startedAt
  return minutesFrom(since, now) > 2 * everyMinutes + 60
}

/** One from the future was made while the clock was wrong: it says nothing about today. */
function newestBefore(kept: readonly Kept[], now: Instant): Kept | undefined {
  return kept.find(({ at }) => at <= now)
}

function minutesFrom(from: Instant, to: Instant): number {
  return Math.abs(Date.parse(to) - Date.parse(from)) / 60_000
}

async function refuseWithoutRoom(dataDir: string, folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize > bytesIn(dataDir) * ROOM_NEEDED + ROOM_LEFT_BYTES) return
  throw Object.assign(new Error('there is no room for a backup'), { code: 'ENOSPC' })
}

/** True when there is nothing to do, or it was done. The program sees nothing of our environment. */
async function copyAway({ afterwards }: BackupSettings, file: string): Promise<boolean> {
  if (afterwards === undefined) return true
  const given = { env: { PATH: '/usr/local/bin:/usr/bin:/bin' }, timeout: LONGEST_COPY_AWAY_MS }
  return promisify(execFile)(afterwards, [file, keyringCopyBeside(file)], given).then(
    () => true,
    () => false,
  )
}
