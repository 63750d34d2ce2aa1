import type { Words } from './messages.ts'

/**
 * A page in another language still says some things in English: what nobody has translated or checked yet.
 * A screen reader must be told, and the full stop must not jump to the wrong side of a line. So English
 * sentences travel through the templates between two marks, characters that stand for nothing in any text,
 * and the finished page has a `span` with `lang` and `dir` in their place.
 */
const OPEN = '\u{FDD0}'
const CLOSE = '\u{FDD1}'
const MARK = /[\u{FDD0}\u{FDD1}]/gu

/** These words with a mark around every sentence that is English although the language is another. */
export function withEnglishMarked(words: Words): Words {
  if (words.language === 'en') return words
  const marked = (key: string, sentence: string) =>
    words.speaks(key) ? sentence : markEnglish(sentence)
  return {
    ...words,
    get: (key) => marked(key, words.get(key)),
    list: (key) => words.list(key).map((sentence, n) => marked(partOf(words, key, n), sentence)),
  }
}

/** The key of one paragraph; a lone sentence asked for as a list has none of its own. */
function partOf(words: Words, key: string, n: number): string {
  return words.has(`${key}.${n}`) ? `${key}.${n}` : key
}

/** Marks a text as English: an authority's own hours, in a sentence of another language. */
export function markEnglish(text: string): string {
  return `${OPEN}${text}${CLOSE}`
}

/** The text alone, for what is kept and not shown. */
export function withoutEnglishMarks(text: string): string {
  return text.replaceAll(MARK, '')
}

const TAG = /<\/?([a-z][a-z0-9]*)(?:"[^"]*"|'[^']*'|[^>"'])*>|<!--[\s\S]*?-->/gi
/** What stands within these is text to the browser: no tag may be put there. */
const HOLDS_TEXT_ALONE: readonly string[] = ['title', 'textarea', 'script', 'style', 'option']

/** The page with `lang` and `dir` where the marks were; in attributes and titles they are left out. */
export function spellEnglishMarks(html: string): string {
  if (html.search(MARK) === -1) return html
  const pieces: string[] = []
  let at = 0
  let within: string | undefined
  const spell = (text: string) =>
    within === undefined
      ? text.replaceAll(OPEN, '<span lang="en" dir="ltr">').replaceAll(CLOSE, '</span>')
      : withoutEnglishMarks(text)
  for (const found of html.matchAll(TAG)) {
    const [tag, name = ''] = found
    pieces.push(spell(html.slice(at, found.index)), withoutEnglishMarks(tag))
    at = found.index + tag.length
    if (within === undefined && HOLDS_TEXT_ALONE.includes(name)) within = name
    else if (within === name) within = undefined
  }
  pieces.push(spell(html.slice(at)))
  return pieces.join('')
}
