import { NotCleanable } from '../not-cleanable.ts'
import type { Dict, PdfValue } from './values.ts'

const TIFF = 2
const PNG = 10
const WIDEST = 1_000_000

/** Undoes what was predicted from neighbours, as PNG and TIFF do. ISO 32000-1 §7.4.4.4. */
export function unpredict(
  bytes: Buffer,
  options: Dict,
  resolve: (value: PdfValue | undefined) => PdfValue,
): Buffer {
  const number = (key: string, otherwise: number) => {
    const value = resolve(options.get(key))
    return typeof value === 'number' ? value : otherwise
  }
  const predictor = number('Predictor', 1)
  if (predictor < TIFF) return bytes
  const bits = number('Colors', 1) * number('BitsPerComponent', 8)
  const row = Math.ceil((bits * number('Columns', 1)) / 8)
  const step = Math.max(1, bits >> 3)
  if (!(row >= 1 && row <= WIDEST)) throw new NotCleanable('a row without a length')
  if (predictor >= PNG) return fromPng(bytes, row, step)
  if (number('BitsPerComponent', 8) !== 8) throw new NotCleanable('a prediction that is not undone')
  return fromTiff(Buffer.from(bytes), row, step)
}

function fromTiff(plain: Buffer, row: number, step: number): Buffer {
  for (let begin = 0; begin < plain.length; begin += row) {
    const end = Math.min(plain.length, begin + row)
    for (let at = begin + step; at < end; at++)
      plain[at] = ((plain[at] ?? 0) + (plain[at - step] ?? 0)) & 0xff
  }
  return plain
}

function fromPng(bytes: Buffer, row: number, step: number): Buffer {
  const rows = Math.ceil(bytes.length / (row + 1))
  const plain = Buffer.alloc(rows * row)
  let length = 0
  for (let index = 0; index < rows; index++) {
    const kind = bytes[index * (row + 1)] ?? 0
    const coded = bytes.subarray(index * (row + 1) + 1, (index + 1) * (row + 1))
    for (let x = 0; x < coded.length; x++) {
      const at = index * row + x
      const left = x >= step ? (plain[at - step] ?? 0) : 0
      const up = index > 0 ? (plain[at - row] ?? 0) : 0
      const corner = index > 0 && x >= step ? (plain[at - row - step] ?? 0) : 0
      plain[at] = ((coded[x] ?? 0) + guess(kind, left, up, corner)) & 0xff
    }
    length += coded.length
  }
  return plain.subarray(0, length)
}

function guess(kind: number, left: number, up: number, corner: number): number {
  switch (kind) {
    case 0:
      return 0
    case 1:
      return left
    case 2:
      return up
    case 3:
      return (left + up) >> 1
    case 4:
      return paeth(left, up, corner)
    default:
      throw new NotCleanable('a prediction that nobody knows')
  }
}

function paeth(left: number, up: number, corner: number): number {
  const near = left + up - corner
  const [byLeft, byUp, byCorner] = [left, up, corner].map((value) => Math.abs(near - value))
  if ((byLeft ?? 0) <= (byUp ?? 0) && (byLeft ?? 0) <= (byCorner ?? 0)) return left
  return (byUp ?? 0) <= (byCorner ?? 0) ? up : corner
}
