import { plainWords } from './tokens.ts'

/** One place of a phrase: any of these words, or a gap that up to three other words may fill. */
export type Place = { readonly words: readonly string[] } | 'gap'

/** One way to say a phrase. */
export type Way = readonly Place[]

type Groups = Readonly<Record<string, readonly string[]>>

const PIECE = /\.\.\.|\{[a-z0-9-]+\}|[()|?]|[^\s(){}|?.]+|\S/g

/** Alternatives as ways: single words share one place, so that a choice of forty words is one branch. */
function asChoice(ways: readonly Way[]): readonly Way[] {
  const single: string[] = []
  const longer: Way[] = []
  for (const way of ways) {
    const [place, ...more] = way
    if (place !== undefined && place !== 'gap' && more.length === 0) single.push(...place.words)
    else longer.push(way)
  }
  return single.length === 0 ? longer : [[{ words: [...new Set(single)] }], ...longer]
}

/** Words as a reviewer writes them: `don't` is one place, `self-harm` two. */
const wayOf = (text: string): Way => plainWords(text).map((word) => ({ words: [word] }))

function waysOfPiece(piece: string, groups: Groups): readonly Way[] {
  if (piece === '...') return [['gap']]
  if (!piece.startsWith('{')) return [wayOf(piece)]
  const words = groups[piece.slice(1, -1)]
  if (words === undefined) throw new Error(`there is no group ${piece}`)
  return asChoice(words.map(wayOf))
}

/** Reads pieces up to a closing bracket or the end, taking them from the front of `pieces`. */
function readAlternatives(pieces: string[], groups: Groups): readonly Way[] {
  const done: Way[] = []
  let ways: readonly Way[] = [[]]
  while (pieces.length > 0 && pieces[0] !== ')') {
    const piece = pieces.shift() ?? ''
    if (piece === '|') {
      done.push(...ways)
      ways = [[]]
      continue
    }
    let next = piece === '(' ? readBracket(pieces, groups) : waysOfPiece(piece, groups)
    if (pieces[0] === '?') {
      pieces.shift()
      next = [...next, []]
    }
    const before = ways
    ways = before.flatMap((way) => next.map((more) => [...way, ...more]))
  }
  return asChoice([...done, ...ways])
}

function readBracket(pieces: string[], groups: Groups): readonly Way[] {
  const ways = readAlternatives(pieces, groups)
  if (pieces.shift() !== ')') throw new Error('a bracket is not closed')
  return ways
}

/** `"he (hit|hits) me"` → one way of three places. A phrase that cannot be read is a fault in the list. */
export function waysOf(phrase: string, groups: Groups): readonly Way[] {
  const pieces: string[] = [...(phrase.match(PIECE) ?? [])]
  try {
    const ways = readAlternatives(pieces, groups)
    if (pieces.length > 0) throw new Error('a bracket is closed that was not opened')
    return ways.filter((way) => way.length > 0)
  } catch (cause) {
    throw new Error(`the phrase "${phrase}" cannot be read`, { cause })
  }
}
