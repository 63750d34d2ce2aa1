import { constants, inflateSync } from 'node:zlib'
import { NotCleanable } from '../not-cleanable.ts'
import { unlzw } from './lzw.ts'
import { unpredict } from './predictor.ts'
import { type Dict, isDict, isList, nameOf, type PdfValue, type Stream } from './values.ts'

/** What one part may unpack to, and all together: a picture of 20 million points is below the first. */
const MOST_AT_ONCE = 64 * 1024 * 1024
const MOST = 256 * 1024 * 1024

/** Counts what is unpacked, so that a small file cannot fill the memory. */
export class Budget {
  #left = MOST
  most(): number {
    return Math.min(this.#left, MOST_AT_ONCE)
  }
  spend(bytes: number): void {
    this.#left -= bytes
    if (this.#left < 0) throw new NotCleanable('unpacks to too much')
  }
}

export type Filter = { readonly name: string; readonly options: Dict }
type Resolve = (value: PdfValue | undefined) => PdfValue

const SHORT: Readonly<Record<string, string>> = {
  Fl: 'FlateDecode',
  LZW: 'LZWDecode',
  AHx: 'ASCIIHexDecode',
  A85: 'ASCII85Decode',
  RL: 'RunLengthDecode',
  DCT: 'DCTDecode',
  CCF: 'CCITTFaxDecode',
}

/** More are never needed: text that is packed, of a picture that is packed. */
const MOST_FILTERS = 4

/** The filters of a stream, in the order in which they are undone. */
export function filtersOf(dict: Dict, resolve: Resolve): readonly Filter[] {
  const names = asList(resolve(dict.get('Filter') ?? dict.get('F')))
  const options = asList(resolve(dict.get('DecodeParms') ?? dict.get('DP')))
  if (names.length > MOST_FILTERS) throw new NotCleanable('packed too often')
  return names.map((value, index) => {
    const name = nameOf(resolve(value))
    const option = resolve(options[index])
    if (name === undefined) throw new NotCleanable('a filter without a name')
    return { name: SHORT[name] ?? name, options: isDict(option) ? option : new Map() }
  })
}

function asList(value: PdfValue): readonly PdfValue[] {
  if (value === null) return []
  return isList(value) ? value : [value]
}

/** The bytes of a stream with every filter undone. Refuses filters of pictures, and what bursts. */
export function unpacked({ dict, bytes }: Stream, resolve: Resolve, budget: Budget): Buffer {
  return filtersOf(dict, resolve).reduce(
    (packed, filter) => unpredict(unfiltered(packed, filter, budget), filter.options, resolve),
    bytes,
  )
}

/** One filter undone; what was predicted from its neighbours stays so. */
export function unfiltered(bytes: Buffer, filter: Filter, budget: Budget): Buffer {
  const plain = plainOf(bytes, filter, budget)
  budget.spend(plain.length)
  return plain
}

function plainOf(bytes: Buffer, { name, options }: Filter, budget: Budget): Buffer {
  switch (name) {
    case 'FlateDecode':
      return inflated(bytes, budget.most())
    case 'LZWDecode':
      return unlzw(bytes, options.get('EarlyChange') === 0 ? 0 : 1, budget.most())
    case 'ASCIIHexDecode':
      return unhexed(bytes)
    case 'ASCII85Decode':
      return un85(bytes)
    case 'RunLengthDecode':
      return unrun(bytes, budget.most())
    default:
      throw new NotCleanable('a filter that is not undone here')
  }
}

/** Some programs leave out the end: what came until then counts, as in every viewer. */
export function inflated(bytes: Buffer, most: number): Buffer {
  try {
    const finishFlush = constants.Z_SYNC_FLUSH
    return inflateSync(bytes, { maxOutputLength: Math.max(1, most), finishFlush })
  } catch (cause) {
    throw new NotCleanable('packed wrongly, or too much', { cause })
  }
}

function unhexed(bytes: Buffer): Buffer {
  const [digits = ''] = bytes.toString('latin1').split('>')
  const clean = digits.replaceAll(/\s/g, '')
  return Buffer.from(clean.length % 2 === 0 ? clean : `${clean}0`, 'hex')
}

const FIRST_85 = 33
const ZERO_85 = 'z'.charCodeAt(0)
const END_85 = '~'.charCodeAt(0)

function un85(bytes: Buffer): Buffer {
  const plain = Buffer.alloc(bytes.length * 4 + 4)
  let length = 0
  let group: number[] = []
  const flush = () => {
    const value = [...group, 84, 84, 84, 84].slice(0, 5).reduce((sum, digit) => sum * 85 + digit, 0)
    plain.writeUInt32BE(value >>> 0, length)
    length += group.length - 1
    group = []
  }
  for (const byte of bytes) {
    if (byte === END_85) break
    if (byte === ZERO_85 && group.length === 0) length += 4
    else if (byte >= FIRST_85 && byte < FIRST_85 + 85) group.push(byte - FIRST_85)
    if (group.length === 5) flush()
  }
  if (group.length > 1) flush()
  return plain.subarray(0, length)
}

const RUN_END = 128

function unrun(bytes: Buffer, most: number): Buffer {
  const pieces: Buffer[] = []
  let total = 0
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at] ?? RUN_END
    if (length === RUN_END) break
    const isCopy = length < RUN_END
    const piece = isCopy
      ? bytes.subarray(at + 1, at + 2 + length)
      : Buffer.alloc(257 - length, bytes[at + 1] ?? 0)
    total += piece.length
    if (total > most) throw new NotCleanable('unpacks to too much')
    pieces.push(piece)
    at += isCopy ? length + 2 : 2
  }
  return Buffer.concat(pieces)
}
