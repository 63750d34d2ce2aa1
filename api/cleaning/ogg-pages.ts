import { NotCleanable } from './not-cleanable.ts'

/** A page of an Ogg file, by where it lies. RFC 3533. */
export type OggPage = {
  readonly at: number
  readonly end: number
  readonly stream: number
  readonly isFirst: boolean
  /** Where each piece of a packet lies, and whether the packet ends with it. */
  readonly pieces: readonly {
    readonly from: number
    readonly to: number
    readonly isLast: boolean
  }[]
}

const HEADER_BYTES = 27
const FULL_SEGMENT = 255

/** The pages of the whole file. Refuses one that is not made of pages alone. */
export function oggPages(bytes: Buffer): readonly OggPage[] {
  const pages: OggPage[] = []
  for (let at = 0; at < bytes.length; at = pages.at(-1)?.end ?? bytes.length) {
    pages.push(pageAt(bytes, at))
  }
  return pages
}

function pageAt(bytes: Buffer, at: number): OggPage {
  if (at + HEADER_BYTES > bytes.length || bytes.toString('latin1', at, at + 4) !== 'OggS')
    throw new NotCleanable('no page where one begins')
  const segments = bytes.readUInt8(at + 26)
  const data = at + HEADER_BYTES + segments
  if (data > bytes.length) throw new NotCleanable('a page that is cut off')
  const pieces: { from: number; to: number; isLast: boolean }[] = []
  let from = data
  let to = data
  for (const length of bytes.subarray(at + HEADER_BYTES, data)) {
    to += length
    if (length === FULL_SEGMENT) continue
    pieces.push({ from, to, isLast: true })
    from = to
  }
  if (to > from) pieces.push({ from, to, isLast: false })
  if (to > bytes.length) throw new NotCleanable('a page that is cut off')
  return {
    at,
    end: to,
    stream: bytes.readUInt32LE(at + 14),
    isFirst: (bytes.readUInt8(at + 5) & 0x02) !== 0,
    pieces,
  }
}

const CHECKSUMS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 24
  for (let bit = 0; bit < 8; bit++) sum = sum & 0x8000_0000 ? (sum << 1) ^ 0x04c1_1db7 : sum << 1
  return sum
})

/** Writes the checksum of a page that was changed: players pass over one whose checksum is wrong. */
export function sealPage(bytes: Buffer, { at, end }: OggPage): void {
  bytes.writeUInt32LE(0, at + 22)
  let sum = 0
  for (const byte of bytes.subarray(at, end)) {
    sum = ((sum << 8) ^ (CHECKSUMS[((sum >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0
  }
  bytes.writeUInt32LE(sum, at + 22)
}
