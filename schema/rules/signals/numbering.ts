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
  /** First word → second word → the one they are read as. */
  readonly joins: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly nearest: Spelling
}

/** The listed word that a written one stands for, or the word itself. */
function listedWord(word: string, { vocabulary, spellings, joins, nearest }: WordTable): string {
  const spelt = spellings.get(word)
  if (spelt !== undefined) return spelt
  if (vocabulary.has(word) || joins.has(word)) return word
  return nearest(word) ?? word
}

/** Reads each word once; the cost is linear in the words. */
export function numbered(tokens: Tokens, table: WordTable): Numbered {
  const words = tokens.words.map((word) => listedWord(word, table))
  const ids = new Int32Array(words.length)
  const sentences: number[] = []
  const starts: number[] = []
  const ends: number[] = []
  let count = 0
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    const isOneSentence = tokens.sentences[at] === tokens.sentences[at + 1]
    const joined = isOneSentence ? table.joins.get(word)?.get(words[at + 1] ?? '') : undefined
    ids[count] = table.vocabulary.get(joined ?? word) ?? UNLISTED
    sentences.push(tokens.sentences[at] ?? 0)
    starts.push(tokens.starts[at] ?? 0)
    if (joined !== undefined) at += 1
    ends.push(tokens.ends[at] ?? 0)
    count += 1
  }
  return { ids: ids.subarray(0, count), sentences, starts, ends }
}
