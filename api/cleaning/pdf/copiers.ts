import { NotCleanable } from '../not-cleanable.ts'
import { type Copier, type Copying, packedStream } from './copying.ts'
import { type Dict, isDict, isList, Name, type PdfValue, Stream } from './values.ts'

/** Which keys are copied, and how. What is not named here stays behind. */
export type Shape = Readonly<Record<string, Copier>>

const LONGEST_LIST = 100_000
const DEEPEST_LIST = 4

/** Numbers, names, yes and no, and lists of them: no words can stand in it but names. */
export const plain: Copier = (value, to) => plainAt(value, to, 0)

function plainAt(value: PdfValue, to: Copying, depth: number): PdfValue | undefined {
  const found = to.resolve(value)
  if (typeof found === 'number' || typeof found === 'boolean' || found instanceof Name) return found
  if (!isList(found)) return undefined
  if (depth > DEEPEST_LIST || found.length > LONGEST_LIST) throw new NotCleanable('too long a list')
  return found.map((each) => plainAt(each, to, depth + 1) ?? null)
}

/** A short string that programs compare: who ordered a set of letters, and how it is called. */
export const label: Copier = (value, to) => {
  const found = to.resolve(value)
  return Buffer.isBuffer(found) ? found : undefined
}

/** Copied once, wherever it is used. */
export function shared(copier: Copier): Copier {
  return (value, to) => to.shared(value, copier)
}

/** The first that knows the value. */
export function either(...copiers: readonly Copier[]): Copier {
  return (value, to) => {
    for (const copier of copiers) {
      const copied = copier(value, to)
      if (copied !== undefined) return copied
    }
    return undefined
  }
}

export function listOf(copier: Copier): Copier {
  return (value, to) => {
    const found = to.resolve(value)
    if (!isList(found)) return undefined
    if (found.length > LONGEST_LIST) throw new NotCleanable('too long a list')
    return found.map((each) => copier(each, to) ?? null)
  }
}

export function dictOf(shape: Shape): Copier {
  return (value, to) => {
    const found = to.resolve(value)
    return isDict(found) ? copiedKeys(found, shape, to) : undefined
  }
}

export function copiedKeys(dict: Dict, shape: Shape, to: Copying): Dict {
  const copied = new Map<string, PdfValue>()
  for (const [key, copier] of Object.entries(shape)) {
    const value = dict.get(key)
    const copy = value === undefined ? undefined : copier(value, to)
    if (copy !== undefined) copied.set(key, copy)
  }
  return copied
}

/** A dictionary under whatever names; only those that are used. */
export function namedOf(copier: Copier, names: ReadonlySet<string>): Copier {
  return (value, to) => {
    const found = to.resolve(value)
    if (!isDict(found)) return undefined
    const used = [...found].filter(([name]) => names.has(name))
    const shape = Object.fromEntries(used.map(([name]) => [name, copier]))
    return copiedKeys(found, shape, to)
  }
}

/** A stream whose bytes are numbers, or are made clean by `bytesOf`; packed anew. */
export function streamOf(
  shape: Shape,
  bytesOf: (plain: Buffer) => Buffer = (plain) => plain,
): Copier {
  return (value, to) => {
    const found = to.resolve(value)
    if (!(found instanceof Stream)) return undefined
    return packedStream(copiedKeys(found.dict, shape, to), bytesOf(to.source.unpack(found)))
  }
}
