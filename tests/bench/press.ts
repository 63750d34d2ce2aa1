import { connect, type Socket } from 'node:net'
import { coreSecondsOf } from './process-figures.ts'

export type Pressed = {
  /** Answers with the status that was wanted. */
  readonly answered: number
  readonly otherwise: number
  readonly perSecond: number
  /** Answers for each second in which the server had a core: what it would do if it had one to itself. */
  readonly perCoreSecond: number
  /** Milliseconds from the first byte sent to the last byte read. */
  readonly p50: number
  readonly p99: number
}

type Press = {
  readonly url: string
  /** The process that answers: its time on the processors is read before and after. */
  readonly pid: number
  readonly connections: number
  readonly seconds: number
  /** The n-th request as it goes over the line; see `requestTo`. */
  readonly requestOf: (n: number) => Buffer
  readonly status?: number
  /** At most so many a second, evenly. */
  readonly pace?: number
}

const END_OF_HEAD = Buffer.from('\r\n\r\n')

/**
 * Asks on kept connections, each one request at a time, for so many seconds. Bare sockets: a client that parses more than lengths
 * would be the slower of the two, and flatter the server.
 */
export async function press(asked: Press): Promise<Pressed> {
  const { port } = new URL(asked.url)
  const cpuBefore = coreSecondsOf(asked.pid)
  const began = performance.now()
  const until = began + asked.seconds * 1000
  const took: number[] = []
  let next = 0
  let otherwise = 0
  const line = async () => {
    const socket = connect(Number(port), '127.0.0.1')
    socket.setNoDelay(true)
    const read = answersOf(socket)
    while (performance.now() < until) {
      const n = next++
      if (asked.pace !== undefined) await pause(began + (n * 1000) / asked.pace)
      const sent = performance.now()
      socket.write(asked.requestOf(n))
      const status = await read()
      if (status === (asked.status ?? 200)) took.push(performance.now() - sent)
      else otherwise++
    }
    socket.destroy()
  }
  await Promise.all(Array.from({ length: asked.connections }, line))
  const seconds = (performance.now() - began) / 1000
  const coreSeconds = coreSecondsOf(asked.pid) - cpuBefore
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
  return {
    answered: took.length,
    otherwise,
    perSecond: took.length / seconds,
    perCoreSecond: took.length / Math.max(coreSeconds, 0.01),
    p50: at(0.5),
    p99: at(0.99),
  }
}

/** Numbers of requests that come before those which count. */
const UNCOUNTED = 1_000_000_000

/**
 * The same, after the server has had so many seconds on a core with it: at first the engine runs what it has not
 * compiled yet, and on a busy machine that lasts for most of a load.
 */
export async function pressWarm(asked: Press, coreSeconds: number): Promise<Pressed> {
  const enough = coreSecondsOf(asked.pid) + coreSeconds
  const latest = performance.now() + coreSeconds * 10_000
  for (let nth = 1; coreSecondsOf(asked.pid) < enough && performance.now() < latest; nth++) {
    const requestOf = (n: number) => asked.requestOf(nth * UNCOUNTED + n)
    await press({ ...asked, seconds: coreSeconds / 4, requestOf })
  }
  return press(asked)
}

/** A request as bytes, made once where it is always the same. */
export function requestTo(
  path: string,
  options: {
    readonly headers?: Readonly<Record<string, string>>
    readonly json?: string
    readonly form?: string
  } = {},
): Buffer {
  const { json, form } = options
  const body = json ?? form
  const headers = {
    Host: '127.0.0.1',
    ...options.headers,
    ...(body !== undefined && {
      'Content-Type': json === undefined ? 'application/x-www-form-urlencoded' : 'application/json',
      'Content-Length': String(Buffer.byteLength(body)),
    }),
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const method = body === undefined ? 'GET' : 'POST'
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`)
}

/** Reads one whole answer after the other and says its status; 0 when the line broke off. */
function answersOf(socket: Socket): () => Promise<number> {
  let kept: Buffer = Buffer.alloc(0)
  let tell: ((status: number) => void) | undefined
  const take = () => {
    const whole = wholeAnswer(kept)
    if (whole === undefined || tell === undefined) return
    kept = kept.subarray(whole.length)
    const told = tell
    tell = undefined
    told(whole.status)
  }
  const broken = () => tell?.(0)
  socket.on('data', (part) => {
    kept = kept.length === 0 ? part : Buffer.concat([kept, part])
    take()
  })
  socket.on('error', broken)
  socket.on('close', broken)
  return () =>
    new Promise((resolve) => {
      tell = resolve
      if (socket.destroyed) broken()
      else take()
    })
}

function wholeAnswer(
  bytes: Buffer,
): { readonly length: number; readonly status: number } | undefined {
  const head = bytes.indexOf(END_OF_HEAD)
  if (head === -1) return undefined
  const text = bytes.toString('latin1', 0, head)
  const status = Number(text.slice(9, 12))
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1]
  if (length !== undefined) {
    const end = head + END_OF_HEAD.length + Number(length)
    return bytes.length < end ? undefined : { length: end, status }
  }
  if (!/\r\ntransfer-encoding: chunked/i.test(text))
    return { length: head + END_OF_HEAD.length, status }
  const last = bytes.indexOf('\r\n0\r\n\r\n', head)
  return last === -1 ? undefined : { length: last + 7, status }
}

function pause(at: number): Promise<void> {
  const left = at - performance.now()
  return left <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, left))
}
