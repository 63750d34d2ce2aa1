import { Placeholder, placeholdersOf } from '#schema/messages.ts'
import type { ContentFaults } from './faults.ts'
import type { Word, WordMap } from './words.ts'

/** The desk is in English: its words, and the officers' half of the reasons, are not translated. */
const ENGLISH_ALONE = /^(officer|mail\.officer|referral)\.|\.officer$/

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

/** The keys under which English counts: `way-back.days` of `way-back.days.one` and `.other`. */
function countedKeys(english: WordMap): ReadonlySet<string> {
  const counted = new Set<string>()
  for (const key of english.keys()) {
    const stem = key.replace(/\.one$/, '')
    if (stem !== key && ENGLISH_FORMS.every((form) => english.has(`${stem}.${form}`))) {
      counted.add(stem)
    }
  }
  return counted
}

/** What a language must say: English's keys, with its own forms for counted sentences. */
export function keysNeeded(english: WordMap, tag: string): ReadonlyMap<string, Word> {
  const counted = countedKeys(english)
  const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories
  const needed = new Map<string, Word>()
  for (const [key, word] of english) {
    if (ENGLISH_ALONE.test(key)) continue
    const stem = key.replace(/\.[a-z]+$/, '')
    if (!counted.has(stem)) needed.set(key, word)
    else if (key.endsWith('.other')) for (const form of forms) needed.set(`${stem}.${form}`, word)
  }
  return needed
}

/**
 * A language says all that English says, with the same placeholders, and nothing else. A list has as
 * many paragraphs; a counted sentence may leave out its number ("one day").
 */
export function checkParity(
  english: WordMap,
  other: WordMap,
  tag: string,
  faults: ContentFaults,
): void {
  const needed = keysNeeded(english, tag)
  for (const [key, source] of needed) {
    const word = other.get(key)
    if (word === undefined) {
      faults.add(`words/${tag}`, `${key}: missing (English has it in ${source.file})`)
      continue
    }
    if (Array.isArray(word.text) !== Array.isArray(source.text)) {
      faults.add(word.file, `${key}: a list in one language and a sentence in the other`)
    } else if (Array.isArray(word.text) && word.text.length !== source.text.length) {
      faults.add(word.file, `${key}: ${word.text.length} paragraphs for ${source.text.length}`)
    }
    const names = placeholdersOf(textOf(word)).filter((name) => name !== 'count')
    const sourceNames = placeholdersOf(textOf(source)).filter((name) => name !== 'count')
    if (names.join() !== sourceNames.join()) {
      faults.add(word.file, `${key}: placeholders ${names.join()} for ${sourceNames.join()}`)
    }
  }
  for (const [key, word] of other) {
    if (!needed.has(key)) faults.add(word.file, `${key}: unknown key`)
  }
}
