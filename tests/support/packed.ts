import { crc32, deflateRawSync } from 'node:zlib'

const SIGNATURES = { part: 0x04034b50, entry: 0x02014b50, end: 0x06054b50 }
const DEFLATE = 8

/** What a part says of itself, where it does not say the truth. */
export type Packed = {
  readonly name: string
  readonly data: string | Buffer
  readonly saysSize?: number
}

/** A packed file of these parts, byte by byte, so that a test may lie in it. */
export function packed(parts: readonly Packed[]): Buffer {
  const written: Buffer[] = []
  const entries: Buffer[] = []
  let at = 0
  for (const { name, data, saysSize } of parts) {
    const bytes = Buffer.from(data)
    const small = deflateRawSync(bytes)
    const about = { crc: crc32(bytes), small: small.length, size: saysSize ?? bytes.length }
    const part = Buffer.concat([headOf(SIGNATURES.part, name, about), Buffer.from(name), small])
    entries.push(Buffer.concat([entryOf(name, about, at), Buffer.from(name)]))
    written.push(part)
    at += part.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(SIGNATURES.end, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...written, directory, end])
}

type About = { readonly crc: number; readonly small: number; readonly size: number }

function headOf(signature: number, name: string, about: About): Buffer {
  const head = Buffer.alloc(30)
  head.writeUInt32LE(signature, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(DEFLATE, 8)
  writeAbout(head, 14, name, about)
  return head
}

function entryOf(name: string, about: About, at: number): Buffer {
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(SIGNATURES.entry, 0)
  entry.writeUInt16LE(20, 4)
  entry.writeUInt16LE(20, 6)
  entry.writeUInt16LE(DEFLATE, 10)
  writeAbout(entry, 16, name, about)
  entry.writeUInt32LE(at, 42)
  return entry
}

function writeAbout(into: Buffer, from: number, name: string, { crc, small, size }: About): void {
  into.writeUInt32LE(crc, from)
  into.writeUInt32LE(small, from + 4)
  into.writeUInt32LE(size, from + 8)
  into.writeUInt16LE(Buffer.byteLength(name), from + 12)
}
