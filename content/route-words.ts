import type { Journey } from '#schema/form/journey.ts'
import type { Question } from '#schema/form/question.ts'
import type { ContentFaults } from './faults.ts'
import type { WordMap } from './words.ts'

/**
 * Who reads the words of each area, the first part of a key. A language must say what a young person reads;
 * the texts of adults stay English until someone writes them, and the desk stays English. The easier words are
 * easier English.
 */
const READERS: Readonly<Record<string, 'young' | 'desk' | 'english'>> = {
  chooser: 'young',
  chrome: 'young',
  'days-counted': 'young',
  decision: 'young',
  done: 'young',
  fault: 'young',
  help: 'young',
  listen: 'young',
  mail: 'young',
  news: 'young',
  notice: 'young',
  'other-ways': 'young',
  page: 'young',
  paper: 'young',
  question: 'young',
  recorder: 'young',
  saving: 'young',
  start: 'young',
  triage: 'young',
  upload: 'young',
  'way-back': 'young',
  'you-said': 'young',
  easier: 'english',
  wording: 'english',
  calendar: 'desk',
  error: 'desk',
  letter: 'desk',
  officer: 'desk',
  referral: 'desk',
  report: 'desk',
}

/** Within those areas: what officers read, and what is said to adults. */
const FOR_OFFICERS = /^mail\.officer\.|\.officer$/
const FOR_ADULTS = /^(?!question\.).+\.adult(?:\.|$)/

/** A sentence of the desk, or an easier one: no language says it but English. */
export function isOfTheDesk(key: string): boolean {
  const [area = ''] = key.split('.')
  return READERS[area] === 'desk' || READERS[area] === 'english' || FOR_OFFICERS.test(key)
}

/**
 * The questions a young person may meet: those of their journeys, the page before and after each, and
 * those of the door and the way back that are not an adult's.
 */
export function youngQuestions(
  journeys: Iterable<Journey>,
  questions: ReadonlyMap<string, Question>,
): ReadonlySet<string> {
  const met = new Set<string>()
  const meet = (id: string | undefined) => id !== undefined && met.add(id)
  for (const journey of journeys) {
    if (journey.facts.who !== 'young-person') continue
    for (const { question } of journey.steps) meet(question)
    for (const id of Object.values(journey.doneFor ?? {})) meet(id)
    for (const id of journey.afterwards?.questions ?? []) meet(id)
    for (const id of [journey.start, journey.delete, journey.done]) meet(id)
    meet(journey.afterwards?.closed)
  }
  for (const { id, place } of questions.values())
    if (place !== 'journey' && !id.startsWith('a-')) meet(id)
  return met
}

/** Every sentence of the whole young person's route, made from the journeys: a new page adds its own. */
export function youngRouteKeys(
  english: WordMap,
  journeys: Iterable<Journey>,
  questions: ReadonlyMap<string, Question>,
): ReadonlySet<string> {
  const met = youngQuestions(journeys, questions)
  const keys = [...english.keys()].filter((key) => {
    const [area = '', id = ''] = key.split('.')
    if (isOfTheDesk(key) || FOR_ADULTS.test(key)) return false
    return area !== 'question' || met.has(id)
  })
  return new Set(keys)
}

/** An area that nobody has thought about would stay English, or stop eleven translators, without a word. */
export function checkAreas(english: WordMap, faults: ContentFaults): void {
  const unknown = new Map<string, string>()
  for (const [key, { file }] of english) {
    const [area = ''] = key.split('.')
    if (READERS[area] === undefined) unknown.set(area, file)
  }
  for (const [area, file] of unknown)
    faults.add(file, `${area}: say in content/route-words.ts who reads this area`)
}
