import { NotCleanable } from './not-cleanable.ts'
import { type OggPage, oggPages, sealPage } from './ogg-pages.ts'

/** Positions in the file of each byte of a packet, which may lie on several pages. */
type Packet = { readonly places: number[]; isWhole: boolean }

/**
 * An Ogg recording (Opus, Vorbis, Speex) without names, titles and dates. Its comment becomes an empty one of
 * the same length. Refuses what carries anything else.
 */
export function cleanOgg(bytes: Uint8Array): Buffer {
  const sound = Buffer.from(bytes)
  const pages = oggPages(sound)
  const streams = Map.groupBy(pages, ({ stream }) => stream)
  for (const own of streams.values()) {
    if (own[0]?.isFirst !== true || own.slice(1).some(({ isFirst }) => isFirst))
      throw new NotCleanable('streams that follow each other under one number')
    emptyComment(sound, own)
  }
  for (const page of pages) sealPage(sound, page)
  return sound
}

function emptyComment(sound: Buffer, pages: readonly OggPage[]): void {
  const [head, comment] = firstPackets(pages)
  if (head === undefined || comment === undefined) throw new NotCleanable('a stream without heads')
  const name = Buffer.from(head.places.slice(0, 8).map((at) => sound.readUInt8(at)))
  const shape = shapeOf(name)
  const last = comment.places.length - shape.after
  const room = last - shape.before - COUNTS_BYTES
  if (room < 0) throw new NotCleanable('a comment that is too short')
  // The name of the program that made it, of spaces, then a list of none.
  const empty = Buffer.alloc(room + COUNTS_BYTES, ' ')
  empty.writeUInt32LE(room, 0)
  empty.writeUInt32LE(0, empty.length - 4)
  comment.places.slice(shape.before, last).forEach((at, nth) => {
    sound.writeUInt8(empty[nth] ?? 0, at)
  })
}

const COUNTS_BYTES = 8

/** How many bytes stand before and after what a comment says, by the kind of sound. */
function shapeOf(head: Buffer): { readonly before: number; readonly after: number } {
  const name = head.toString('latin1')
  if (name === 'OpusHead') return { before: 8, after: 0 }
  if (name.startsWith('\u0001vorbis')) return { before: 7, after: 1 }
  if (name === 'Speex   ') return { before: 0, after: 0 }
  throw new NotCleanable('a kind of sound that we do not know')
}

/** What a stream begins with, and its comment. */
function firstPackets(pages: readonly OggPage[]): readonly Packet[] {
  const packets: Packet[] = []
  for (const { from, to, isLast } of pages.flatMap(({ pieces }) => pieces)) {
    let packet = packets.at(-1)
    if (packet === undefined || packet.isWhole) {
      if (packets.length === 2) break
      packet = { places: [], isWhole: false }
      packets.push(packet)
    }
    for (let at = from; at < to; at++) packet.places.push(at)
    packet.isWhole = isLast
  }
  return packets.filter(({ isWhole }) => isWhole)
}
