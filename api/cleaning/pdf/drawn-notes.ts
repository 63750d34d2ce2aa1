import { NotCleanable } from '../not-cleanable.ts'
import { copyForm } from './copy-drawn.ts'
import type { Copying } from './copying.ts'
import { type Dict, isDict, isList, nameOf, type PdfValue, Ref, Stream } from './values.ts'

type Matrix = readonly [number, number, number, number, number, number]

/** Something that lies on a page, as a drawing and where it is drawn. */
export type DrawnNote = { readonly name: string; readonly form: Ref; readonly matrix: Matrix }

const MOST_NOTES = 5_000
/** Nothing of these is seen on the page, or only a frame. */
const UNSEEN = new Set(['Link', 'Popup', 'PrinterMark', 'TrapNet'])
/** What people write and draw on a page. Others hold files, sounds or programs. */
const SEEN = new Set(
  'Widget FreeText Text Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink Watermark'.split(
    ' ',
  ),
)
/** Their words are what is drawn; those of the others open beside the page. */
const WORDS_DRAWN = new Set(['Widget', 'FreeText', 'Watermark'])
const HIDDEN = 0b10
const NO_VIEW = 0b100000
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

/**
 * What was filled in, stamped or drawn on a page, as it is seen. It does nothing when it is pressed any more.
 * Refuses remarks whose words are not drawn: they would be lost.
 */
export function drawnNotes(page: Dict, to: Copying): readonly DrawnNote[] {
  const found = to.resolve(page.get('Annots'))
  if (!isList(found)) return []
  if (found.length > MOST_NOTES) throw new NotCleanable('too much on a page')
  return found.flatMap((value, index) => {
    const note = to.resolve(value)
    return isDict(note) ? drawnNote(note, `EarshotNote${index}`, to) : []
  })
}

function drawnNote(note: Dict, name: string, to: Copying): readonly DrawnNote[] {
  const kind = nameOf(to.resolve(note.get('Subtype'))) ?? ''
  const flags = to.resolve(note.get('F'))
  if (UNSEEN.has(kind)) return []
  if (!SEEN.has(kind)) throw new NotCleanable('something on a page that is not taken apart')
  if (!WORDS_DRAWN.has(kind) && holdsWords(note.get('Contents'), to))
    throw new NotCleanable('a remark beside the page')
  if (typeof flags === 'number' && (flags & (HIDDEN | NO_VIEW)) !== 0) return []
  const looks = appearanceOf(note, to)
  if (looks === undefined) {
    if (kind === 'Widget' && !isFilledIn(note, to)) return []
    throw new NotCleanable('something on a page that its viewer draws')
  }
  const matrix = placed(looks.stream, note, to)
  const form = to.shared(looks.ref, copyForm)
  return matrix !== undefined && form instanceof Ref ? [{ name, form, matrix }] : []
}

function holdsWords(value: PdfValue | undefined, to: Copying): boolean {
  const found = to.resolve(value)
  return Buffer.isBuffer(found) && found.length > 0
}

/** How it looks now: a box that is ticked has a look for each state. */
function appearanceOf(note: Dict, to: Copying) {
  const looks = to.resolve(note.get('AP'))
  let value = isDict(looks) ? looks.get('N') : undefined
  const states = to.resolve(value)
  if (isDict(states)) value = states.get(nameOf(to.resolve(note.get('AS'))) ?? '')
  const stream = to.resolve(value)
  return stream instanceof Stream && value instanceof Ref ? { ref: value, stream } : undefined
}

const MOST_PARENTS = 10

/** A field may be filled in further up: several boxes share one answer. */
function isFilledIn(note: Dict, to: Copying): boolean {
  let field: PdfValue = note
  for (let step = 0; isDict(field) && step < MOST_PARENTS; step++) {
    const answer = to.resolve(field.get('V'))
    if (Buffer.isBuffer(answer) ? answer.length > 0 : isList(answer)) return true
    field = to.resolve(field.get('Parent'))
  }
  return false
}

/** Brings the frame of the look onto the place of the note. ISO 32000-1 §12.5.5. */
function placed(look: Stream, note: Dict, to: Copying): Matrix | undefined {
  const rect = boxOf(numbersOf(note.get('Rect'), to))
  const box = numbersOf(look.dict.get('BBox'), to)
  const own = numbersOf(look.dict.get('Matrix'), to)
  const [a, b, c, d, e, f] = own.length === 6 ? own : IDENTITY
  if (rect === undefined || box.length !== 4) return undefined
  const [left = 0, bottom = 0, right = 0, top = 0] = box
  const corners = [
    [left, bottom],
    [left, top],
    [right, bottom],
    [right, top],
  ].map(([x = 0, y = 0]) => [
    (a ?? 1) * x + (c ?? 0) * y + (e ?? 0),
    (b ?? 0) * x + (d ?? 1) * y + (f ?? 0),
  ])
  const frame = boxOf(corners.flat())
  if (frame === undefined || frame.width === 0 || frame.height === 0) return undefined
  const wide = rect.width / frame.width
  const high = rect.height / frame.height
  return [wide, 0, 0, high, rect.left - frame.left * wide, rect.bottom - frame.bottom * high]
}

/** The smallest box around points, given as x and y in turn. */
function boxOf(points: readonly number[]) {
  if (points.length < 4) return undefined
  const xs = points.filter((_, index) => index % 2 === 0)
  const ys = points.filter((_, index) => index % 2 === 1)
  const left = Math.min(...xs)
  const bottom = Math.min(...ys)
  return { left, bottom, width: Math.max(...xs) - left, height: Math.max(...ys) - bottom }
}

function numbersOf(value: PdfValue | undefined, to: Copying): readonly number[] {
  const found = to.resolve(value)
  if (!isList(found)) return []
  return found.map((each) => Number(to.resolve(each)))
}
