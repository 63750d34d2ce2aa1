import { fileURLToPath } from 'node:url'
import { BankHolidays } from '#schema/authority/bank-holidays.ts'
import { CommonLists, type Profile } from '#schema/authority/profile.ts'
import type { Journey } from '#schema/form/journey.ts'
import type { Ability, Question } from '#schema/form/question.ts'
import { NameLists } from '#schema/names.ts'
import type { ReportLayout } from '#schema/report/report-layout.ts'
import type { Words } from '#schema/words/messages.ts'
import type { Page } from '#schema/words/page.ts'
import { deepFreeze } from './deep-freeze.ts'
import { checkEasier } from './easier-words.ts'
import { ContentFaults, readShape } from './faults.ts'
import { readGuide } from './guide.ts'
import { checkJourneys } from './journey-checks.ts'
import { checkDrafts, checkOffers, type Language, LanguageList } from './languages.ts'
import { checkPageParity, readPages } from './pages.ts'
import { checkParity, checkPlaceholders } from './parity.ts'
import { checkQuestionWords } from './question-words.ts'
import { readAuthorities, readJourneys, readQuestions, readSignals } from './read-data.ts'
import { readReportLayouts } from './report-layouts.ts'
import { checkAreas, youngRouteKeys } from './route-words.ts'
import { versionOf } from './version.ts'
import { readMissing, readWords, type WordMap, wordsOf } from './words.ts'

/**
 * Everything in `content/`, read once, checked and frozen.
 *
 * Where words stand (`content/words/<language>/*.json`, all files as one tree):
 * - `question.<id>.title`, `.page-title` (shorter, neutral), `.hint`, `.body` (list), `.note` (list, to whoever helps), `.review` (its name on
 *   the check page), `.more.summary`, `.more.text` (list), `.section.<name>.heading` and `.body` (list)
 * - `question.<id>.field.<field>.label`, `.hint`; the field `answer` has the title for a label
 * - `question.<id>.field.<field>.option.<code>.label`, `.hint`
 * - `question.<id>.error.<field>-missing`, `-wrong-form`; what has no sentence here has `fault.<kind>`
 * - `question.<id>.button.<action>`
 * - any of these with `.<variant>` behind it: other words for other answers
 * - `chrome.*` every page · `help.*` the help block · `start.*` doors · `page.*` faults of the site ·
 *   `done.<audience>.*` · `way-back.<audience>.*` · `fault.*` · `error.*` · `mail.*` · `calendar.*` ·
 *   `triage.*` · `officer.*` · `report.*` · `easier.*` the same in easier words, where they differ
 */
export type Content = {
  /** Changes when any file of the content changes; kept with every submission. */
  readonly version: string
  readonly authorities: ReadonlyMap<string, Profile>
  /** By path: `yp`. */
  readonly journeys: ReadonlyMap<string, Journey>
  readonly questions: ReadonlyMap<string, Question>
  readonly languages: readonly Language[]
  /** Throws for a language that is not on the list. */
  readonly words: (language: string) => Words
  /** A long page in this language, or undefined when there is none of this name. */
  readonly page: (language: string, name: string) => Page | undefined
  readonly pageNames: readonly string[]
  /** The desk's guide, page by page, in the order in which somebody new reads it. */
  readonly guide: ReadonlyMap<string, Page>
  /** The lists behind the signals, per language, as they stand in `content/signals`. */
  readonly signals: ReadonlyMap<string, unknown>
  readonly bankHolidays: BankHolidays
  /** Our own lists, for what an authority has not published. */
  readonly commonLists: CommonLists
  /** How each authority's yearly report is built, by slug. */
  readonly reportLayouts: ReadonlyMap<string, ReportLayout>
  /** Which spellings may be one name. */
  readonly names: NameLists
}

/** Where the content lies beside this file. The bundled server passes its own folder instead. */
function ownDirectory(): string {
  return fileURLToPath(new URL('.', import.meta.url))
}

/**
 * Reads the content from `directory`. Throws one Error that lists every fault: a file in the wrong shape, a
 * missing or unknown key, a wrong placeholder, a journey that names no question.
 *
 * `extraLanguages` adds folders in the shape of a language each (`language.json`, `words/`, `pages/`): the
 * tests prove with them that every sentence goes through the words. `abilities` are what this server can do:
 * an answer that needs another is left out everywhere.
 */
export function loadContent(
  directory = ownDirectory(),
  options: {
    readonly extraLanguages?: readonly string[]
    readonly abilities?: readonly Ability[]
  } = {},
): Content {
  const faults = new ContentFaults()
  const questions = readQuestions(directory, faults)
  const journeys = readJourneys(directory, faults)
  checkJourneys(journeys, questions, faults)
  const authorities = readAuthorities(directory, faults)
  const signals = readSignals(directory, faults)
  const bankHolidays = readShape(directory, 'bank-holidays.json', BankHolidays, faults)
  const commonLists = readShape(directory, 'common-lists.json', CommonLists, faults)
  const reportLayouts =
    commonLists === undefined
      ? new Map<string, ReportLayout>()
      : readReportLayouts(directory, authorities, commonLists, faults)
  const names = readShape(directory, 'names.json', NameLists, faults)
  const guide = readGuide(directory, faults)
  const languages = readLanguages(directory, options.extraLanguages ?? [], faults)
  const english = languages.find(({ language }) => language.tag === 'en')
  if (english === undefined) throw new Error('content/languages.json: English is missing')
  checkQuestionWords(questions, english.words, faults)
  checkEasier(english.words, faults)
  checkAreas(english.words, faults)
  const route = youngRouteKeys(english.words, journeys.values(), questions)
  for (const each of languages) {
    checkPlaceholders(each.words, faults)
    if (each === english) continue
    checkParity({ english: english.words, route }, each.language, each, faults)
    checkPageParity(english.pages, each.pages, each.language, faults)
  }
  checkOffers(
    languages.map(({ language }) => language),
    authorities,
    faults,
  )
  faults.throwIfAny()
  if (bankHolidays === undefined) throw new Error('content/bank-holidays.json: not read')
  if (commonLists === undefined) throw new Error('content/common-lists.json: not read')
  if (names === undefined) throw new Error('content/names.json: not read')
  return deepFreeze({
    version: versionOf(directory),
    authorities,
    journeys,
    questions: offered(questions, options.abilities ?? []),
    languages: languages.map(({ language }) => language),
    words: lookUp(languages, english.words),
    page: (tag, name) => languages.find(({ language }) => language.tag === tag)?.pages.get(name),
    pageNames: [...english.pages.keys()],
    guide,
    signals,
    bankHolidays,
    commonLists,
    reportLayouts,
    names,
  })
}

type LoadedLanguage = {
  readonly language: Language
  readonly words: WordMap
  /** Keys that a draft does not say yet. */
  readonly missing: readonly string[]
  readonly pages: ReadonlyMap<string, Page>
}

function readLanguages(
  directory: string,
  extra: readonly string[],
  faults: ContentFaults,
): readonly LoadedLanguage[] {
  const list = readShape(directory, 'languages.json', LanguageList, faults) ?? []
  checkDrafts(list, faults)
  const own = list.map((language) => ({
    language,
    words: readWords(directory, `words/${language.tag}`, faults),
    missing: readMissing(directory, `words/${language.tag}`, faults),
    pages: readPages(directory, `pages/${language.tag}`, faults),
  }))
  const added = extra.flatMap((folder) =>
    (readShape(folder, 'language.json', LanguageList, faults) ?? []).map((language) => ({
      language,
      words: readWords(folder, 'words', faults),
      missing: readMissing(folder, 'words', faults),
      pages: readPages(folder, 'pages', faults),
    })),
  )
  return [...own, ...added]
}

/** Each language is made ready when it is first asked for: most visits ask for one. */
function lookUp(languages: readonly LoadedLanguage[], english: WordMap): (tag: string) => Words {
  const ready = new Map<string, Words>()
  return (tag) => {
    const known = ready.get(tag)
    if (known !== undefined) return known
    const loaded = languages.find(({ language }) => language.tag === tag)
    if (loaded === undefined) throw new Error(`${tag} is not on the list of languages`)
    const words = wordsOf(loaded.language, loaded.words, english)
    ready.set(tag, words)
    return words
  }
}

/** The questions without the answers that this server cannot keep. */
function offered(
  questions: ReadonlyMap<string, Question>,
  abilities: readonly Ability[],
): ReadonlyMap<string, Question> {
  const can = ({ needs }: { readonly needs?: Ability | undefined }) =>
    needs === undefined || abilities.includes(needs)
  return new Map(
    [...questions].map(([id, question]) => [
      id,
      {
        ...question,
        fields: question.fields.map((field) =>
          'options' in field ? { ...field, options: field.options.filter(can) } : field,
        ),
      },
    ]),
  )
}
