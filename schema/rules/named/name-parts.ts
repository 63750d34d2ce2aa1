import { plainName } from './name-tokens.ts'

/** One part of somebody's name, with every way it may be written as one word. */
export type NamePart = {
  readonly spellings: readonly string[]
  /** A middle name alone points at nobody. */
  readonly pointsAlone: boolean
  readonly isLast: boolean
}

/** `Jones, Dr Sarah-Jane` → sarah/jane/sarahjane and jones: the order that a name is said in. */
export function namePartsOf(name: string, titles: ReadonlySet<string>): readonly NamePart[] {
  const [last, ...rest] = name.split(',')
  const inOrder = rest.length === 0 ? name : `${rest.join(' ')} ${last}`
  const chunks = inOrder
    .split(/[^\p{L}\p{M}'\u2019\u02bc-]+/u)
    .map((chunk) =>
      chunk
        .split('-')
        .map(plainName)
        .filter((part) => part !== ''),
    )
    .filter((chunk) => chunk.length > 0 && !titles.has(chunk.join('')))
  return chunks.map((chunk, index) => ({
    spellings: chunk.length === 1 ? chunk : [...chunk, chunk.join('')],
    pointsAlone: index === 0 || index === chunks.length - 1,
    isLast: index === chunks.length - 1,
  }))
}

/** `sarah.jones2@council.example` → `sarah jones`; '' where an address says no whole name. */
export function nameInAddress(email: string): string {
  const [own = ''] = email.split('@')
  const words = own.split(/[^\p{L}'-]+/u).filter((word) => word.length > 1)
  return words.length > 1 ? words.join(' ') : ''
}
