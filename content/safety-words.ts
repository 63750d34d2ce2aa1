import type { WordMap } from './words.ts'

/**
 * What stays English until a named person has checked the language: what a child does in danger, who sees
 * their words, their right to an advocate. A wrong word here can hurt; English and an interpreter do not.
 */
const SAFETY_AND_RIGHTS = [
  /^question\.yp-before\./,
  /^question\.[a-z]+-help-now\./,
  /^question\.[a-z]+-check-in\./,
  /^question\.[a-z]+-advocate\.body$/,
  /^way-back\.unread\./,
  /^other-ways\.(?!link$)/,
]

/** A telephone number of help, or a right: `Call 999`, `Childline on 0800 1111`. */
const HELPLINE_OR_RIGHT =
  /\b(?:999|116 123|0\d{2,4}(?: ?\d{3,4}){1,3})\b|\{\{(?:outOfHoursPhone|mashPhone)\}\}|\bYou have a right\b/

/** Whether one English sentence, or paragraph of a list, is told in English alone while a language is a draft. */
export function staysEnglish(key: string, sentence: string): boolean {
  return SAFETY_AND_RIGHTS.some((each) => each.test(key)) || HELPLINE_OR_RIGHT.test(sentence)
}

/** The keys of which every paragraph stays English: a draft may leave them out. */
export function wholeInEnglish(english: WordMap, key: string): boolean {
  return [english.get(key)?.text ?? []].flat().every((sentence) => staysEnglish(key, sentence))
}
