/** Soft hyphens and marks of no width: no reader sees them, and each would hide a name from a search. */
const NEVER_SEEN = /[\u00AD\u200B\u2060\uFEFF]/g
/** Joiners of Arabic, Persian and emoji: they mean something where they stand, and may stand within a name. */
const JOINERS = '[\\u200C\\u200D]*'
/** Within brackets a hyphen stands for itself when it comes first. */
const WRITTEN_ALIKE = ["'’‘ʼ`", '"“”„«»', '-‐‑–—']
const INSIDE_A_WORD = '[\\p{L}\\p{M}\\p{N}]'

/**
 * What takes these passages out of a text and puts `mark` in their place, however they are spaced and whether
 * their letters are large or small. A name is not taken out of the middle of a longer word. The mark is the
 * same for every passage, so that its length tells nothing.
 */
export function leavingOut(passages: readonly string[], mark: string): (text: string) => string {
  const forms = [...new Set(passages.map(plain))]
    .filter((passage) => /[\p{L}\p{N}]/u.test(passage))
    .sort((a, b) => b.length - a.length)
    .map(formOf)
  if (forms.length === 0) return plain
  const pattern = new RegExp(forms.join('|'), 'giu')
  return (text) => plain(text).replace(pattern, mark)
}

function plain(text: string): string {
  return text.normalize('NFC').replaceAll(NEVER_SEEN, '').trim()
}

function formOf(passage: string): string {
  const characters = [...passage.replaceAll(/\s+/g, ' ')].map(characterForm).join(JOINERS)
  const [first = '', last = ''] = [passage.at(0), passage.at(-1)]
  const isLetter = (character: string) => new RegExp(INSIDE_A_WORD, 'u').test(character)
  const before = isLetter(first) ? `(?<!${INSIDE_A_WORD})` : ''
  return `${before}${characters}${isLetter(last) ? `(?!${INSIDE_A_WORD})` : ''}`
}

function characterForm(character: string): string {
  if (character === ' ') return '\\s+'
  const alike = WRITTEN_ALIKE.find((each) => each.includes(character))
  if (alike !== undefined) return `[${alike}]`
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character
}

/** A passage of more words than this is no name: its words are too common to look for one by one. */
const WORDS_OF_A_NAME = 4
const LETTERS_WORTH_LOOKING = 3

/**
 * Words that are still there and look like a name that was to be left out: a part of it, another spelling, a
 * longer form. A person decides about each. In the order in which they stand, each once.
 */
export function stillLooksLike(passages: readonly string[], text: string): readonly string[] {
  const names = passages.flatMap((passage) => {
    const words = wordsOf(plain(passage))
    return words.length > WORDS_OF_A_NAME ? [] : words.filter((word) => /^\p{Lu}/u.test(word))
  })
  const wanted = [...new Set(names.map(bare))].filter(
    (name) => name.length >= LETTERS_WORTH_LOOKING,
  )
  if (wanted.length === 0) return []
  const found = wordsOf(plain(text)).filter((word) => {
    const written = bare(word)
    return wanted.some((name) => written.includes(name) || isSlipOf(name, written))
  })
  return [...new Map(found.map((word) => [bare(word), word])).values()]
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{M}]+/gu) ?? []
}

/** `Zoë` → `zoe` */
function bare(word: string): string {
  return word.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

const LETTERS_OF_A_SLIP = 4

/** Whether two words differ by one letter: left out, put in, taken for another, or two changed about. */
function isSlipOf(name: string, written: string): boolean {
  if (name.length < LETTERS_OF_A_SLIP || Math.abs(name.length - written.length) > 1) return false
  let start = 0
  while (start < name.length && name[start] === written[start]) start++
  let end = 0
  const rest = Math.min(name.length, written.length) - start
  while (end < rest && name.at(-1 - end) === written.at(-1 - end)) end++
  const [left, right] = [
    name.slice(start, name.length - end),
    written.slice(start, written.length - end),
  ]
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && left === [...right].reverse().join('')
}
