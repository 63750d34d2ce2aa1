import { type Words, WordTree } from '#schema/messages.ts'
import { type ContentFaults, namesIn, readShape } from './faults.ts'
import type { Language } from './languages.ts'

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

/** All files of one language as one map. A key that stands in two files is a fault. */
export function readWords(directory: string, folder: string, faults: ContentFaults): WordMap {
  const words = new Map<string, Word>()
  for (const name of namesIn(`${directory}/${folder}`, '.json')) {
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

/** The words of one language as the pages and mails use them. */
export function wordsOf(language: Language, map: WordMap): Words {
  const sentences = new Map<string, string>()
  for (const [key, { text }] of map) {
    if (typeof text === 'string') sentences.set(key, text)
    else
      for (const [index, paragraph] of text.entries()) sentences.set(`${key}.${index}`, paragraph)
  }
  return {
    language: language.tag,
    direction: language.direction,
    get: (key) => {
      const sentence = sentences.get(key)
      if (sentence === undefined) throw new Error(`no words for ${key} in ${language.tag}`)
      return sentence
    },
    list: (key) => {
      const text = map.get(key)?.text ?? []
      return typeof text === 'string' ? [text] : text
    },
    has: (key) => map.has(key),
  }
}
