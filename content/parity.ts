import { Placeholder, placeholdersOf, pluralRules } from '#schema/words/messages.ts'
import type { ContentFaults } from './faults.ts'
import type { Language } from './languages.ts'
import { isOfTheDesk } from './route-words.ts'
import { wholeInEnglish } from './safety-words.ts'
import type { Word, WordMap } from './words.ts'

/** The forms of a counted sentence: it stands under a key with exactly these. */
const ENGLISH_FORMS = ['one', 'other']

function textOf(word: Word): string {
  return typeof word.text === 'string' ? word.text : word.text.join('\n')
}

/** Every placeholder must be one that somebody fills. */
export function checkPlaceholders(words: WordMap, faults: ContentFaults): void {
  for (const [key, word] of words) {
    const text = textOf(word)
    for (const name of placeholdersOf(text)) {
      if (!Placeholder.safeParse(name).success) {
        faults.add(word.file, `${key}: unknown placeholder {{${name}}}`)
      }
    }
    if (/[{}]/.test(text.replaceAll(/\{\{\w+\}\}/g, ''))) {
      faults.add(word.file, `${key}: a brace that is no placeholder`)
    }
  }
}

/** `way-back.days` of `way-back.days.few`, where English counts with it; undefined for other keys. */
function stemOf(english: WordMap, key: string): string | undefined {
  const stem = key.replace(/\.[a-z]+$/, '')
  const isCounted = stem !== key && ENGLISH_FORMS.every((form) => english.has(`${stem}.${form}`))
  return isCounted ? stem : undefined
}

/** Languages with the same forms of a counted sentence have the same keys: made once for all of them. */
const keysByForms = new WeakMap<WordMap, Map<string, ReadonlyMap<string, Word>>>()

/** English's sentences by the keys of another language: a counted one under each of its forms. */
export function keysIn(tag: string, english: WordMap): ReadonlyMap<string, Word> {
  const forms = pluralRules(tag).resolvedOptions().pluralCategories
  const made = keysByForms.get(english) ?? new Map<string, ReadonlyMap<string, Word>>()
  keysByForms.set(english, made)
  const keys = made.get(forms.join()) ?? keysWith(forms, english)
  made.set(forms.join(), keys)
  return keys
}

function keysWith(forms: readonly string[], english: WordMap): ReadonlyMap<string, Word> {
  const keys = new Map<string, Word>()
  for (const [key, word] of english) {
    if (isOfTheDesk(key)) continue
    const stem = stemOf(english, key)
    if (stem === undefined) keys.set(key, word)
    else if (key.endsWith('.other')) for (const form of forms) keys.set(`${stem}.${form}`, word)
  }
  return keys
}

/** What a language is measured by. */
export type Measure = {
  readonly english: WordMap
  /** English's keys of the young person's route. */
  readonly route: ReadonlySet<string>
}

/** The keys that a language must say itself. A draft may leave out what stays English until it is checked. */
export function keysNeeded(
  { english, route }: Measure,
  { tag, checked }: Pick<Language, 'tag' | 'checked'>,
): ReadonlyMap<string, Word> {
  const isNeeded = (key: string) => {
    const source = stemOf(english, key) === undefined ? key : key.replace(/\.[a-z]+$/, '.other')
    return route.has(source) && (checked !== null || !wholeInEnglish(english, source))
  }
  return new Map([...keysIn(tag, english)].filter(([key]) => isNeeded(key)))
}

/**
 * A language says the whole young person's route, with the same placeholders and as many paragraphs in each
 * list, and nothing that English does not say. A draft may lack what its list of missing keys names, which
 * is then shown in English; a language that was checked lacks nothing. A counted sentence may leave out its
 * number ("one day").
 */
export function checkParity(
  measure: Measure,
  language: Language,
  own: { readonly words: WordMap; readonly missing: readonly string[] },
  faults: ContentFaults,
): void {
  const { tag, checked } = language
  const known = keysIn(tag, measure.english)
  const needed = keysNeeded(measure, language)
  const listed = new Set(own.missing)
  for (const [key, { file }] of needed) {
    if (own.words.has(key) || (listed.has(key) && checked === null)) continue
    faults.add(`words/${tag}`, `${key}: missing (English has it in ${file})`)
  }
  for (const key of listed) {
    const what = own.words.has(key) ? 'is there' : needed.has(key) ? undefined : 'is not needed'
    if (what !== undefined)
      faults.add(`words/${tag}/missing.json`, `${key}: ${what}; run npm run words -- --list`)
  }
  for (const [key, word] of own.words) {
    const source = known.get(key)
    if (source === undefined) faults.add(word.file, `${key}: unknown key`)
    else compare(key, word, source, faults)
  }
}

function compare(key: string, word: Word, source: Word, faults: ContentFaults): void {
  if (Array.isArray(word.text) !== Array.isArray(source.text)) {
    faults.add(word.file, `${key}: a list in one language and a sentence in the other`)
  } else if (Array.isArray(word.text) && word.text.length !== source.text.length) {
    faults.add(word.file, `${key}: ${word.text.length} paragraphs for ${source.text.length}`)
  }
  const [names, sourceNames] = [word, source].map((each) =>
    placeholdersOf(textOf(each)).filter((name) => name !== 'count'),
  )
  if (names?.join() !== sourceNames?.join()) {
    faults.add(word.file, `${key}: placeholders ${names?.join()} for ${sourceNames?.join()}`)
  }
}
