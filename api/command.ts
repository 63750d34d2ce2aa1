import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { type BackupDeps, backupCommand, restoreCommand } from '#api/backup/commands.ts'
import { systemClock } from '#api/clock.ts'
import { type DemoDeps, demoCode, fillDemo } from '#api/demo/command.ts'
import { type Env, EnvironmentFault, readEnv } from '#api/env.ts'
import { historyCommand } from '#api/history/command.ts'
import { createAuthorities } from '#api/http/authorities.ts'
import { type CommandDeps, officerCommand } from '#api/officers/commands.ts'
import { type OpenCasesDeps, openCasesCommand } from '#api/open-cases/command.ts'
import { importCommand, type ReportDeps, reportCommand } from '#api/reports/commands.ts'
import { findBrowser } from '#api/reports/pdf-form.ts'
import {
  type AdminHandlers,
  adminSocket,
  askAdmin,
  NOT_RUNNING,
  type Say,
} from '#api/store/admin.ts'
import { keysCommand } from '#api/store/key-commands.ts'
import { readMasterKey } from '#api/store/master-key.ts'
import { openStore } from '#api/store/open-store.ts'
import { ownDataFolder } from '#api/store/owner.ts'
import type { Store } from '#api/store/store.ts'
import { loadContent } from '#content/index.ts'
import { keepPracticeApart } from './practice.ts'

const Result = z.strictObject({
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  lines: z.array(z.string()),
  /** What a command makes, for standard output or a file; `lines` then are none. */
  output: z
    .strictObject({
      text: z.string(),
      encoding: z.enum(['utf8', 'base64']),
      file: z.string().nullable(),
    })
    .optional(),
})
type Result = z.infer<typeof Result>

const Args = z.array(z.string())

/** Every command by name, as a running server answers it and as it runs alone. */
export function commandHandlers(
  deps: CommandDeps & ReportDeps & BackupDeps & OpenCasesDeps,
): AdminHandlers {
  return {
    backup: (args) => backupCommand(Args.parse(args), deps),
    officer: (args) => officerCommand(Args.parse(args), deps),
    history: (args) => historyCommand(Args.parse(args), deps),
    import: (args, say) => importCommand(Args.parse(args), deps, say),
    'open-cases': (args) => openCasesCommand(Args.parse(args), deps),
    report: (args) => reportCommand(Args.parse(args), deps),
  }
}

/**
 * Runs one command, `['officer', 'list', '--authority', 'coventry']`: through the server that owns the data
 * folder, or alone when there is none.
 */
async function runCommand(
  words: readonly string[],
  env: Env,
  say: Say = () => {},
): Promise<Result> {
  const [name = '', ...own] = words
  // Never through a running server: a demonstration has a folder of its own.
  if (name === 'demo' && own[0] === 'fill') {
    return withStores(env, async (deps) => Result.parse(await fillDemo(deps)))
  }
  if (name === 'demo') return Result.parse(demoCode(own, systemClock))
  if (name === 'restore') return Result.parse(await restoreCommand(own, env))
  if (name === 'keys') return Result.parse(await keysCommand(own, env))
  const args = fromHere(name, own)
  const answer = await askAdmin(adminSocket(env.DATA_DIR), name, args, say)
  if (answer !== NOT_RUNNING) return Result.parse(answer)
  return withStores(env, async (deps) => {
    const handler = commandHandlers(deps)[name]
    if (handler === undefined) return { exitCode: 1, lines: [`no such command: ${name}`] }
    return Result.parse(await handler(args, say))
  })
}

/** A server reads a path from where it stands: it is told where we do. */
function fromHere(name: string, args: readonly string[]): readonly string[] {
  if (name === 'import' || name === 'open-cases') return [...args, '--cwd', process.cwd()]
  return name === 'backup' ? args.map((path) => resolve(path)) : args
}

async function withStores<T>(
  env: Env,
  work: (deps: CommandDeps & ReportDeps & BackupDeps & DemoDeps) => Promise<T>,
): Promise<T> {
  const content = loadContent('content')
  const slugs = env.AUTHORITIES ?? [...content.authorities.keys()]
  const profiles = slugs.flatMap((slug) => content.authorities.get(slug) ?? [])
  const masterKey = readMasterKey({
    dataDir: env.DATA_DIR,
    secretKey: env.SECRET_KEY,
    secretKeyFile: env.SECRET_KEY_FILE,
  })
  const folder = await ownDataFolder(env.DATA_DIR)
  keepPracticeApart(folder.path, env.PRACTICE === 'yes' ? 'practice' : 'earnest')
  const stores = new Map<string, Store>()
  try {
    for (const { slug } of profiles) {
      const databaseUrl = env.DATABASE_URL
      stores.set(
        slug,
        await openStore({ folder, slug, masterKey, clock: systemClock, databaseUrl }),
      )
    }
    const authorities = createAuthorities({
      profiles,
      stores,
      languagesOf: ({ languages }) => languages,
    })
    return await work({
      storeOf: (slug) => stores.get(slug),
      addressOf: (slug) => env.PUBLIC_URL + (authorities.of(slug)?.base ?? ''),
      authorities,
      publicUrl: env.PUBLIC_URL,
      clock: systemClock,
      content,
      browser: findBrowser({ named: env.CHROMIUM, path: env.PATH }),
      dataDir: folder.path,
      masterKey,
      databaseUrl: env.DATABASE_URL,
    })
  } finally {
    for (const store of stores.values()) await store.close()
    folder.release()
  }
}

/** All of it before the process ends: a pipe takes a long text a piece at a time. */
async function print({ text, encoding, file }: NonNullable<Result['output']>): Promise<void> {
  const bytes = Buffer.from(text, encoding)
  if (file !== null) return writeFileSync(file, bytes)
  await new Promise<void>((written, failed) =>
    process.stdout.write(bytes, (fault) => (fault ? failed(fault) : written())),
  )
}

/** `npm run officer -- …`: prints what came of it and ends with 0, 1 (a fault of the input) or 2 (could not run). */
export async function main(words: readonly string[]): Promise<number> {
  try {
    const say = (line: string) => void process.stderr.write(`${line}\n`)
    const { exitCode, lines, output } = await runCommand(words, readEnv(), say)
    if (output !== undefined) await print(output)
    const stream = exitCode === 0 ? process.stdout : process.stderr
    if (lines.length > 0) stream.write(`${lines.join('\n')}\n`)
    return exitCode
  } catch (fault) {
    const said = fault instanceof Error ? fault.message : String(fault)
    process.stderr.write(`${said}\n`)
    return fault instanceof EnvironmentFault ? 1 : 2
  }
}
