import { NotCleanable } from './not-cleanable.ts'

const END_OF_IMAGE = 0xd9
const START_OF_SCAN = 0xda
const JFIF = 0xe0
const ADOBE = 0xee

/**
 * A JPEG without what is not needed to draw it: EXIF, places, previews, profiles, remarks and what comes after its
 * end. Its points stay as they are. Throws `NotCleanable` when it is not built as a JPEG is.
 */
export function cleanJpegSegments(bytes: Buffer): Buffer {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) throw new NotCleanable('no JPEG')
  const kept = [bytes.subarray(0, 2)]
  let at = 2
  for (;;) {
    // Some programs fill up with 0xff before a segment.
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++
    const marker = markerAt(bytes, at)
    if (marker === END_OF_IMAGE) break
    const end = at + 2 + lengthAt(bytes, at + 2)
    if (end > bytes.length) throw new NotCleanable('a segment that is cut off')
    kept.push(segmentOf(marker, bytes.subarray(at, end)))
    at = marker === START_OF_SCAN ? endOfScan(bytes, end) : end
    if (marker === START_OF_SCAN) kept.push(bytes.subarray(end, at))
    if (at >= bytes.length) break
  }
  return Buffer.concat([...kept, Buffer.from([0xff, END_OF_IMAGE])])
}

function markerAt(bytes: Buffer, at: number): number {
  const marker = bytes[at + 1]
  if (bytes[at] === 0xff && marker !== undefined && marker >= 0xc0) return marker
  throw new NotCleanable('no segment where one begins')
}

function lengthAt(bytes: Buffer, at: number): number {
  if (at + 2 > bytes.length) throw new NotCleanable('a segment that is cut off')
  return Math.max(2, bytes.readUInt16BE(at))
}

/** Tables and frames stay. Of what programs add, only how the colours are meant, written anew. */
function segmentOf(marker: number, segment: Buffer): Buffer {
  if (marker < JFIF) return segment
  if (marker === JFIF && segment.length >= 16 && segment.toString('latin1', 4, 9) === 'JFIF\0')
    return Buffer.concat([
      Buffer.from([0xff, JFIF, 0, 16]),
      segment.subarray(4, 16),
      Buffer.alloc(2),
    ])
  if (marker === ADOBE && segment.length >= 16 && segment.toString('latin1', 4, 9) === 'Adobe')
    return Buffer.concat([Buffer.from([0xff, ADOBE, 0, 14]), segment.subarray(4, 16)])
  if (marker <= 0xef || marker === 0xfe) return Buffer.alloc(0)
  throw new NotCleanable('a segment that nobody knows')
}

/** Points go on until a marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}
