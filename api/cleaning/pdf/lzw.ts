import { NotCleanable } from '../not-cleanable.ts'

const CLEAR = 256
const END = 257

/**
 * What was packed by the method of Lempel, Ziv and Welch, as PDF uses it. `early`: whether codes grow one entry
 * early. ISO 32000-1 §7.4.4. Refuses what unpacks to more than `most` bytes.
 */
export function unlzw(bytes: Buffer, early: 0 | 1, most: number): Buffer {
  let plain = Buffer.alloc(Math.min(most, bytes.length * 4 + 4096))
  // Every entry of the table is a stretch of what was already written.
  const starts = new Int32Array(4097)
  const lengths = new Int32Array(4097)
  let length = 0
  let entries = END + 1
  let width = 9
  let last = -1
  let lastLength = 0
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffffff
    bits += 8
    if (bits < width) continue
    bits -= width
    const code = (held >> bits) & ((1 << width) - 1)
    if (code === END) break
    if (code === CLEAR) {
      entries = END + 1
      width = 9
      last = -1
      continue
    }
    const size = code < CLEAR ? 1 : code < entries ? (lengths[code] ?? 0) : lastLength + 1
    if (code > entries || (code >= entries && last === -1)) throw new NotCleanable('packed wrongly')
    if (length + size > most) throw new NotCleanable('unpacks to too much')
    if (length + size > plain.length)
      plain = Buffer.concat([plain], Math.min(most, 2 * (length + size)))
    if (code < CLEAR) plain[length] = code
    else {
      const from = code < entries ? (starts[code] ?? 0) : last
      for (let each = 0; each < size; each++) plain[length + each] = plain[from + each] ?? 0
    }
    if (last !== -1 && entries < 4096) {
      starts[entries] = last
      lengths[entries] = lastLength + 1
      entries++
    }
    last = length
    lastLength = size
    length += size
    if (entries + early >= 1 << width && width < 12) width++
  }
  return plain.subarray(0, length)
}
