import { NotCleanable } from '../not-cleanable.ts'
import { withoutRemarks } from './clean-content.ts'
import { dictOf, either, label, listOf, plain, shared, streamOf } from './copiers.ts'
import type { Copier } from './copying.ts'
import { isList, Name, nameOf, Stream } from './values.ts'

const FUNCTION_KEYS = {
  FunctionType: plain,
  Domain: plain,
  Range: plain,
  Size: plain,
  BitsPerSample: plain,
  Order: plain,
  Encode: plain,
  Decode: plain,
  C0: plain,
  C1: plain,
  N: plain,
  Bounds: plain,
  Functions: listOf(shared((value, to) => copyFunction(value, to))),
}
const CALCULATED = 4
const calculated = streamOf(FUNCTION_KEYS, withoutRemarks)
const tabled = streamOf(FUNCTION_KEYS)
const composed = dictOf(FUNCTION_KEYS)

const copyFunction: Copier = (value, to) => {
  const found = to.resolve(value)
  if (!(found instanceof Stream)) return composed(found, to)
  const isCalculated = to.resolve(found.dict.get('FunctionType')) === CALCULATED
  return isCalculated ? calculated(found, to) : tabled(found, to)
}

/** A function, a list of them, or the name of one that every program has. */
export const functions: Copier = (value, to) => {
  const found = to.resolve(value)
  if (found instanceof Name) return found
  if (isList(found)) return listOf(functions)(found, to)
  return to.shared(value, copyFunction)
}

/** By how many numbers a colour has: its profile names who made it, and stays behind as with pictures. */
const BY_COMPONENTS: Readonly<Record<number, string>> = {
  1: 'DeviceGray',
  3: 'DeviceRGB',
  4: 'DeviceCMYK',
}
const MEASURED = dictOf({
  WhitePoint: plain,
  BlackPoint: plain,
  Gamma: plain,
  Matrix: plain,
  Range: plain,
})
const TABLE = either(label, shared(streamOf({})))
const DEEPEST = 4

/** In which colours something is drawn. Refuses what is none of PDF's own. */
export const colours: Copier = (value, to) => {
  return coloursAt(0)(value, to)
}

function coloursAt(depth: number): Copier {
  return (value, to) => {
    const found = to.resolve(value)
    if (found instanceof Name) return found
    if (!isList(found) || depth > DEEPEST) return undefined
    const [head, second, third, fourth] = found
    const base = coloursAt(depth + 1)
    const kind = nameOf(to.resolve(head))
    const own = kind === undefined ? null : new Name(kind)
    switch (kind) {
      case 'ICCBased':
        return byComponents(to.resolve(second), to)
      case 'CalGray':
      case 'CalRGB':
      case 'Lab':
        return [own, MEASURED(second ?? null, to) ?? null]
      case 'Indexed':
      case 'I':
        return [
          own,
          base(second ?? null, to) ?? null,
          plain(third ?? null, to) ?? null,
          TABLE(fourth ?? null, to) ?? null,
        ]
      case 'Separation':
      case 'DeviceN':
        return [
          own,
          plain(second ?? null, to) ?? null,
          base(third ?? null, to) ?? null,
          functions(fourth ?? null, to) ?? null,
        ]
      case 'Pattern':
        return second === undefined ? [own] : [own, base(second, to) ?? null]
      case 'DeviceGray':
      case 'DeviceRGB':
      case 'DeviceCMYK':
        return own
      default:
        throw new NotCleanable('colours that nobody knows')
    }
  }
}

const byComponents: Copier = (profile, to) => {
  const count = profile instanceof Stream ? to.resolve(profile.dict.get('N')) : null
  const name = typeof count === 'number' ? BY_COMPONENTS[count] : undefined
  if (name === undefined) throw new NotCleanable('colours that nobody knows')
  return new Name(name)
}

const SHADING = {
  ShadingType: plain,
  ColorSpace: colours,
  Background: plain,
  BBox: plain,
  AntiAlias: plain,
  Function: functions,
  Coords: plain,
  Domain: plain,
  Extend: plain,
  Matrix: plain,
  BitsPerCoordinate: plain,
  BitsPerComponent: plain,
  BitsPerFlag: plain,
  Decode: plain,
  VerticesPerRow: plain,
}

/** How colours run into each other. */
export const shading: Copier = either(streamOf(SHADING), dictOf(SHADING))
