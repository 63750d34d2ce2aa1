import { buffer } from 'node:stream/consumers'
import { crc32, deflateRawSync } from 'node:zlib'
import { fromBufferPromise, validateFileName } from 'yauzl'
import { NotCleanable } from './not-cleanable.ts'

/** What a file of at most 10 MB may unpack to: a letter with pictures is far below. */
const MOST_UNPACKED = 64 * 1024 * 1024
const MOST_PARTS = 1_000

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const VERSION = 20
const NAMES_ARE_UTF8 = 0x0800
const DEFLATED = 8
/** 1 January 1980, the first day that the format knows: it says nothing of when. */
const NO_DAY = 0x21

/** Unpacks every part of a packed file, by name and in order. Throws `NotCleanable` when it is none, locked or bursts. */
export async function unpackParts(bytes: Uint8Array): Promise<ReadonlyMap<string, Buffer>> {
  try {
    return await unpack(Buffer.from(bytes))
  } catch (fault) {
    if (fault instanceof NotCleanable) throw fault
    throw new NotCleanable('not packed as it should be', { cause: fault })
  }
}

async function unpack(bytes: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true })
  const parts = new Map<string, Buffer>()
  let unpacked = 0
  for await (const entry of zip.eachEntry()) {
    unpacked += entry.uncompressedSize
    if (parts.size >= MOST_PARTS || unpacked > MOST_UNPACKED || entry.isEncrypted())
      throw new NotCleanable('too much, or locked')
    if (validateFileName(entry.fileName) !== null || parts.has(entry.fileName))
      throw new NotCleanable('parts with names that nobody gives')
    if (entry.fileName.endsWith('/')) continue
    parts.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  }
  return parts
}

/** Packs parts anew: names and contents alone, without days, remarks, owners or anything between them. */
export function packParts(parts: ReadonlyMap<string, Buffer>): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const [name, content] of parts) {
    const named = Buffer.from(name)
    const packed = deflateRawSync(content)
    const fields = fieldsOf(named, content, packed)
    const local = Buffer.concat([word(LOCAL), half(VERSION), fields, named, packed])
    const place = [half(0), half(0), half(0), word(0), word(offset)]
    centrals.push(
      Buffer.concat([word(CENTRAL), half(VERSION), half(VERSION), fields, ...place, named]),
    )
    locals.push(local)
    offset += local.length
  }
  const central = Buffer.concat(centrals)
  const end = [word(END), half(0), half(0), half(parts.size), half(parts.size)]
  return Buffer.concat([...locals, central, ...end, word(central.length), word(offset), half(0)])
}

/** What both headers of a part say, in the same order: from its flags to the length of what nobody adds. */
function fieldsOf(name: Buffer, content: Buffer, packed: Buffer): Buffer {
  return Buffer.concat([
    half(NAMES_ARE_UTF8),
    half(DEFLATED),
    half(0),
    half(NO_DAY),
    word(crc32(content)),
    word(packed.length),
    word(content.length),
    half(name.length),
    half(0),
  ])
}

function half(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
