import { deflateSync } from 'node:zlib'
import { NotCleanable } from '../not-cleanable.ts'
import type { PdfFile } from './pdf-file.ts'
import { type Dict, Name, type PdfValue, Ref, Stream } from './values.ts'
import { written, writtenKeys } from './write-value.ts'

/** Copies what it knows of a value; undefined leaves it out. */
export type Copier = (value: PdfValue, to: Copying) => PdfValue | undefined

const MOST_COPIED = 100_000
/** A file of at most 10 MB does not become larger than this by being written anew. */
const MOST_WRITTEN = 64 * 1024 * 1024

/** A new file, into which objects of another are copied, each once for everything that it is used as. */
export class Copying {
  readonly source: PdfFile
  readonly #objects: Buffer[] = []
  readonly #made = new Map<Copier, Map<number, Ref>>()
  readonly #waiting: (() => void)[] = []
  #written = 0

  constructor(source: PdfFile) {
    this.source = source
  }

  resolve(value: PdfValue | undefined): PdfValue {
    return this.source.resolve(value)
  }

  /** What `value` points at is copied once, and pointed at from every place. */
  shared(value: PdfValue, copier: Copier): PdfValue | undefined {
    if (!(value instanceof Ref)) return copier(value, this)
    const made = this.#made.get(copier) ?? new Map<number, Ref>()
    this.#made.set(copier, made)
    const known = made.get(value.number)
    if (known !== undefined) return known
    const ref = this.#reserve()
    made.set(value.number, ref)
    this.#waiting.push(() => this.#write(ref, copier(value, this) ?? null))
    return ref
  }

  /** A new object, written once what it needs is known. */
  add(make: () => PdfValue): Ref {
    const ref = this.#reserve()
    this.#waiting.push(() => this.#write(ref, make()))
    return ref
  }

  /** The whole file, once everything that waited is copied. It says nothing of itself but its version. */
  finish(root: Ref): Buffer {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) next()
    // Four bytes beyond letters tell programs that carry files that this is no text.
    const head = Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')
    const places: string[] = []
    let at = head.length
    for (const object of this.#objects) {
      places.push(`${String(at).padStart(10, '0')} 00000 n \n`)
      at += object.length
    }
    const size = places.length + 1
    const trailer = written(
      new Map<string, PdfValue>([
        ['Size', size],
        ['Root', root],
      ]),
    )
    const end = `xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}trailer\n${trailer}\nstartxref\n${at}\n%%EOF\n`
    return Buffer.concat([head, ...this.#objects, Buffer.from(end, 'latin1')])
  }

  #reserve(): Ref {
    if (this.#objects.length >= MOST_COPIED) throw new NotCleanable('too many objects')
    this.#objects.push(Buffer.alloc(0))
    return new Ref(this.#objects.length)
  }

  #write(ref: Ref, value: PdfValue): void {
    const body =
      value instanceof Stream ? streamBody(value) : [Buffer.from(written(value), 'latin1')]
    const object = Buffer.concat([
      Buffer.from(`${ref.number} 0 obj\n`),
      ...body,
      Buffer.from('\nendobj\n'),
    ])
    this.#written += object.length
    if (this.#written > MOST_WRITTEN) throw new NotCleanable('too large a copy')
    this.#objects[ref.number - 1] = object
  }
}

function streamBody({ dict, bytes }: Stream): Buffer[] {
  const head = writtenKeys(new Map([...dict, ['Length', bytes.length]]))
  return [Buffer.from(`<<${head}>>\nstream\n`, 'latin1'), bytes, Buffer.from('\nendstream')]
}

/** Plain bytes as a stream, packed. */
export function packedStream(dict: Dict, bytes: Buffer): Stream {
  return new Stream(new Map([...dict, ['Filter', new Name('FlateDecode')]]), deflateSync(bytes))
}
