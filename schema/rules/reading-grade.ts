import { syllable } from 'syllable'
import type { Audience } from '../vocabulary.ts'

/** How hard a text is: its words, its longest sentence, and its Flesch–Kincaid grade. */
export type Reading = {
  readonly words: number
  readonly longestSentence: number
  readonly grade: number
}

/** What is easy enough for whom: the grade, and the words of the longest sentence. */
export const READING_LIMITS: Readonly<
  Record<Audience, { readonly grade: number; readonly sentence: number }>
> = {
  young: { grade: 4, sentence: 15 },
  adult: { grade: 6, sentence: 20 },
}

/** `'One. And two?'` → its two sentences. A line end ends one as well. */
export function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.!?])\s+|\n+/).filter((sentence) => /[\p{L}\d]/u.test(sentence))
}

export function wordsOf(sentence: string): readonly string[] {
  return sentence.match(/[\p{L}\d]+(?:['-][\p{L}\d]+)*/gu) ?? []
}

/**
 * Flesch–Kincaid: 0.39 × words a sentence + 11.8 × syllables a word − 15.59. A number counts as one syllable.
 * Made for English: of another language it says little. Undefined for a text without a word.
 */
export function readingOf(texts: readonly string[]): Reading | undefined {
  const sentences = texts.flatMap((text) => sentencesOf(text.replaceAll('’', "'"))).map(wordsOf)
  const words = sentences.flat()
  if (words.length === 0) return undefined
  const syllables = words.reduce(
    (sum, word) => sum + (/^\d+$/.test(word) ? 1 : Math.max(1, syllable(word))),
    0,
  )
  return {
    words: words.length,
    longestSentence: Math.max(...sentences.map((sentence) => sentence.length)),
    grade: 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59,
  }
}
