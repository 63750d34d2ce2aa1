/** The words of a text as parallel arrays: a megabyte is two hundred thousand words. */
export type Tokens = {
  readonly words: readonly string[]
  /** Where each word stands in the text as it was read (see `text`). */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  /** The number of the sentence each word belongs to. */
  readonly sentences: readonly number[]
  readonly text: string
}

const APOSTROPHES = /[\u2018\u2019\u02bc\u00b4`]/g
const QUOTATION_MARKS = /[\u201c\u201d\u201e\u00ab\u00bb]/g
const ACCENTS = /\p{M}/gu
const HIDDEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/g
const NOT_ASCII = /[^\0-\x7f]/

/** Lower case, straight apostrophes, no accents, no hidden characters. Lone surrogates stand for nothing. */
export function plain(text: string): string {
  const lower = text.toLowerCase()
  if (!NOT_ASCII.test(lower)) return lower
  return lower
    .toWellFormed()
    .replace(HIDDEN, '')
    .replace(APOSTROPHES, "'")
    .replace(QUOTATION_MARKS, '"')
    .normalize('NFKD')
    .replace(ACCENTS, '')
}

/** `Don't` → `["dont"]`; `self-harm` → `["self", "harm"]`. */
export function plainWords(text: string): readonly string[] {
  return tokensOf(text).words
}

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}]|'(?=\p{L}))*/gu
const SENTENCE_END = /[.!?…。؟।]|\n\s*\n/
const THREE_OF_ONE = /(.)\1{2,}/g
const MANY_OF_ONE = /(.)\1\1/

/** Splits a text into words. An apostrophe is dropped, three of one letter are one: `heeelp` → `help`. */
export function tokensOf(original: string): Tokens {
  const text = plain(original)
  const words: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  const sentences: number[] = []
  let sentence = 0
  let end = 0
  for (const found of text.matchAll(WORD)) {
    if (found.index > end && SENTENCE_END.test(text.slice(end, found.index))) sentence += 1
    const word = found[0]
    end = found.index + word.length
    const bare = word.includes("'") ? word.replaceAll("'", '') : word
    words.push(MANY_OF_ONE.test(bare) ? bare.replace(THREE_OF_ONE, '$1') : bare)
    starts.push(found.index)
    ends.push(end)
    sentences.push(sentence)
  }
  return { words, starts, ends, sentences, text }
}
