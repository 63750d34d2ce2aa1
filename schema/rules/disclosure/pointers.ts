import type { NameLists } from '../../names.ts'

/**
 * Words that could point to somebody. `sure`: never to be published. `perhaps`: a word in capitals that may be a
 * name or a place, or may not: an officer looks.
 */
export type Pointer = { readonly text: string; readonly how: 'sure' | 'perhaps' }

/** What a pointer is replaced by. */
export const LEFT_OUT = '[…]'

const E_MAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+/gu
/** Telephone numbers, references, days in figures, house numbers: three figures or more in a row of them. */
const NUMBER = /\+?\d(?:[\d\s/().-]*\d){2,}/g
const REFERENCE = /\b(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{6,}\b/g
const MONTH =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december)'
const DAY = new RegExp(
  `\\b(?:\\d{1,2}(?:st|nd|rd|th)? (?:of )?${MONTH}|${MONTH} \\d{1,2}(?:st|nd|rd|th)?)\\b`,
  'giu',
)
const NUMBERS_AS_WORDS =
  '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen)'
const AGE = new RegExp(
  `\\b(?:(?:aged?|turned|am|is|was) (?:\\d{1,2}|${NUMBERS_AS_WORDS})(?: years?(?: old)?)?(?![\\w%])|(?:\\d{1,2}|${NUMBERS_AS_WORDS})[ -]?years?[ -]old)\\b`,
  'giu',
)
const POSTCODE = /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/gi
const SURE = [E_MAIL, POSTCODE, DAY, AGE, REFERENCE, NUMBER] as const

const WORD = /[\p{L}][\p{L}'’-]*/gu
const CAPITAL = /^\p{Lu}/u
/** Words with a capital that point to nobody. */
const PLAIN_CAPITALS = new Set(
  'i i’m i’ve i’d i’ll monday tuesday wednesday thursday friday saturday sunday christmas easter eid diwali english'
    .split(' ')
    .concat("i'm", "i've", "i'd", "i'll"),
)

type PointersOf = {
  readonly lists: NameLists
  /** The names of everybody at the desk. */
  readonly staff: readonly string[]
}

/**
 * Finds what could point to a child or to somebody who works with them: addresses, numbers, days, ages, references,
 * names of staff, common first names, names after a title, and any other word in capitals within a sentence.
 */
export function pointersIn(text: string, { lists, staff }: PointersOf): readonly Pointer[] {
  const found = new Map<string, Pointer['how']>()
  let rest = text
  for (const pattern of SURE) {
    for (const [hit] of rest.matchAll(pattern)) found.set(hit, 'sure')
    // As long as before, so that the words around it keep their places.
    rest = rest.replaceAll(pattern, (hit) => 'x'.repeat(hit.length))
  }
  const titles = new Set(lists.titles)
  const ordinary = new Set(lists.ordinaryWords)
  const firstNames = new Set(lists.sameName.flat())
  const names = new Set(
    staff.flatMap((name) => (name.match(WORD) ?? []).map((part) => part.toLowerCase())),
  )
  let before: { readonly plain: string; readonly end: number } | undefined
  for (const { 0: word, index } of rest.matchAll(WORD)) {
    const plain = word.toLowerCase().replace(/['’]s$/, '')
    const gap = before === undefined ? '' : rest.slice(before.end, index)
    const begins = before === undefined || /[.!?:\n"“]/.test(gap)
    const afterTitle = before !== undefined && titles.has(before.plain) && /^\.? $/.test(gap)
    before = { plain, end: index + word.length }
    if (!CAPITAL.test(word) || titles.has(plain)) continue
    const isName = (firstNames.has(plain) || names.has(plain)) && !ordinary.has(plain)
    if (isName || afterTitle) found.set(word, 'sure')
    else if (!begins && !PLAIN_CAPITALS.has(plain) && !found.has(word)) found.set(word, 'perhaps')
  }
  return [...found].map(([hit, how]) => ({ text: hit, how }))
}

/** The text without what surely points to somebody. What perhaps does stays, for an officer to look at. */
export function withoutPointers(text: string, of: PointersOf): string {
  return pointersIn(text, of)
    .filter(({ how }) => how === 'sure')
    .toSorted((a, b) => b.text.length - a.text.length)
    .reduce((rest, pointer) => rest.replaceAll(pointer.text, LEFT_OUT), text)
}
