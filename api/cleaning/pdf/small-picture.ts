import { NotCleanable } from '../not-cleanable.ts'
import { dictUntil } from './read-value.ts'
import { isWhite, type Tokens } from './tokens.ts'
import { filtersOf } from './unfilter.ts'
import { type Dict, isDict, isList, nameOf, type PdfValue, Stream } from './values.ts'
import { writtenKeys } from './write-value.ts'

/** What such a picture needs to be drawn, in its short names and its long ones. ISO 32000-1 §8.9.7. */
const KEYS = new Set(
  'W Width H Height BPC BitsPerComponent CS ColorSpace D Decode DP DecodeParms F Filter IM ImageMask I Interpolate'.split(
    ' ',
  ),
)
/** These are only numbers of points, in which nothing else can stand. */
const POINTS = new Set([
  'FlateDecode',
  'LZWDecode',
  'ASCIIHexDecode',
  'ASCII85Decode',
  'RunLengthDecode',
  'CCITTFaxDecode',
])
const COMPONENTS: Readonly<Record<string, number>> = {
  G: 1,
  DeviceGray: 1,
  RGB: 3,
  DeviceRGB: 3,
  CMYK: 4,
  DeviceCMYK: 4,
}

/** A picture that stands within what draws the page, after its `BI`: its head anew, its points as they are. */
export function copySmallPicture(tokens: Tokens): {
  readonly bytes: Buffer
  readonly names: readonly string[]
} {
  const head = dictUntil(tokens, 'ID')
  const kept = new Map([...head].filter(([key]) => KEYS.has(key)))
  const filters = filtersOf(kept, (value) => value ?? null)
  if ([...kept.values()].some(holdsWords) || filters.some(({ name }) => !POINTS.has(name)))
    throw new NotCleanable('a small picture that cannot be looked through')
  const begin = tokens.at + 1
  const end = filters.length === 0 ? begin + rawLength(kept) : endOf(tokens.bytes, begin)
  const points = tokens.bytes.subarray(begin, end)
  tokens.at = end
  if (tokens.next() !== 'word' || tokens.text() !== 'EI')
    throw new NotCleanable('a small picture without an end')
  const colours = nameOf(kept.get('CS') ?? kept.get('ColorSpace'))
  return {
    bytes: Buffer.concat([
      Buffer.from(`BI ${writtenKeys(kept)} ID `, 'latin1'),
      points,
      Buffer.from('\nEI'),
    ]),
    names: colours === undefined ? [] : [colours],
  }
}

/** Tables of colours are strings too, and stand nowhere else than in the list of a colour space. */
function holdsWords(value: PdfValue): boolean {
  if (isDict(value)) return [...value.values()].some(holdsWords)
  return Buffer.isBuffer(value) || value instanceof Stream
}

function rawLength(head: Dict): number {
  const width = head.get('W') ?? head.get('Width')
  const height = head.get('H') ?? head.get('Height')
  const isMask = (head.get('IM') ?? head.get('ImageMask')) === true
  const bits = isMask ? 1 : (head.get('BPC') ?? head.get('BitsPerComponent') ?? 8)
  const colours = head.get('CS') ?? head.get('ColorSpace')
  const components = isMask || isList(colours) ? 1 : COMPONENTS[nameOf(colours) ?? '']
  if (typeof width !== 'number' || typeof height !== 'number' || typeof bits !== 'number')
    throw new NotCleanable('a small picture without a size')
  if (components === undefined) throw new NotCleanable('a small picture in colours of its own')
  return height * Math.ceil((width * bits * components) / 8)
}

/** The end of packed points: the word EI alone, after which what draws goes on in letters. */
function endOf(bytes: Buffer, begin: number): number {
  for (let at = bytes.indexOf('EI', begin); at !== -1; at = bytes.indexOf('EI', at + 1)) {
    const after = bytes.subarray(at + 2, at + 12)
    const isAlone = isWhite(bytes[at - 1]) && (after.length === 0 || isWhite(after[0]))
    if (isAlone && after.every((byte) => isWhite(byte) || (byte > 0x20 && byte < 0x7f)))
      return at - 1
  }
  throw new NotCleanable('a small picture without an end')
}
