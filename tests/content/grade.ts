import { syllable } from 'syllable'

/** What stands for each placeholder when a sentence is graded: what a reader would see. */
export const SAMPLE_VALUES: Readonly<Record<string, string>> = {
  council: 'the council',
  phone: '0800 123 456',
  hours: '9 to 5',
  textNumber: '07700 900 900',
  outOfHoursPhone: '0800 123 457',
  mashPhone: '0800 123 458',
  mashHours: '9 to 5',
  advocacyName: 'the helpers',
  keepYears: 'six',
  urgentBy: '5 today',
  name: 'Ali',
  code: 'K7PM 4XRT 9QHD 2FGW',
  reference: '4827',
  escalationLink: 'link',
  max: '5000',
  maxMb: '10',
  seconds: '20',
  concernDays: '5',
  email: 'mail',
  address: 'our office',
}

function filled(text: string): string {
  return text
    .replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) =>
      /^date|^dueOn/.test(name) ? 'Friday 4 December' : (SAMPLE_VALUES[name] ?? 'one'),
    )
    .replaceAll(/\b\d[\d ]*\d\b/g, '9')
    .replaceAll(/\b[A-Z0-9]{4}( [A-Z0-9]{4})+\b/g, '9')
    .replaceAll(/[“”"()]/g, '')
    .replaceAll('’', "'")
}

export function sentencesOf(text: string): readonly string[] {
  return filled(text)
    .split(/(?<=[.!?])\s+/)
    .filter((sentence) => /[A-Za-z0-9]/.test(sentence))
}

export function wordsOf(sentence: string): readonly string[] {
  return sentence.match(/[A-Za-z0-9]+(?:['-][A-Za-z0-9]+)*/g) ?? []
}

/** How hard a text is: its words, its longest sentence, and its Flesch–Kincaid grade. */
export type Reading = {
  readonly words: number
  readonly longestSentence: number
  readonly grade: number
}

/** Flesch–Kincaid: 0.39 × words a sentence + 11.8 × syllables a word − 15.59. A number counts as one syllable. */
export function readingOf(texts: readonly string[]): Reading {
  const sentences = texts.flatMap(sentencesOf).map(wordsOf)
  const words = sentences.flat()
  const syllables = words.reduce(
    (sum, word) => sum + (/^\d+$/.test(word) ? 1 : Math.max(1, syllable(word))),
    0,
  )
  return {
    words: words.length,
    longestSentence: Math.max(0, ...sentences.map((sentence) => sentence.length)),
    grade: 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59,
  }
}
