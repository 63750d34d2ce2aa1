import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Context } from './context.ts'
import { filled, plainly, zipped } from './filled.ts'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

type Encoding = 'br' | 'gzip' | 'identity'

/** Something kept in memory that many will ask for: each encoding is made when first asked for, once. */
export type Kept = {
  readonly type: string
  readonly tag: string
  readonly cacheControl: string
  readonly bytes: Buffer
  readonly encoded: Map<Encoding, Promise<Buffer>>
}

/** Types that get smaller; pictures and sound are so already. */
const COMPRESSIBLE = /^(text\/|application\/(javascript|json|manifest\+json)|image\/svg\+xml)/

/** Bytes below which a compressed answer is no shorter on the wire. */
const WORTH_COMPRESSING = 200

export function keep(bytes: Buffer, type: string, cacheControl: string): Kept {
  const tag = createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
  return { type, tag, cacheControl, bytes, encoded: new Map() }
}

/** Answers with the shortest encoding that the browser takes, or 304 when it has this one. */
export async function sendKept(c: Context, kept: Kept): Promise<Response> {
  const encoding = encodingFor(c, kept)
  const tag = encoding === 'identity' ? `"${kept.tag}"` : `"${kept.tag}-${encoding}"`
  c.header('ETag', tag)
  c.header('Cache-Control', kept.cacheControl)
  c.header('Vary', 'Accept-Encoding')
  if (hasIt(c, kept)) return c.body(null, 304)
  return sendBytes(c, kept, encoding)
}

/**
 * A kept page with what one visitor typed in its blanks. A browser must not keep it, so it is given no name by which
 * it could ask whether it has it. Brotli cannot be joined from parts, so one with blanks goes as gzip.
 */
export async function sendFilled(
  c: Context,
  kept: Kept,
  typed: readonly string[],
): Promise<Response> {
  c.header('Cache-Control', kept.cacheControl)
  c.header('Vary', 'Accept-Encoding')
  if (typed.length === 0) return sendBytes(c, kept, encodingFor(c, kept))
  const parts = filled(kept, typed)
  if (!accepts(c, 'gzip')) return answerWith(c, plainly(parts), kept.type, 'identity')
  return answerWith(c, zipped(parts), kept.type, 'gzip')
}

async function sendBytes(c: Context, kept: Kept, encoding: Encoding): Promise<Response> {
  return answerWith(c, await encode(kept, encoding), kept.type, encoding)
}

function answerWith(c: Context, bytes: Buffer, type: string, encoding: Encoding): Response {
  c.header('Content-Type', type)
  if (encoding !== 'identity') c.header('Content-Encoding', encoding)
  c.header('Content-Length', String(bytes.byteLength))
  return c.req.method === 'HEAD' ? c.body(null) : c.body(new Uint8Array(bytes))
}

/** Quick enough for a page that one person sees once: 1 ms where the best takes 20, some percent longer. */
const ONCE_QUALITY = 5

/** The bytes of a page that is not kept, in the shortest encoding that the browser takes. */
export async function shorten(c: Context, bytes: Buffer, type: string): Promise<Buffer> {
  const encoding = encodingFor(c, { bytes, type })
  if (encoding === 'identity') return bytes
  c.header('Content-Encoding', encoding)
  c.header('Vary', 'Accept-Encoding')
  if (encoding === 'gzip') return zip(bytes)
  return brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: ONCE_QUALITY } })
}

function encodingFor(c: Context, kept: Pick<Kept, 'bytes' | 'type'>): Encoding {
  if (kept.bytes.byteLength < WORTH_COMPRESSING || !COMPRESSIBLE.test(kept.type)) return 'identity'
  if (accepts(c, 'br')) return 'br'
  return accepts(c, 'gzip') ? 'gzip' : 'identity'
}

const NAMED = { br: /\bbr\b/, gzip: /\bgzip\b/ } as const

function accepts(c: Context, encoding: keyof typeof NAMED): boolean {
  return NAMED[encoding].test(c.req.header('Accept-Encoding') ?? '')
}

function hasIt(c: Context, kept: Kept): boolean {
  const held = c.req.header('If-None-Match') ?? ''
  return held.includes(`"${kept.tag}`)
}

function encode(kept: Kept, encoding: Encoding): Promise<Buffer> {
  const ready = kept.encoded.get(encoding)
  if (ready !== undefined) return ready
  const made = compress(kept.bytes, encoding)
  kept.encoded.set(encoding, made)
  return made
}

async function compress(bytes: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'identity') return bytes
  if (encoding === 'gzip') return zip(bytes, { level: 9 })
  return brotli(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength } })
}
