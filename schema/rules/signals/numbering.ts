import { UNLISTED, type Vocabulary } from './phrase-tree.ts'
import type { Spelling } from './spelling.ts'
import type { Tokens } from './tokens.ts'

/** A text as numbers: joined words are one, misspelt ones are what they stand for. */
export type Numbered = {
  readonly ids: Int32Array
  readonly sentences: readonly number[]
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

/** How one language's words become the list's words. */
export type WordTable = {
  readonly vocabulary: Vocabulary
  readonly spellings: ReadonlyMap<string, string>
  /** One word → the two or three it stands for. */
  readonly splits: ReadonlyMap<string, readonly string[]>
  /** First word → second word → the one they are read as. */
  readonly joins: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly nearest: Spelling
}

/** The listed word that a written one stands for, or the word itself. */
function listedWord(
  word: string,
  { vocabulary, spellings, splits, joins, nearest }: WordTable,
): string {
  const spelt = spellings.get(word)
  if (spelt !== undefined) return spelt
  if (vocabulary.has(word) || joins.has(word) || splits.has(word)) return word
  return nearest(word) ?? word
}

/** The words as the list writes them, each with the place of the token it comes from. */
function listedWords(tokens: Tokens, table: WordTable) {
  const words: string[] = []
  const places: number[] = []
  for (const [place, written] of tokens.words.entries()) {
    const word = listedWord(written, table)
    const split = table.splits.get(word)
    if (split === undefined) {
      words.push(word)
      places.push(place)
    } else {
      for (const part of split) {
        words.push(part)
        places.push(place)
      }
    }
  }
  return { words, places }
}

/** Reads each word once; the cost is linear in the words. */
export function numbered(tokens: Tokens, table: WordTable): Numbered {
  const { words, places } = listedWords(tokens, table)
  const ids = new Int32Array(words.length)
  const sentences: number[] = []
  const starts: number[] = []
  const ends: number[] = []
  let count = 0
  for (let at = 0; at < words.length; at += 1) {
    const place = places[at] ?? 0
    const next = places[at + 1] ?? place
    const word = words[at] ?? ''
    const isOneSentence = tokens.sentences[place] === tokens.sentences[next]
    const joined = isOneSentence ? table.joins.get(word)?.get(words[at + 1] ?? '') : undefined
    ids[count] = table.vocabulary.get(joined ?? word) ?? UNLISTED
    sentences.push(tokens.sentences[place] ?? 0)
    starts.push(tokens.starts[place] ?? 0)
    if (joined !== undefined) at += 1
    ends.push(tokens.ends[joined === undefined ? place : next] ?? 0)
    count += 1
  }
  return { ids: ids.subarray(0, count), sentences, starts, ends }
}
