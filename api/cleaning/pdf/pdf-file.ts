import { NotCleanable } from '../not-cleanable.ts'
import {
  type CrossReferences,
  MOST_OBJECTS,
  objectAt,
  readCrossReferences,
} from './cross-references.ts'
import { readValue } from './read-value.ts'
import { Tokens } from './tokens.ts'
import { Budget, unpacked } from './unfilter.ts'
import { type Dict, isDict, nameOf, type PdfValue, Ref, Stream } from './values.ts'

/** An object that is only the number of another: once is usual. */
const MOST_STEPS = 10
/** A stream's length stands in another object, which may be packed in another stream. */
const DEEPEST = 4

type Packed = { readonly bytes: Buffer; readonly offsets: ReadonlyMap<number, number> }

/** A PDF whose objects are read when they are asked for. Throws `NotCleanable` when it is locked or broken. */
export class PdfFile {
  readonly budget = new Budget()
  readonly #bytes: Buffer
  readonly #references: CrossReferences
  readonly #packed = new Map<number, Packed>()
  #depth = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
    this.#references = readCrossReferences(bytes, this.budget)
    if (this.#references.trailer.has('Encrypt')) throw new NotCleanable('locked')
  }

  get catalog(): Dict {
    const catalog = this.resolve(this.#references.trailer.get('Root'))
    if (isDict(catalog) && nameOf(this.resolve(catalog.get('Type'))) === 'Catalog') return catalog
    throw new NotCleanable('no catalogue')
  }

  /** What a value stands for: itself, or the object at which it points. Nothing is null. */
  readonly resolve = (value: PdfValue | undefined): PdfValue => {
    let found = value ?? null
    for (let step = 0; found instanceof Ref; step++) {
      if (step >= MOST_STEPS) throw new NotCleanable('objects that point in a ring')
      found = this.#load(found.number)
    }
    return found
  }

  /** The bytes of a stream, unpacked. */
  unpack(stream: Stream): Buffer {
    return unpacked(stream, this.resolve, this.budget)
  }

  #load(number: number): PdfValue {
    const place = this.#references.places.get(number)
    if (place === undefined || place.kind === 'free') return null
    if (++this.#depth > DEEPEST) throw new NotCleanable('objects that need each other')
    try {
      if (place.kind === 'packed') return this.#loadPacked(place.stream, number)
      const found = objectAt(this.#bytes, place.offset, this.resolve)
      if (found.number !== number) throw new NotCleanable('an object in the place of another')
      return found.value
    } finally {
      this.#depth--
    }
  }

  #loadPacked(stream: number, number: number): PdfValue {
    const packed = this.#packed.get(stream) ?? this.#openPacked(stream)
    const offset = packed.offsets.get(number)
    return offset === undefined ? null : readValue(new Tokens(packed.bytes, offset))
  }

  /** Objects packed together begin with a number and a place for each. ISO 32000-1 §7.5.7. */
  #openPacked(number: number): Packed {
    const stream = this.#load(number)
    if (!(stream instanceof Stream)) throw new NotCleanable('packed objects that are not there')
    const first = this.resolve(stream.dict.get('First'))
    const count = this.resolve(stream.dict.get('N'))
    if (typeof first !== 'number' || typeof count !== 'number' || count > MOST_OBJECTS)
      throw new NotCleanable('packed objects without a list')
    const bytes = this.unpack(stream)
    const tokens = new Tokens(bytes)
    const offsets = new Map<number, number>()
    for (let each = 0; each < count && tokens.next() === 'number'; each++) {
      const packedNumber = tokens.number()
      if (tokens.next() === 'number') offsets.set(packedNumber, first + tokens.number())
    }
    const packed = { bytes, offsets }
    this.#packed.set(number, packed)
    return packed
  }
}
