/** A piece of a sentence: plain words, a telephone number with the digits to dial, or the address of a site. */
export type SentencePart = { readonly text: string; readonly dial?: string; readonly href?: string }

/** 999 BSL is an app and a site, not a number that a deaf person could call. */
const NUMBER = /(?<![\d-])(?:0\d{2,4}(?: ?\d{3,4}){1,3}|116 123|999(?! BSL))(?!\d)/g
/** The full stop behind an address ends the sentence. */
const SITE = /https:\/\/[^\s<>"]*[^\s<>".,;:!?)]/g

/** `Call 0800 1111 now` → `Call `, `0800 1111` to dial as `08001111`, ` now`. */
export function phoneParts(sentence: string): readonly SentencePart[] {
  return splitAt(sentence, NUMBER, (text) => ({ text, dial: text.replaceAll(' ', '') }))
}

/** As `phoneParts`, and the addresses of sites besides. */
export function sentenceParts(sentence: string): readonly SentencePart[] {
  return splitAt(sentence, SITE, (text) => ({ text, href: text })).flatMap((part) =>
    part.href === undefined ? phoneParts(part.text) : [part],
  )
}

/** The sentence with numbers that no line breaks in two, for what is printed. */
export function withWholeNumbers(sentence: string): string {
  return sentence.replaceAll(NUMBER, (number) => number.replaceAll(' ', '\u00a0'))
}

function splitAt(
  sentence: string,
  sought: RegExp,
  partOf: (found: string) => SentencePart,
): readonly SentencePart[] {
  const parts: SentencePart[] = []
  let at = 0
  for (const found of sentence.matchAll(sought)) {
    if (found.index > at) parts.push({ text: sentence.slice(at, found.index) })
    parts.push(partOf(found[0]))
    at = found.index + found[0].length
  }
  if (at < sentence.length) parts.push({ text: sentence.slice(at) })
  return parts
}
