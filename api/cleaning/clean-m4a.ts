import { NotCleanable } from './not-cleanable.ts'

/** Boxes that hold other boxes, in which something may have to be taken out. */
const HOLDERS = new Set(['moov', 'trak', 'mdia', 'moof', 'traf'])
/** Titles, names, places, notes, and the moment of the recording. */
const TELLING = new Set(['udta', 'meta', 'uuid', 'prft', 'emsg', 'ID32'])
/** Each begins with when it was made and when it was changed. */
const DATED = new Set(['mvhd', 'tkhd', 'mdhd'])

/**
 * An MPEG-4 recording without titles, places and dates. What tells becomes free space of the same length, so
 * that everything else stays where the file says that it is.
 */
export function cleanM4a(bytes: Uint8Array): Buffer {
  const sound = Buffer.from(bytes)
  cleanBoxes(sound, 0, sound.length)
  return sound
}

function cleanBoxes(sound: Buffer, from: number, to: number): void {
  let at = from
  while (at < to) {
    const { type, begin, end } = boxAt(sound, at, to)
    if (TELLING.has(type)) {
      sound.write('free', at + 4, 'latin1')
      sound.fill(0, begin, end)
    } else if (DATED.has(type)) undate(sound, begin, end)
    else if (HOLDERS.has(type)) cleanBoxes(sound, begin, end)
    at = end
  }
}

function boxAt(sound: Buffer, at: number, to: number) {
  if (at + 8 > to) throw new NotCleanable('a box without a head')
  const short = sound.readUInt32BE(at)
  const type = sound.toString('latin1', at + 4, at + 8)
  const begin = at + (short === 1 ? 16 : 8)
  if (begin > to) throw new NotCleanable('a box without a head')
  const length = short === 0 ? to - at : short === 1 ? Number(sound.readBigUInt64BE(at + 8)) : short
  const end = at + length
  if (end < begin || end > to) throw new NotCleanable('a box that is longer than what holds it')
  return { type, begin, end }
}

/** Version 1 has two moments of 8 bytes each, version 0 of 4; they follow version and flags. */
function undate(sound: Buffer, begin: number, end: number): void {
  const first = begin + 4
  if (first > end) throw new NotCleanable('a head without its dates')
  const bytes = sound.readUInt8(begin) === 1 ? 16 : 8
  sound.fill(0, first, Math.min(first + bytes, end))
}
