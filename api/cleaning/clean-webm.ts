import { NotCleanable } from './not-cleanable.ts'

/** Segment, Info, Tracks, TrackEntry: what holds something that may have to be taken out. */
const HOLDERS = new Set([0x18538067, 0x1549a966, 0x1654ae6b, 0xae])
/**
 * Tags, Attachments, Chapters; DateUTC, Title, the names and numbers of this file and its neighbours; Name of a
 * track; CRC-32, which would no longer be right.
 */
const TELLING = new Set([
  0x1254c367, 0x1941a469, 0x1043a770, 0x4461, 0x7ba9, 0x73a4, 0x7384, 0x3cb923, 0x3c83ab, 0x3eb923,
  0x3e83bb, 0x4444, 0x536e, 0xbf,
])
/** MuxingApp and WritingApp must be there, so they stay and say nothing. */
const EMPTIED = new Set([0x4d80, 0x5741])
const VOID = 0xec
/** A block of sound that is still growing has no length of its own; what is in it is read as what follows it. */
const CLUSTER = 0x1f43b675
const SEGMENT = 0x18538067

/**
 * A WebM recording without tags, titles, dates and the names of programs. What tells becomes filling of the
 * same length.
 */
export function cleanWebm(bytes: Uint8Array): Buffer {
  const sound = Buffer.from(bytes)
  if (sound.length < 4 || sound.readUInt32BE(0) !== 0x1a45dfa3) throw new NotCleanable('no WebM')
  cleanElements(sound, 0, sound.length)
  return sound
}

function cleanElements(sound: Buffer, from: number, to: number): void {
  let at = from
  while (at < to) {
    const { id, begin, end } = elementAt(sound, at, to)
    if (TELLING.has(id)) fillUp(sound, at, end)
    else if (EMPTIED.has(id)) sound.fill(0, begin, end)
    else if (HOLDERS.has(id)) cleanElements(sound, begin, end)
    at = end
  }
}

function elementAt(sound: Buffer, at: number, to: number) {
  const head = numberAt(sound, at, to)
  const id = sound.readUIntBE(at, head.bytes)
  const length = numberAt(sound, at + head.bytes, to)
  const begin = at + head.bytes + length.bytes
  if (!length.isKnown && id === CLUSTER) return { id, begin, end: begin }
  if (!length.isKnown && id !== SEGMENT) throw new NotCleanable('an element without an end')
  const end = length.isKnown ? begin + length.value : to
  if (end <= to) return { id, begin, end }
  // A recording that was broken off: only sound may be missing.
  if (TELLING.has(id) || EMPTIED.has(id)) throw new NotCleanable('an element that is cut off')
  return { id, begin, end: to }
}

/** A number of EBML: the zeros before its first 1 say how many bytes follow. RFC 8794 §4. */
function numberAt(sound: Buffer, at: number, to: number) {
  const first = at < to ? sound.readUInt8(at) : 0
  const bytes = Math.clz32(first) - 23
  if (bytes > 8 || at + bytes > to) throw new NotCleanable('a number that is cut off')
  let value = first & (0xff >> bytes)
  let isKnown = value !== 0xff >> bytes
  for (let next = at + 1; next < at + bytes; next++) {
    const byte = sound.readUInt8(next)
    isKnown ||= byte !== 0xff
    value = value * 256 + byte
  }
  return { bytes, value, isKnown }
}

/** An element of nothing, exactly as long: one byte of length up to 126 bytes, eight beyond. */
function fillUp(sound: Buffer, at: number, end: number): void {
  const total = end - at
  sound.fill(0, at, end)
  sound.writeUInt8(VOID, at)
  if (total - 2 <= 126) sound.writeUInt8(0x80 | (total - 2), at + 1)
  else {
    sound.writeUInt8(0x01, at + 1)
    sound.writeUIntBE(total - 9, at + 3, 6)
  }
}
