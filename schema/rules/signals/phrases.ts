import { plainWords } from './tokens.ts'

/** One place of a phrase: any of these words, or a gap that up to four other words may fill. */
export type Place = { readonly words: readonly string[] } | 'gap'

/** One way to say a phrase. */
export type Way = readonly Place[]

/** What the phrases of a list are read with: its named groups, and the words it splits in two. */
type PhraseList = {
  readonly groups: Readonly<Record<string, readonly string[]>>
  readonly splits: ReadonlyMap<string, readonly string[]>
}

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

/** Words as a reviewer writes them: `don't` is one place, `self-harm` and `I'm` are two. */
function wayOf(text: string, { splits }: PhraseList): Way {
  return plainWords(text)
    .flatMap((word) => splits.get(word) ?? [word])
    .map((word) => ({ words: [word] }))
}

function waysOfPiece(piece: string, list: PhraseList): readonly Way[] {
  if (piece === '...') return [['gap']]
  if (!piece.startsWith('{')) return [wayOf(piece, list)]
  const words = list.groups[piece.slice(1, -1)]
  if (words === undefined) throw new Error(`there is no group ${piece}`)
  return asChoice(words.map((word) => wayOf(word, list)))
}

/** Reads pieces up to a closing bracket or the end, taking them from the front of `pieces`. */
function readAlternatives(pieces: string[], list: PhraseList): readonly Way[] {
  const done: Way[] = []
  let ways: readonly Way[] = [[]]
  while (pieces.length > 0 && pieces[0] !== ')') {
    const piece = pieces.shift() ?? ''
    if (piece === '|') {
      done.push(...ways)
      ways = [[]]
      continue
    }
    let next = piece === '(' ? readBracket(pieces, list) : waysOfPiece(piece, list)
    if (pieces[0] === '?') {
      pieces.shift()
      next = [...next, []]
    }
    const before = ways
    ways = before.flatMap((way) => next.map((more) => [...way, ...more]))
  }
  return asChoice([...done, ...ways])
}

function readBracket(pieces: string[], list: PhraseList): readonly Way[] {
  const ways = readAlternatives(pieces, list)
  if (pieces.shift() !== ')') throw new Error('a bracket is not closed')
  return ways
}

/** `"he (hit|hits) me"` → one way of three places. A phrase that cannot be read is a fault in the list. */
export function waysOf(phrase: string, list: PhraseList): readonly Way[] {
  const pieces: string[] = [...(phrase.match(PIECE) ?? [])]
  try {
    const ways = readAlternatives(pieces, list)
    if (pieces.length > 0) throw new Error('a bracket is closed that was not opened')
    return ways.filter((way) => way.length > 0)
  } catch (cause) {
    throw new Error(`the phrase "${phrase}" cannot be read`, { cause })
  }
}
