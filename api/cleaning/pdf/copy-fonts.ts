import { withoutRemarks } from './clean-content.ts'
import { copiedKeys, dictOf, either, label, listOf, plain, shared, streamOf } from './copiers.ts'
import type { Copier, Copying } from './copying.ts'
import { isDict, type PdfValue } from './values.ts'

/** A program of letters as it is: it names who made the font, not who wrote with it. */
const PROGRAM = shared(streamOf({ Length1: plain, Length2: plain, Length3: plain, Subtype: plain }))
const SET_OF_LETTERS = dictOf({ Registry: label, Ordering: label, Supplement: plain })
const MAP_OF_LETTERS = either(
  plain,
  shared(
    streamOf(
      { Type: plain, CMapName: plain, CIDSystemInfo: SET_OF_LETTERS, WMode: plain, UseCMap: plain },
      withoutRemarks,
    ),
  ),
)
const DESCRIPTOR = dictOf({
  Type: plain,
  FontName: plain,
  FontStretch: plain,
  FontWeight: plain,
  Flags: plain,
  FontBBox: plain,
  ItalicAngle: plain,
  Ascent: plain,
  Descent: plain,
  Leading: plain,
  CapHeight: plain,
  XHeight: plain,
  StemV: plain,
  StemH: plain,
  AvgWidth: plain,
  MaxWidth: plain,
  MissingWidth: plain,
  FontFile: PROGRAM,
  FontFile2: PROGRAM,
  FontFile3: PROGRAM,
})
const ENCODING = dictOf({ Type: plain, BaseEncoding: plain, Differences: plain })
const FONT = {
  Type: plain,
  Subtype: plain,
  Name: plain,
  BaseFont: plain,
  FirstChar: plain,
  LastChar: plain,
  Widths: plain,
  FontDescriptor: shared(DESCRIPTOR),
  Encoding: (value: PdfValue, to: Copying) => {
    const found = to.resolve(value)
    return isDict(found) ? ENCODING(found, to) : MAP_OF_LETTERS(value, to)
  },
  ToUnicode: MAP_OF_LETTERS,
  CIDSystemInfo: SET_OF_LETTERS,
  CIDToGIDMap: either(plain, shared(streamOf({}))),
  DW: plain,
  W: plain,
  DW2: plain,
  W2: plain,
  FontBBox: plain,
  FontMatrix: plain,
  DescendantFonts: listOf(shared((value, to) => copyFont(value, to))),
}

/** A font with what is needed to draw its letters, and to read them out. */
export const copyFont: Copier = (value, to) => {
  const found = to.resolve(value)
  return isDict(found) ? copiedKeys(found, FONT, to) : undefined
}
