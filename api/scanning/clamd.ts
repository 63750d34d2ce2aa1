import { connect, type Socket } from 'node:net'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'

/** What a scanner says of a file. */
export type Verdict = 'clean' | 'infected'

/** Looks through a file as it is read. Throws `ScannerAway` when no answer is to be had now. */
export type Scanner = (file: ReadableStream<Uint8Array>) => Promise<Verdict>

/** The scanner cannot be reached, or did not say what it found: the file waits. */
export class ScannerAway extends Error {
  override name = 'ScannerAway'
}

/** Longer than a scan of the largest file takes. */
const PATIENCE_MS = 60_000
const CHUNK_BYTES = 64 * 1024
const LONGEST_REPLY = 4096

/** `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`. */
export function clamdScanner(address: string): Scanner {
  const url = new URL(address)
  const open = () =>
    url.protocol === 'unix:'
      ? connect({ path: decodeURIComponent(url.pathname) })
      : connect({ host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 3310) })
  return (file) => scan(open(), file)
}

/**
 * One INSTREAM session, as clamd(8) has it: the command, then each chunk behind its length, then a length of
 * zero; the answer is `stream: OK` or `stream: <name> FOUND`.
 */
async function scan(socket: Socket, file: ReadableStream<Uint8Array>): Promise<Verdict> {
  const reply = replyOf(socket)
  // Clamd may answer and hang up before the end of a file.
  reply.catch(() => undefined)
  try {
    await Promise.race([send(socket, file), reply])
    return verdictOf(await reply)
  } finally {
    socket.destroy()
  }
}

async function send(socket: Socket, file: ReadableStream<Uint8Array>): Promise<void> {
  await write(socket, Buffer.from('zINSTREAM\0'))
  for await (const part of file as NodeReadableStream<Uint8Array>) {
    for (let at = 0; at < part.byteLength; at += CHUNK_BYTES) {
      const chunk = part.subarray(at, at + CHUNK_BYTES)
      await write(socket, Buffer.concat([lengthOf(chunk.byteLength), chunk]))
    }
  }
  await write(socket, lengthOf(0))
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

/** Resolves when there is room for more, or when nobody takes any more. */
function write(socket: Socket, bytes: Uint8Array): Promise<void> {
  return new Promise((done) => {
    socket.write(bytes, () => done())
  })
}

function replyOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let reply = ''
    const away = (cause?: unknown) =>
      reject(new ScannerAway('the scanner gave no answer', { cause }))
    socket.setTimeout(PATIENCE_MS, away)
    socket.on('error', away)
    socket.on('close', away)
    socket.on('data', (part) => {
      reply += part.toString('latin1')
      if (reply.includes('\0')) resolve(reply.slice(0, reply.indexOf('\0')))
      else if (reply.length > LONGEST_REPLY) away()
    })
  })
}

function verdictOf(reply: string): Verdict {
  if (reply === 'stream: OK') return 'clean'
  if (reply.startsWith('stream: ') && reply.endsWith(' FOUND')) return 'infected'
  throw new ScannerAway('the scanner could not look at it')
}
