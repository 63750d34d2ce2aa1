import { z } from 'zod'
import { type Words, WordTree } from '#schema/words/messages.ts'
import { type ContentFaults, namesIn, readShape } from './faults.ts'
import type { Language } from './languages.ts'
import { keysIn } from './parity.ts'
import { staysEnglish } from './safety-words.ts'

/** A sentence or a list of paragraphs, and the file it stands in. */
export type Word = { readonly text: string | readonly string[]; readonly file: string }
export type WordMap = ReadonlyMap<string, Word>

function flatten(tree: WordTree, prefix: string, visit: (key: string, text: Word['text']) => void) {
  for (const [name, value] of Object.entries(tree)) {
    const key = prefix === '' ? name : `${prefix}.${name}`
    if (typeof value === 'string') visit(key, value)
    else if (isList(value)) visit(key, value)
    else flatten(value, key, visit)
  }
}

function isList(value: WordTree | readonly string[]): value is readonly string[] {
  return Array.isArray(value)
}

/** The file that names what a draft does not say yet. */
const MISSING = 'missing.json'
const MissingKeys = z.array(z.string())

/** What a draft does not say yet, by key; it is shown in English meanwhile. */
export function readMissing(
  directory: string,
  folder: string,
  faults: ContentFaults,
): readonly string[] {
  if (!namesIn(`${directory}/${folder}`, '.json').includes(MISSING)) return []
  return readShape(directory, `${folder}/${MISSING}`, MissingKeys, faults) ?? []
}

/** All files of one language as one map. A key that stands in two files is a fault. */
export function readWords(directory: string, folder: string, faults: ContentFaults): WordMap {
  const words = new Map<string, Word>()
  for (const name of namesIn(`${directory}/${folder}`, '.json')) {
    if (name === MISSING) continue
    const file = `${folder}/${name}`
    const tree = readShape(directory, file, WordTree, faults)
    flatten(tree ?? {}, '', (key, text) => {
      const earlier = words.get(key)
      if (earlier) faults.add(file, `${key}: also in ${earlier.file}`)
      words.set(key, { text, file })
    })
  }
  return words
}

/** The sentences of one language as they are said: each with whether it is in the language itself. */
type Said = { readonly sentence: string; readonly isOwn: boolean }

/**
 * The words of one language as the pages and mails use them. What the language does not say, and in a draft
 * what nobody has checked and must be right, is said in English.
 */
export function wordsOf(language: Language, map: WordMap, english: WordMap = map): Words {
  const said = new Map<string, Said>()
  const lengths = new Map<string, number>()
  const isEnglish = language.tag === 'en'
  const mayNotSay = (key: string, source: string) =>
    language.checked === null && staysEnglish(key, source)
  const keys = isEnglish ? english : new Map([...english, ...keysIn(language.tag, english)])
  for (const [key, source] of keys) {
    const own = map.get(key)
    const pick = (mine: string | undefined, theirs: string): Said =>
      mine === undefined || mayNotSay(key, theirs)
        ? { sentence: theirs, isOwn: isEnglish }
        : { sentence: mine, isOwn: true }
    if (typeof source.text === 'string') {
      said.set(key, pick(own === undefined ? undefined : String(own.text), source.text))
      continue
    }
    lengths.set(key, source.text.length)
    for (const [n, paragraph] of source.text.entries())
      said.set(`${key}.${n}`, pick(own?.text[n], paragraph))
  }
  const get = (key: string) => {
    const found = said.get(key)
    if (found === undefined) throw new Error(`no words for ${key} in ${language.tag}`)
    return found.sentence
  }
  return {
    language: language.tag,
    direction: language.direction,
    get,
    speaks: (key) => said.get(key)?.isOwn ?? false,
    list: (key) => {
      const length = lengths.get(key)
      if (length === undefined) return said.has(key) ? [get(key)] : []
      return Array.from({ length }, (_, n) => get(`${key}.${n}`))
    },
    has: (key) => said.has(key) || lengths.has(key),
  }
}
