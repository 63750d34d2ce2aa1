// Apart from the shapes, so that a page in the browser can say a sentence without the parser of shapes.
import type { Placeholder, Values, Words } from './messages.ts'

const PLACEHOLDER = /\{\{(\w+)\}\}/g

/** `'Call {{phone}}'` → `['phone']`, each once, in the order of the alphabet. */
export function placeholdersOf(sentence: string): readonly string[] {
  return [...new Set([...sentence.matchAll(PLACEHOLDER)].map((match) => match[1] ?? ''))].sort()
}

/** Fills a sentence: `format('Call {{phone}}', { phone: '0800 1111' })`. Throws when a value is missing. */
export function format(sentence: string, values: Values): string {
  return sentence.replaceAll(PLACEHOLDER, (_, name: string) => {
    const value = values[name as Placeholder]
    if (value === undefined) throw new Error(`no value for {{${name}}} in: ${sentence}`)
    return value
  })
}

/** The sentence for a number in this language: `counted(words, 'officer.days-left', 1)` → "1 day left". */
export function counted(words: Words, key: string, count: number, values: Values = {}): string {
  const category = pluralRules(words.language).select(count)
  return format(words.get(`${key}.${category}`), { ...values, count: String(count) })
}

/** Which form of a counted sentence a number takes. Made once a language: formatters are dear in memory. */
export function pluralRules(language: string): Intl.PluralRules {
  const kept = rules.get(language)
  if (kept !== undefined) return kept
  const made = new Intl.PluralRules(language)
  rules.set(language, made)
  return made
}
const rules = new Map<string, Intl.PluralRules>()
