import { cleanJpegSegments } from '../jpeg-segments.ts'
import { NotCleanable } from '../not-cleanable.ts'
import { copiedKeys, either, plain, shared } from './copiers.ts'
import { colours } from './copy-colours.ts'
import { type Copier, type Copying, packedStream } from './copying.ts'
import { unpredict } from './predictor.ts'
import { type Filter, filtersOf, unfiltered } from './unfilter.ts'
import { type Dict, Name, type PdfValue, Stream } from './values.ts'

const PICTURE = {
  Type: plain,
  Subtype: plain,
  Width: plain,
  Height: plain,
  ColorSpace: colours,
  BitsPerComponent: plain,
  Intent: plain,
  ImageMask: plain,
  Mask: either(
    plain,
    shared((value, to) => copyPicture(value, to)),
  ),
  Decode: plain,
  Interpolate: plain,
  SMask: shared((value, to) => copyPicture(value, to)),
  Matte: plain,
}
const PREDICTION = { Predictor: plain, Colors: plain, BitsPerComponent: plain, Columns: plain }
const FAX = {
  K: plain,
  EndOfLine: plain,
  EncodedByteAlign: plain,
  Columns: plain,
  Rows: plain,
  EndOfBlock: plain,
  BlackIs1: plain,
  DamagedRowsBeforeError: plain,
}

/** A picture with the points that it has, and nothing else of what its file said. */
export const copyPicture: Copier = (value, to) => {
  const found = to.resolve(value)
  if (!(found instanceof Stream)) return undefined
  const head = copiedKeys(found.dict, PICTURE, to)
  let { bytes } = found
  let last: Filter | undefined
  for (const filter of filtersOf(found.dict, to.source.resolve)) {
    if (last !== undefined) bytes = unpredict(bytes, last.options, to.source.resolve)
    if (filter.name === 'DCTDecode')
      return ofJpeg(head, cleanJpegSegments(bytes), filter.options, to)
    if (filter.name === 'CCITTFaxDecode') return ofFax(head, bytes, filter.options, to)
    if (filter.name === 'JPXDecode' || filter.name === 'JBIG2Decode')
      throw new NotCleanable('a picture that is not taken apart')
    bytes = unfiltered(bytes, filter, to.source.budget)
    last = filter
  }
  return packedStream(withOptions(head, last?.options, PREDICTION, to), bytes)
}

function ofJpeg(head: Dict, bytes: Buffer, options: Dict, to: Copying): Stream {
  const kept = withOptions(head, options, { ColorTransform: plain }, to)
  return new Stream(new Map([...kept, ['Filter', new Name('DCTDecode')]]), bytes)
}

function ofFax(head: Dict, bytes: Buffer, options: Dict, to: Copying): Stream {
  const kept = withOptions(head, options, FAX, to)
  return new Stream(new Map([...kept, ['Filter', new Name('CCITTFaxDecode')]]), bytes)
}

function withOptions(
  head: Dict,
  options: Dict | undefined,
  shape: Readonly<Record<string, Copier>>,
  to: Copying,
): Dict {
  const kept = copiedKeys(options ?? new Map(), shape, to)
  return kept.size === 0 ? head : new Map<string, PdfValue>([...head, ['DecodeParms', kept]])
}
