import { NotCleanable } from '../not-cleanable.ts'
import { cleanContent, MOST_DRAWN } from './clean-content.ts'
import { copiedKeys, dictOf, plain, shared } from './copiers.ts'
import { colours } from './copy-colours.ts'
import { resourcesOf } from './copy-drawn.ts'
import { type Copying, packedStream } from './copying.ts'
import { drawnNotes } from './drawn-notes.ts'
import { type Dict, isDict, isList, Name, nameOf, type PdfValue, Ref, Stream } from './values.ts'

const MOST_PAGES = 2_000
const DEEPEST = 50
/** What a page takes from the branches above it, where it has none of its own. */
const INHERITED = ['Resources', 'MediaBox', 'CropBox', 'Rotate'] as const
const PAGE = {
  MediaBox: plain,
  CropBox: plain,
  Rotate: plain,
  UserUnit: plain,
  Group: shared(dictOf({ Type: plain, S: plain, CS: colours, I: plain, K: plain })),
}

/** Copies every page that the catalogue leads to, in order, and answers the catalogue of the copy. */
export function copyPages(catalog: Dict, to: Copying): Ref {
  const sources = [...pagesUnder(catalog.get('Pages') ?? null, new Map(), to, new Set(), 0)]
  if (sources.length === 0 || sources.length > MOST_PAGES)
    throw new NotCleanable('no pages, or too many')
  const kids: Ref[] = []
  const tree: Ref = to.add(
    () =>
      new Map<string, PdfValue>([
        ['Type', new Name('Pages')],
        ['Kids', kids],
        ['Count', kids.length],
      ]),
  )
  for (const source of sources) kids.push(to.add(() => copyPage(source, tree, to)))
  return to.add(
    () =>
      new Map<string, PdfValue>([
        ['Type', new Name('Catalog')],
        ['Pages', tree],
      ]),
  )
}

function* pagesUnder(
  node: PdfValue,
  above: Dict,
  to: Copying,
  seen: Set<number>,
  depth: number,
): Generator<Dict> {
  if (node instanceof Ref) {
    if (seen.has(node.number)) throw new NotCleanable('pages in a ring')
    seen.add(node.number)
  }
  const found = to.resolve(node)
  if (!isDict(found) || depth > DEEPEST) throw new NotCleanable('no tree of pages')
  const known = new Map(above)
  for (const key of INHERITED) {
    const own = found.get(key)
    if (own !== undefined) known.set(key, own)
  }
  const kids = to.resolve(found.get('Kids'))
  if (!isList(kids)) yield new Map([...found, ...known])
  else for (const kid of kids) yield* pagesUnder(kid, known, to, seen, depth + 1)
}

function copyPage(source: Dict, tree: Ref, to: Copying): Dict {
  const { bytes, names } = cleanContent(contentOf(source, to))
  const notes = drawnNotes(source, to)
  const resources = resourcesOf(names, source.get('Resources'), to)
  const content = notes.length === 0 ? bytes : withNotes(bytes, notes)
  return new Map<string, PdfValue>([
    ['Type', new Name('Page')],
    ['Parent', tree],
    ...copiedKeys(source, PAGE, to),
    ['Resources', notes.length === 0 ? resources : addNotes(resources, notes)],
    ['Contents', to.add(() => packedStream(new Map(), content))],
  ])
}

/** A page may be drawn in several pieces, one after the other. */
function contentOf(source: Dict, to: Copying): Buffer {
  const contents = to.resolve(source.get('Contents'))
  const pieces: Buffer[] = []
  let total = 0
  for (const value of isList(contents) ? contents : [contents]) {
    const piece = to.resolve(value)
    if (!(piece instanceof Stream)) continue
    pieces.push(to.source.unpack(piece), Buffer.from('\n'))
    total += pieces.at(-2)?.length ?? 0
    if (total > MOST_DRAWN) throw new NotCleanable('too much on a page')
  }
  return Buffer.concat(pieces)
}

type Note = ReturnType<typeof drawnNotes>[number]

/** What lies on a page is drawn after it, as if nothing had changed the state before. */
function withNotes(bytes: Buffer, notes: readonly Note[]): Buffer {
  const drawing = notes.map(({ name, matrix }) => `q ${matrix.join(' ')} cm /${name} Do Q\n`)
  return Buffer.concat([Buffer.from('q\n'), bytes, Buffer.from(`Q\n${drawing.join('')}`)])
}

function addNotes(resources: Dict, notes: readonly Note[]): Dict {
  const drawn = resources.get('XObject')
  const all = new Map(isDict(drawn) ? drawn : [])
  for (const { name, form } of notes) all.set(name, form)
  return new Map<string, PdfValue>([...resources, ['XObject', all]])
}

/** Refuses what would be lost without anybody noticing, or would be seen though it was hidden. */
export function refuseWhatPagesDoNotShow(catalog: Dict, to: Copying): void {
  const names = to.resolve(catalog.get('Names'))
  const isThere = (value: PdfValue | undefined) => to.resolve(value) !== null
  if (isThere(catalog.get('Collection')) || isThere(catalog.get('AF')))
    throw new NotCleanable('other documents inside')
  if (isDict(names) && isThere(names.get('EmbeddedFiles')))
    throw new NotCleanable('other documents inside')
  const form = to.resolve(catalog.get('AcroForm'))
  if (
    isDict(form) &&
    (isThere(form.get('XFA')) || to.resolve(form.get('NeedAppearances')) === true)
  )
    throw new NotCleanable('a form that its viewer draws')
  if (hidesLayers(to.resolve(catalog.get('OCProperties')), to))
    throw new NotCleanable('layers that are switched off')
}

/** Whether any layer may be hidden: without its list it would be drawn. */
function hidesLayers(layers: PdfValue, to: Copying): boolean {
  if (!isDict(layers)) return false
  const shown = to.resolve(layers.get('D'))
  if (!isDict(shown)) return true
  const base = nameOf(to.resolve(shown.get('BaseState')))
  return (
    (base !== undefined && base !== 'ON') ||
    ['OFF', 'AS'].some((key) => {
      const list = to.resolve(shown.get(key))
      return isList(list) && list.length > 0
    })
  )
}
