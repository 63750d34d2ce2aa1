import { Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { type Refusal, refuse } from '#schema/errors.ts'
import type { Context } from './context.ts'

/** The most bytes of a JSON body. */
const JSON_BYTES = 256 * 1024

/**
 * Reads a JSON body of at most `JSON_BYTES`. Refuses before reading when the length is announced, while
 * reading when it is not. Any other type than `application/json` is refused, since a form of another
 * site could send it.
 */
export async function readJson(
  c: Context,
): Promise<{ readonly ok: true; readonly value: unknown } | Refusal> {
  const [type = ''] = (c.req.header('Content-Type') ?? '').split(';', 1)
  if (type.trim().toLowerCase() !== 'application/json') return refuse('not-json')
  const bytes = await readBytes(c, JSON_BYTES)
  if (bytes === undefined) return refuse('too-large')
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return refuse('bad-request')
  }
}

/** The whole body, or undefined when it is longer than `most` bytes. */
export async function readBytes(c: Context, most: number): Promise<Buffer | undefined> {
  if (announcedBytes(c) > most) return undefined
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunksOf(c)) {
    length += chunk.byteLength
    if (length > most) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * The body as it comes over the line, where it was said how long it is: it cannot be longer then. One without an end
 * comes through the web's kind of stream, which cuts the line when it is left.
 */
function chunksOf(c: Context): AsyncIterable<Uint8Array> {
  const isAnnounced = c.req.header('Content-Length') !== undefined
  return (isAnnounced ? c.env?.incoming : undefined) ?? bodyOf(c)
}

/** What `Content-Length` says, or 0 when it says nothing. */
export function announcedBytes(c: Context): number {
  const announced = Number(c.req.header('Content-Length') ?? 0)
  return Number.isFinite(announced) ? announced : Number.POSITIVE_INFINITY
}

/** The body as a stream of bytes; empty when there is none. */
export function bodyOf(c: Context): Readable {
  const body = c.req.raw.body
  if (body === null) return Readable.from([])
  return Readable.fromWeb(body as NodeReadableStream<Uint8Array>)
}
