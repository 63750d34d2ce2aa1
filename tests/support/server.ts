import { type ChildProcess, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { openMailSink, until } from './mail-sink.ts'

const BUNDLE = 'dist/server.mjs'
const READY = /^ready (\S+)$/m
/** As `npm start` does. */
const FLAGS = ['--max-semi-space-size=2']
const SMALL = { MALLOC_ARENA_MAX: '2', NODE_COMPILE_CACHE: 'dist/compiled' }

export type RunningServer = {
  readonly url: string
  /** Printed while no officer exists. */
  readonly firstOfficer: string | undefined
  readonly pid: number
  /** From its beginning to the line "ready". */
  readonly milliseconds: number
  /** Everything it printed so far. */
  readonly printed: () => string
  /** Ends as an operator would end it, and answers its exit code. */
  readonly stop: () => Promise<number | null>
  /** Ends as a power cut would. */
  readonly kill9: () => Promise<void>
}

export type ServerOptions = {
  readonly dataDir: string
  readonly env?: Readonly<Record<string, string>>
  readonly port?: number
  /** A folder with `content` and `dist`, where it is started; left out, this project. */
  readonly cwd?: string
  /** How long it may take to be ready; a machine that does much else at once is slow. */
  readonly patienceMs?: number
}

/** A folder for one test's data, and how to be rid of it. The master key lies beside the data, so both are inside. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'earshot-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Starts the built server on a free port of the loopback address and waits until it says it is ready. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  if (!existsSync(BUNDLE)) throw new Error(`${BUNDLE} is not built: run npm run build`)
  const port = options.port ?? (await freePort())
  const began = performance.now()
  const child = spawn(process.execPath, [...FLAGS, BUNDLE], {
    cwd: options.cwd,
    env: {
      PATH: process.env.PATH ?? '',
      PORT: String(port),
      ...SMALL,
      DATA_DIR: options.dataDir,
      AUTHORITIES: 'coventry',
      LOG_LEVEL: 'warn',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  let readyAfter: number | undefined
  const keep = (part: Buffer) => {
    printed += part.toString()
    if (readyAfter === undefined && READY.test(printed)) readyAfter = performance.now() - began
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const url = await until(
    () => {
      if (child.exitCode !== null) throw new Error(`the server ended at its start:\n${printed}`)
      return READY.exec(printed)?.[1]
    },
    options.patienceMs ?? 30_000,
    'the line "ready"',
  ).catch((fault: unknown) => {
    child.kill('SIGKILL')
    throw fault
  })
  return {
    url: url.replace(/\/$/, ''),
    firstOfficer: /^first-officer (\S+)$/m.exec(printed)?.[1],
    pid: child.pid ?? 0,
    milliseconds: readyAfter ?? 0,
    printed: () => printed,
    stop: () => end(child, 'SIGTERM'),
    kill9: async () => {
      await end(child, 'SIGKILL')
    },
  }
}

/**
 * A server that shows every language, as an operator who tries drafts has it: this project's content with
 * the word `draftLanguages` in one profile.
 */
export async function startWithDrafts() {
  const folder = temporaryFolder()
  cpSync('content', join(folder.path, 'content'), { recursive: true })
  symlinkSync(resolve('dist'), join(folder.path, 'dist'))
  const file = join(folder.path, 'content', 'authorities', 'coventry', 'profile.json')
  const profile: object = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...profile, draftLanguages: 'marked' }))
  const server = await startWithMail({}, folder.path)
  return {
    ...server,
    close: async () => {
      await server.close()
      folder.remove()
    },
  }
}

/** A server with its own data and its own mail, for one file of tests. */
export async function startWithMail(env: Readonly<Record<string, string>> = {}, cwd?: string) {
  const folder = temporaryFolder()
  const sink = await openMailSink()
  const server = await startServer({
    dataDir: join(folder.path, 'data'),
    env: { SMTP_URL: sink.url, ...env },
    ...(cwd !== undefined && { cwd }),
  })
  return {
    ...server,
    sink,
    dataDir: join(folder.path, 'data'),
    close: async () => {
      await server.stop()
      await sink.close()
      folder.remove()
    },
  }
}

function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code))
    child.kill(signal)
  })
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port'))
        else resolve(address.port)
      })
    })
  })
}
