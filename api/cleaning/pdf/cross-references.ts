import { NotCleanable } from '../not-cleanable.ts'
import { dictUntil, readValue } from './read-value.ts'
import { isWhite, Tokens } from './tokens.ts'
import { type Budget, unpacked } from './unfilter.ts'
import { type Dict, isDict, isList, nameOf, type PdfValue, Stream } from './values.ts'

/** Where an object lies: at a place of the file, or packed with others in a stream. */
export type Place =
  | { readonly kind: 'at'; readonly offset: number }
  | { readonly kind: 'packed'; readonly stream: number; readonly index: number }
  | { readonly kind: 'free' }

export type CrossReferences = {
  readonly places: ReadonlyMap<number, Place>
  /** Of the newest version of the file. */
  readonly trailer: Dict
}

/** A letter that was changed a hundred times; more is no letter. */
const MOST_VERSIONS = 100
export const MOST_OBJECTS = 200_000
/** Within so many bytes of the end it must say where its table begins. */
const TAIL = 2048

/**
 * Where every object of the file lies, the newest version of each. Refuses a file whose tables are broken: viewers
 * guess then, and each guesses differently.
 */
export function readCrossReferences(bytes: Buffer, budget: Budget): CrossReferences {
  const places = new Map<number, Place>()
  const seen = new Set<number>()
  const waiting = [startOf(bytes)]
  let newest: Dict | undefined
  for (let offset = waiting.shift(); offset !== undefined; offset = waiting.shift()) {
    if (seen.has(offset)) continue
    if (seen.size >= MOST_VERSIONS) throw new NotCleanable('versions without an end')
    seen.add(offset)
    const trailer = readSection(bytes, offset, places, budget)
    newest ??= trailer
    for (const key of ['XRefStm', 'Prev']) {
      const next = trailer.get(key)
      if (typeof next === 'number') waiting.push(next)
    }
  }
  if (newest === undefined) throw new NotCleanable('no table of objects')
  return { places, trailer: newest }
}

function startOf(bytes: Buffer): number {
  const tail = bytes.subarray(-TAIL)
  const found = tail.lastIndexOf('startxref')
  if (found === -1) throw new NotCleanable('no table of objects')
  const tokens = new Tokens(tail, found + 'startxref'.length)
  if (tokens.next() !== 'number') throw new NotCleanable('no table of objects')
  return tokens.number()
}

function readSection(
  bytes: Buffer,
  offset: number,
  places: Map<number, Place>,
  budget: Budget,
): Dict {
  const tokens = new Tokens(bytes, offset)
  if (tokens.next() === 'word' && tokens.text() === 'xref') return readTable(tokens, places)
  const { value } = objectAt(bytes, offset, (length) => length)
  if (value instanceof Stream && nameOf(value.dict.get('Type')) === 'XRef') {
    readPackedTable(value, places, budget)
    return value.dict
  }
  throw new NotCleanable('no table of objects')
}

/** The table that can be read by eye: first number and count, then a line for each object. */
function readTable(tokens: Tokens, places: Map<number, Place>): Dict {
  while (tokens.next() === 'number') {
    const first = tokens.number()
    if (tokens.next() !== 'number') throw new NotCleanable('a table that is broken')
    const count = tokens.number()
    for (let index = 0; index < count; index++) {
      if (tokens.next() !== 'number') throw new NotCleanable('a table that is broken')
      const offset = tokens.number()
      tokens.next()
      if (tokens.next() !== 'word') throw new NotCleanable('a table that is broken')
      const isUsed = tokens.text() === 'n'
      setOnce(places, first + index, isUsed ? { kind: 'at', offset } : { kind: 'free' })
    }
  }
  if (tokens.text() !== 'trailer' || tokens.next() !== '<<')
    throw new NotCleanable('a table without its trailer')
  return dictUntil(tokens, '>>')
}

/** The same, packed: fields of as many bytes as `W` says. ISO 32000-1 §7.5.8. */
function readPackedTable(stream: Stream, places: Map<number, Place>, budget: Budget): void {
  const rows = unpacked(stream, (value) => value ?? null, budget)
  const [kindWidth = 0, secondWidth = 0, thirdWidth = 0] = numbersOf(stream.dict.get('W'))
  const width = kindWidth + secondWidth + thirdWidth
  if (!(width > 0) || Math.max(kindWidth, secondWidth, thirdWidth) > 6)
    throw new NotCleanable('a table that is broken')
  const size = stream.dict.get('Size')
  const index = stream.dict.has('Index') ? numbersOf(stream.dict.get('Index')) : [0, Number(size)]
  const fieldAt = (at: number, bytes: number) => (bytes === 0 ? 0 : rows.readUIntBE(at, bytes))
  let at = 0
  for (let section = 0; section + 1 < index.length; section += 2) {
    const first = index[section] ?? 0
    const count = index[section + 1] ?? 0
    for (let each = 0; each < count && at + width <= rows.length; each++, at += width) {
      const kind = kindWidth === 0 ? 1 : fieldAt(at, kindWidth)
      const second = fieldAt(at + kindWidth, secondWidth)
      const third = fieldAt(at + kindWidth + secondWidth, thirdWidth)
      setOnce(places, first + each, placeOf(kind, second, third))
    }
  }
}

function placeOf(kind: number, second: number, third: number): Place {
  if (kind === 1) return { kind: 'at', offset: second }
  if (kind === 2) return { kind: 'packed', stream: second, index: third }
  return { kind: 'free' }
}

function numbersOf(value: PdfValue | undefined): readonly number[] {
  return isList(value) ? value.map(Number) : []
}

/** Tables are read from the newest on: what an older one says of the same object no longer counts. */
function setOnce(places: Map<number, Place>, number: number, place: Place): void {
  if (places.size >= MOST_OBJECTS) throw new NotCleanable('too many objects')
  if (!places.has(number)) places.set(number, place)
}

/**
 * The object that begins at `offset`. `lengthOf` answers how long its stream is: that may stand in another object.
 * Refuses a stream that does not end where it says.
 */
export function objectAt(
  bytes: Buffer,
  offset: number,
  lengthOf: (length: PdfValue) => PdfValue,
): { readonly number: number; readonly value: PdfValue } {
  const tokens = new Tokens(bytes, offset)
  if (tokens.next() !== 'number') throw new NotCleanable('no object where one must be')
  const number = tokens.number()
  if (tokens.next() !== 'number' || tokens.next() !== 'word' || tokens.text() !== 'obj')
    throw new NotCleanable('no object where one must be')
  const value = readValue(tokens)
  if (!isDict(value) || tokens.next() !== 'word' || tokens.text() !== 'stream')
    return { number, value }
  const length = lengthOf(value.get('Length') ?? null)
  const begin = afterLineEnd(bytes, tokens.at)
  if (typeof length !== 'number' || !(length >= 0) || begin + length > bytes.length)
    throw new NotCleanable('a stream without a length')
  const after = new Tokens(bytes, begin + length)
  if (after.next() !== 'word' || !after.text().startsWith('endstream'))
    throw new NotCleanable('a stream that ends elsewhere')
  return { number, value: new Stream(value, bytes.subarray(begin, begin + length)) }
}

function afterLineEnd(bytes: Buffer, at: number): number {
  let begin = at
  while (bytes[begin] === 0x20) begin++
  if (bytes[begin] === 0x0d) begin++
  if (bytes[begin] === 0x0a) return begin + 1
  return isWhite(bytes[begin - 1]) ? begin : at
}
