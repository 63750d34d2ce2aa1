/** One word of a text, as names are compared. */
export type NameToken = {
  /** Small letters without accents and marks: `O'Brien` → `obrien`. */
  readonly plain: string
  readonly isCapital: boolean
  readonly opensSentence: boolean
}

const WORD = /\p{L}(?:[\p{L}\p{M}]|['\u2019\u02bc](?=\p{L}))*/gu
const SENTENCE_END = /[.!?…:;"\u201c]\s*$|\n\s*$/
const TITLE_WITH_STOP = /\b(?:mr|mrs|ms|mx|dr|miss|prof|cllr)\.\s*$/i
const OWNERS_S = /(?<=..)['\u2019\u02bc]s$/i
const MARKS = /[\p{M}'\u2019\u02bc]/gu
/** Letters that no decomposition brings to an English keyboard. */
const OTHER_LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
}

/** `Łukasz` → `lukasz`, `O’Brien` → `obrien`. */
export function plainName(word: string): string {
  const plain = word.toLowerCase().toWellFormed().normalize('NFKD').replaceAll(MARKS, '')
  return plain.replaceAll(/[^a-z]/g, (letter) => OTHER_LETTERS[letter] ?? letter)
}

/** The words of a text in order. A possessive is the name it belongs to: `Sarah's` → `sarah`. */
export function nameTokens(text: string): readonly NameToken[] {
  const tokens: NameToken[] = []
  let end = 0
  for (const found of text.matchAll(WORD)) {
    const word = found[0]
    const between = text.slice(Math.max(end, found.index - 8), found.index)
    const before = text.slice(Math.max(0, found.index - 8), found.index)
    tokens.push({
      plain: plainName(word.replace(OWNERS_S, '')),
      isCapital: /^\p{Lu}/u.test(word),
      opensSentence:
        tokens.length === 0 || (SENTENCE_END.test(between) && !TITLE_WITH_STOP.test(before)),
    })
    end = found.index + word.length
  }
  return tokens
}
