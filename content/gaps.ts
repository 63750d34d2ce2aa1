import { ContentFaults, readShape } from './faults.ts'
import { type Language, LanguageList } from './languages.ts'
import { keysNeeded } from './parity.ts'
import { readJourneys, readQuestions } from './read-data.ts'
import { youngRouteKeys } from './route-words.ts'
import { readMissing, readWords } from './words.ts'

/** What one language must say, does not say, and admits that it does not say. */
export type Gap = {
  readonly language: Language
  readonly needed: number
  /** Keys without words, in the order of the English files. */
  readonly lacking: readonly string[]
  /** Keys in its list of missing ones. */
  readonly listed: readonly string[]
}

/** What every language but English lacks. Reads the words alone: it answers where the content does not start. */
export function gapsIn(directory: string): readonly Gap[] {
  const faults = new ContentFaults()
  const english = readWords(directory, 'words/en', faults)
  const questions = readQuestions(directory, faults)
  const route = youngRouteKeys(english, readJourneys(directory, faults).values(), questions)
  const list = readShape(directory, 'languages.json', LanguageList, faults) ?? []
  const gaps = list
    .filter(({ tag }) => tag !== 'en')
    .map((language) => {
      const folder = `words/${language.tag}`
      const needed = [...keysNeeded({ english, route }, language).keys()]
      const own = readWords(directory, folder, faults)
      return {
        language,
        needed: needed.length,
        lacking: needed.filter((key) => !own.has(key)),
        listed: readMissing(directory, folder, faults),
      }
    })
  faults.throwIfAny()
  return gaps
}
