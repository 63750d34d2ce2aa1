import { placeholdersOf } from '#schema/words/messages.ts'
import type { ContentFaults } from './faults.ts'
import type { WordMap } from './words.ts'

const EASIER = 'easier.'

/**
 * Each easier sentence stands for one of English: under the same key behind `easier.`, as a list where that is one,
 * and with no value that the other does not name.
 */
export function checkEasier(english: WordMap, faults: ContentFaults): void {
  for (const [key, { text, file }] of english) {
    if (!key.startsWith(EASIER)) continue
    const source = english.get(key.slice(EASIER.length))?.text
    if (source === undefined) faults.add(file, `${key}: there is no such sentence to make easier`)
    else if (Array.isArray(source) !== Array.isArray(text))
      faults.add(file, `${key}: a list where the other is none, or the other way round`)
    else {
      const known = placeholdersOf([source].flat().join('\n'))
      const more = placeholdersOf([text].flat().join('\n')).filter((name) => !known.includes(name))
      if (more.length > 0)
        faults.add(file, `${key}: names ${more.join(', ')}, which the other does not`)
    }
  }
}
