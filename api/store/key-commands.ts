import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { KEY_FILE, slugsIn } from '#api/backup/places.ts'
import type { CommandResult } from '#api/officers/commands.ts'
import { readArguments } from '#api/read-arguments.ts'
import { WrongMasterKey, wrappedWith } from './key-file.ts'
import { fingerprintOf, masterKeyPath, readMasterKey } from './master-key.ts'
import { ownDataFolder } from './owner.ts'
import { rotateMasterKey } from './rotate-master-key.ts'

const USAGE = 'keys list | keys rotate [--to FILE]'

type KeysFrom = {
  readonly DATA_DIR: string
  readonly SECRET_KEY?: string | undefined
  readonly SECRET_KEY_FILE?: string | undefined
}

/** `npm run keys -- list` and `npm run keys -- rotate [--to FILE]`, while no service runs on the data folder. */
export async function keysCommand(args: readonly string[], env: KeysFrom): Promise<CommandResult> {
  const asked = askedOf(args)
  if (asked === undefined) return fault(USAGE)
  const own = env.SECRET_KEY_FILE ?? masterKeyPath(env.DATA_DIR)
  if (env.SECRET_KEY === undefined && !existsSync(own)) {
    return fault(`the master key is not there: put it at ${own}`)
  }
  if (asked.to !== undefined && asked.to === resolve(own)) {
    return fault(`--to: ${asked.to} holds the old key; leave it out to replace it there`)
  }
  if (asked.act === 'rotate' && env.SECRET_KEY !== undefined && asked.to === undefined) {
    return fault('SECRET_KEY: name with --to the file that the new key is to be written to')
  }
  const masterKey = readMasterKey({
    dataDir: env.DATA_DIR,
    secretKey: env.SECRET_KEY,
    secretKeyFile: env.SECRET_KEY_FILE,
  })
  const folder = await ownDataFolder(env.DATA_DIR)
  try {
    return asked.act === 'list'
      ? list(folder.path, masterKey)
      : rotate({
          dataDir: folder.path,
          masterKey,
          keyFile: asked.to ?? own,
          isOldKeyFile: asked.to === undefined,
        })
  } finally {
    folder.release()
  }
}

function list(dataDir: string, masterKey: Uint8Array): CommandResult {
  const given = fingerprintOf(masterKey)
  const lines = slugsIn(dataDir).map((slug) => {
    const needed = wrappedWith(join(dataDir, slug, KEY_FILE))
    return `${slug}: ${needed} ${needed === given ? 'fits' : 'needs another key'}`
  })
  return { exitCode: 0, lines: [`master key: ${given}`, ...lines] }
}

function rotate(job: Parameters<typeof rotateMasterKey>[0]): CommandResult {
  try {
    const { from, to, authorities, oldKey } = rotateMasterKey(job)
    return {
      exitCode: 0,
      lines: [
        `rotated from ${from} to ${to}: ${authorities.join(', ') || 'no authority yet'}`,
        `the new key: ${job.keyFile}`,
        ...(oldKey === undefined ? [] : [`the old key: ${oldKey}`]),
        'Put the new key into your safe, start the service, make a backup, and only then destroy the old key.',
      ],
    }
  } catch (cause) {
    if (cause instanceof WrongMasterKey) return fault(cause.message)
    throw cause
  }
}

function askedOf(args: readonly string[]) {
  const read = readArguments(args, { to: { type: 'string' } })
  const [act, ...more] = read?.positionals ?? []
  if ((act !== 'list' && act !== 'rotate') || more.length > 0) return undefined
  const to = read?.values.to
  return { act, to: to === undefined ? undefined : resolve(to) } as const
}

function fault(...lines: readonly string[]): CommandResult {
  return { exitCode: 1, lines }
}
