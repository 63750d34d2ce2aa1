/** A piece of a sentence: plain words, or a telephone number with the digits to dial. */
export type PhonePart = { readonly text: string; readonly dial?: string }

/** 999 BSL is an app and a site, not a number that a deaf person could call. */
const NUMBER = /(?<![\d-])(?:0\d{2,4}(?: ?\d{3,4}){1,3}|116 123|999(?! BSL))(?!\d)/g

/** `Call 0800 1111 now` → `Call `, `0800 1111` to dial as `08001111`, ` now`. */
export function phoneParts(sentence: string): readonly PhonePart[] {
  const parts: PhonePart[] = []
  let at = 0
  for (const found of sentence.matchAll(NUMBER)) {
    if (found.index > at) parts.push({ text: sentence.slice(at, found.index) })
    parts.push({ text: found[0], dial: found[0].replaceAll(' ', '') })
    at = found.index + found[0].length
  }
  if (at < sentence.length) parts.push({ text: sentence.slice(at) })
  return parts
}
