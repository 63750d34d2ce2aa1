import { constants, crc32, deflateRawSync } from 'node:zlib'
import { cutAtBlanks } from './blanks.ts'
import type { Kept } from './compressed.ts'
import { escaped } from './escaped.ts'

/** A part of a page as it goes over the line: plain, and packed so that it may stand between any two others. */
type Part = { readonly plain: Buffer; packed(): Buffer }

/** What a kept page is made of: parts that never change, and the numbers of the texts between them. */
type Cut = readonly (Part | number)[]

const cuts = new WeakMap<Kept, Cut>()

/** The kept page with these texts in its blanks, escaped: there is no other way to put one in. */
export function filled(kept: Kept, typed: readonly string[]): readonly Part[] {
  return cutOf(kept).map((part) =>
    typeof part === 'number' ? typedPart(escaped(typed[part] ?? '')) : part,
  )
}

export function plainly(parts: readonly Part[]): Buffer {
  return Buffer.concat(parts.map(({ plain }) => plain))
}

/** One gzip file (RFC 1952) of parts that were packed apart. What never changes was packed once, as well as can be. */
export function zipped(parts: readonly Part[]): Buffer {
  const sum = parts.reduce((before, { plain }) => crc32(plain, before), 0)
  const length = parts.reduce((before, { plain }) => before + plain.byteLength, 0)
  const tail = Buffer.alloc(LAST_BLOCK.byteLength + 8)
  LAST_BLOCK.copy(tail)
  tail.writeUInt32LE(sum, LAST_BLOCK.byteLength)
  tail.writeUInt32LE(length % 2 ** 32, LAST_BLOCK.byteLength + 4)
  return Buffer.concat([GZIP_HEAD, ...parts.map((part) => part.packed()), tail])
}

const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
/** Empty, and said to be the last. */
const LAST_BLOCK = Buffer.from([1, 0, 0, 0xff, 0xff])

function cutOf(kept: Kept): Cut {
  const ready = cuts.get(kept)
  if (ready !== undefined) return ready
  const made = cutAtBlanks(kept.bytes.toString('utf8')).map((piece, n) =>
    n % 2 === 0 ? keptPart(piece) : Number(piece),
  )
  cuts.set(kept, made)
  return made
}

function keptPart(text: string): Part {
  const plain = Buffer.from(text)
  let packed: Buffer | undefined
  return {
    plain,
    packed() {
      packed ??= pack(plain, constants.Z_BEST_COMPRESSION)
      return packed
    },
  }
}

/** Bytes below which a text goes as it is: packing it would cost more than it saves. */
const WORTH_PACKING = 200

function typedPart(text: string): Part {
  const plain = Buffer.from(text)
  const isShort = plain.byteLength < WORTH_PACKING
  return { plain, packed: () => (isShort ? asItIs(plain) : pack(plain, constants.Z_BEST_SPEED)) }
}

/** Deflated (RFC 1951) and ended at a whole byte, looking at nothing before it, so that another part may follow. */
function pack(plain: Buffer, level: number): Buffer {
  return deflateRawSync(plain, { level, finishFlush: constants.Z_SYNC_FLUSH })
}

/** A block that is stored and not packed: its length, the same with every bit turned, and the bytes. */
function asItIs(plain: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt16LE(plain.byteLength, 1)
  head.writeUInt16LE(0xffff - plain.byteLength, 3)
  return Buffer.concat([head, plain])
}
