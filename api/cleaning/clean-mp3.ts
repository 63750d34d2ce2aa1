import { NotCleanable } from './not-cleanable.ts'

const ID3V1_BYTES = 128
const ID3V1_MORE_BYTES = 227
const APE_BYTES = 32
const LYRICS_END_BYTES = 15

/** An MP3 recording without its tags: ID3 before and after it, APE and Lyrics3 after it. */
export function cleanMp3(bytes: Uint8Array): Buffer {
  let sound = Buffer.from(bytes)
  for (let length = tagBefore(sound); length > 0; length = tagBefore(sound))
    sound = sound.subarray(length)
  for (let length = tagAfter(sound); length > 0; length = tagAfter(sound))
    sound = sound.subarray(0, sound.length - length)
  if (sound.length === 0) throw new NotCleanable('an MP3 of tags alone')
  return sound
}

/** The bytes of an ID3v2 tag that the sound begins with, or 0. */
function tagBefore(sound: Buffer): number {
  if (sound.length < 10 || text(sound, 0, 3) !== 'ID3') return 0
  return Math.min(id3Length(sound), sound.length)
}

function id3Length(tag: Buffer): number {
  const FOOTER = 0x10
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (tag.readUInt8(at) & 0x7f), 0)
  return 10 + size + ((tag.readUInt8(5) & FOOTER) === 0 ? 0 : 10)
}

/** The bytes of a tag that the sound ends with, or 0. */
function tagAfter(sound: Buffer): number {
  const { length } = sound
  if (endsWith(sound, ID3V1_BYTES, 'TAG')) return ID3V1_BYTES
  if (endsWith(sound, ID3V1_MORE_BYTES, 'TAG+')) return ID3V1_MORE_BYTES
  if (endsWith(sound, APE_BYTES, 'APETAGEX')) {
    const HAS_HEADER = 0x8000_0000
    const footer = sound.subarray(length - APE_BYTES)
    const header = (footer.readUInt32LE(20) & HAS_HEADER) === 0 ? 0 : APE_BYTES
    return Math.min(footer.readUInt32LE(12) + header, length)
  }
  if (endsWith(sound, 9, 'LYRICS200')) {
    const size = Number.parseInt(text(sound, length - LYRICS_END_BYTES, length - 9), 10)
    return Number.isNaN(size) ? 0 : Math.min(size + LYRICS_END_BYTES, length)
  }
  if (endsWith(sound, 10, '3DI')) {
    return Math.min(id3Length(sound.subarray(length - 10)) + 10, length)
  }
  return 0
}

/** Whether a tag of this length at the end begins with these letters. */
function endsWith(sound: Buffer, length: number, letters: string): boolean {
  const begin = sound.length - length
  return begin >= 0 && text(sound, begin, begin + letters.length) === letters
}

function text(sound: Buffer, from: number, to: number): string {
  return sound.toString('latin1', from, to)
}
