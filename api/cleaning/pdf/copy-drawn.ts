import { NotCleanable } from '../not-cleanable.ts'
import { cleanContent } from './clean-content.ts'
import {
  copiedKeys,
  dictOf,
  either,
  listOf,
  namedOf,
  plain,
  type Shape,
  shared,
} from './copiers.ts'
import { colours, functions, shading } from './copy-colours.ts'
import { copyFont } from './copy-fonts.ts'
import { copyPicture } from './copy-picture.ts'
import { type Copier, type Copying, packedStream } from './copying.ts'
import { type Dict, isDict, nameOf, type PdfValue, Stream } from './values.ts'

type Drawn = { readonly stream: Stream; readonly names: ReadonlySet<string> }

/** What draws something, clean and packed, and which names it uses. */
function drawn(source: Buffer, dict: Dict = new Map()): Drawn {
  const { bytes, names } = cleanContent(source)
  return { stream: packedStream(dict, bytes), names }
}

/**
 * Of what there is to draw with, that which is used. Refuses names of what is nowhere: a form of the oldest kind
 * takes them from the page on which it lies.
 */
export function resourcesOf(
  names: ReadonlySet<string>,
  value: PdfValue | undefined,
  to: Copying,
): Dict {
  const found = to.resolve(value)
  if (isDict(found)) return copiedKeys(found, resourceShape(names), to)
  if ([...names].every((name) => OWN.has(name))) return new Map()
  throw new NotCleanable('drawn with what is not there')
}

/** Names that stand for themselves, in no list. */
const OWN = new Set(
  'DeviceGray DeviceRGB DeviceCMYK Pattern G RGB CMYK AbsoluteColorimetric RelativeColorimetric Saturation Perceptual'.split(
    ' ',
  ),
)

function resourceShape(names: ReadonlySet<string>): Shape {
  return {
    Font: namedOf(shared(copyAnyFont), names),
    XObject: namedOf(shared(copyDrawnObject), names),
    ColorSpace: namedOf(shared(colours), names),
    ExtGState: namedOf(shared(copyState), names),
    Pattern: namedOf(shared(copyPattern), names),
    Shading: namedOf(shared(shading), names),
  }
}

const GROUP = dictOf({ Type: plain, S: plain, CS: colours, I: plain, K: plain })
const FORM = {
  Type: plain,
  Subtype: plain,
  FormType: plain,
  BBox: plain,
  Matrix: plain,
  Group: shared(GROUP),
}
const TILE = {
  Type: plain,
  PatternType: plain,
  PaintType: plain,
  TilingType: plain,
  BBox: plain,
  XStep: plain,
  YStep: plain,
  Matrix: plain,
}

function drawnWith(shape: Shape): Copier {
  return (value, to) => {
    const found = to.resolve(value)
    if (!(found instanceof Stream)) return undefined
    const { stream, names } = drawn(to.source.unpack(found), copiedKeys(found.dict, shape, to))
    const resources = resourcesOf(names, found.dict.get('Resources'), to)
    return new Stream(new Map([...stream.dict, ['Resources', resources]]), stream.bytes)
  }
}

/** Something that is drawn as a whole wherever it is called. */
export const copyForm: Copier = drawnWith(FORM)
const copyTile = drawnWith(TILE)

/** A picture, or a form. Refuses the third kind, programs for printers. */
const copyDrawnObject: Copier = (value, to) => {
  const found = to.resolve(value)
  if (!(found instanceof Stream)) return undefined
  const kind = nameOf(to.resolve(found.dict.get('Subtype')))
  if (kind === 'Image') return copyPicture(found, to)
  if (kind === 'Form') return copyForm(found, to)
  throw new NotCleanable('something drawn that nobody knows')
}

const copyPattern: Copier = (value, to) => {
  const found = to.resolve(value)
  if (found instanceof Stream) return copyTile(found, to)
  return SHADED(found, to)
}

/** A font; also one whose letters are drawn as a page is, each by a content of its own. */
const copyAnyFont: Copier = (value, to) => {
  const found = to.resolve(value)
  const font = copyFont(found, to)
  if (!isDict(found) || !isDict(font) || nameOf(to.resolve(found.get('Subtype'))) !== 'Type3')
    return font
  const letters = drawnLetters(to.resolve(found.get('CharProcs')), to)
  const names = new Set([...letters.values()].flatMap((letter) => [...letter.names]))
  const copied = [...letters].map(([name, { stream }]) => [name, to.add(() => stream)] as const)
  return new Map<string, PdfValue>([
    ...font,
    ['CharProcs', new Map(copied)],
    ['Resources', resourcesOf(names, found.get('Resources'), to)],
  ])
}

function drawnLetters(letters: PdfValue, to: Copying): ReadonlyMap<string, Drawn> {
  const drawings = new Map<string, Drawn>()
  for (const [name, value] of isDict(letters) ? letters : []) {
    const letter = to.resolve(value)
    if (letter instanceof Stream) drawings.set(name, drawn(to.source.unpack(letter)))
  }
  return drawings
}

const MASK = dictOf({
  Type: plain,
  S: plain,
  G: shared(copyForm),
  BC: plain,
  TR: functions,
})
/** How what follows is drawn: widths, corners, how much shines through. */
const STATE = dictOf({
  Type: plain,
  LW: plain,
  LC: plain,
  LJ: plain,
  ML: plain,
  D: plain,
  RI: plain,
  OP: plain,
  op: plain,
  OPM: plain,
  Font: listOf(either(plain, shared(copyAnyFont))),
  TR: functions,
  TR2: functions,
  FL: plain,
  SM: plain,
  SA: plain,
  BM: plain,
  SMask: either(plain, MASK),
  CA: plain,
  ca: plain,
  AIS: plain,
  TK: plain,
})
const copyState: Copier = (value, to) => STATE(value, to)
const SHADED = dictOf({
  Type: plain,
  PatternType: plain,
  Shading: shared(shading),
  Matrix: plain,
  ExtGState: shared(copyState),
})
