import { chmodSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Socket } from 'node:net'
import { relative, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const LONGEST_ANSWER_MS = 600_000

const Question = z.strictObject({ command: z.string(), args: z.unknown() })
const Answer = z.union([
  z.strictObject({ said: z.string() }),
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), fault: z.string() }),
])

type LastAnswer = Exclude<z.infer<typeof Answer>, { said: string }>

/** Tells the one who waits how far it is, a line at a time. */
export type Say = (line: string) => void

/** What commands may ask of a running server: each parses what it is handed, and answers with JSON. */
export type AdminHandlers = Readonly<Record<string, (args: unknown, say: Say) => Promise<unknown>>>

/** No server runs on this data folder: the command may open it itself. */
export const NOT_RUNNING = Symbol('no server is running')

/** Where commands reach the server that owns a data folder. The system allows such a path about 100 bytes. */
export function adminSocket(dataDir: string): string {
  const path = resolve(dataDir, 'admin.sock')
  const fromHere = relative(process.cwd(), path)
  return fromHere.length < path.length ? fromHere : path
}

/**
 * Lets commands do their work through the process that owns the data folder: a line of JSON asks, a line of
 * JSON answers, and lines in between tell how far it is.
 * Only the owner's own account may connect. Call it once the folder is owned.
 */
export async function serveAdmin(path: string, handlers: AdminHandlers) {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    createInterface({ input: socket })
      // Said again of what it reads from: unheard, a command that was ended in the middle would end the service.
      .on('error', () => {})
      .on('line', (line) => void answer(socket, line, handlers))
  })
  // We own the folder, so a socket that is there was left by a process that was killed.
  rmSync(path, { force: true })
  const mask = process.umask(0o177)
  try {
    await new Promise<void>((listening, failed) => {
      server.once('error', failed).listen(path, listening)
    })
  } finally {
    process.umask(mask)
  }
  chmodSync(path, 0o600)
  return {
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  }
}

/** Asks the running server. `NOT_RUNNING` when there is none; throws with the server's own words when it refuses. */
export async function askAdmin(
  path: string,
  command: string,
  args: unknown = null,
  say: Say = () => {},
) {
  const reply = await exchange(path, JSON.stringify({ command, args }), say)
  if (reply === NOT_RUNNING) return NOT_RUNNING
  if (!reply.ok) throw new Error(reply.fault)
  return reply.value
}

async function answer(socket: Socket, line: string, handlers: AdminHandlers): Promise<void> {
  const say = (reply: LastAnswer) => socket.end(`${JSON.stringify(reply)}\n`)
  const tell = (said: string) => void socket.write(`${JSON.stringify({ said })}\n`)
  try {
    const { command, args } = Question.parse(JSON.parse(line))
    if (!Object.hasOwn(handlers, command)) {
      say({ ok: false, fault: `no such command: ${command}` })
      return
    }
    say({ ok: true, value: (await handlers[command]?.(args, tell)) ?? null })
  } catch (fault) {
    say({ ok: false, fault: fault instanceof Error ? fault.message : 'the command failed' })
  }
}

function exchange(
  path: string,
  question: string,
  say: Say,
): Promise<LastAnswer | typeof NOT_RUNNING> {
  return new Promise((answered, failed) => {
    const socket = createConnection(path, () => socket.write(`${question}\n`))
    socket.setTimeout(LONGEST_ANSWER_MS, () => socket.destroy(new Error('no answer in 10 minutes')))
    socket.on('error', (fault) => (nobodyListens(fault) ? answered(NOT_RUNNING) : failed(fault)))
    socket.on('close', () => failed(new Error('the server ended before it answered')))
    createInterface({ input: socket })
      .on('error', () => {})
      .on('line', (line) => {
        try {
          const reply = Answer.parse(JSON.parse(line))
          if ('said' in reply) return say(reply.said)
          answered(reply)
        } catch (fault) {
          failed(fault)
        }
        socket.destroy()
      })
  })
}

function nobodyListens(fault: Error): boolean {
  return 'code' in fault && (fault.code === 'ENOENT' || fault.code === 'ECONNREFUSED')
}
