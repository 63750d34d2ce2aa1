import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export type Other = {
  readonly lines: string[]
  /** Waits until it has said this. */
  heard(line: string): Promise<void>
  tell(line: string): void
  kill(): Promise<void>
}

/** Starts one of the programs of this folder in a process of its own; killed when the test is over. */
export function startOther(program: string, ...args: string[]): Other {
  return listenTo(process.execPath, [fileOf(program), ...args])
}

/**
 * The same where no file may grow beyond so many megabytes: what is written over that is taken in part, as on a disk
 * that fills, and the rest is refused with EFBIG.
 */
export function startWithin(
  { fileMegabytes }: { readonly fileMegabytes: number },
  program: string,
  ...args: string[]
): Other {
  const limited = `trap '' XFSZ; ulimit -f ${fileMegabytes * 1024}; exec "$@"`
  return listenTo('bash', ['-c', limited, 'bash', process.execPath, fileOf(program), ...args])
}

function fileOf(program: string): string {
  return fileURLToPath(new URL(`./${program}.ts`, import.meta.url))
}

function listenTo(command: string, args: readonly string[]): Other {
  const child: ChildProcess = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const lines: string[] = []
  const waiting = new Map<string, () => void>()
  if (child.stdout === null) throw new Error('no output to read')
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    waiting.get(line)?.()
  })
  async function kill() {
    child.kill('SIGKILL')
    await ended
  }
  onTestFinished(kill)
  return {
    lines,
    heard: (line) =>
      new Promise((done, failed) => {
        if (lines.includes(line)) return done()
        waiting.set(line, done)
        void ended.then(() => failed(new Error(`it ended without saying ${line}`)))
      }),
    tell: (line) => void child.stdin?.write(`${line}\n`),
    kill,
  }
}
