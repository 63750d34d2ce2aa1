import { join } from 'node:path'
import { Profile } from '#schema/authority/profile.ts'
import { Journey } from '#schema/form/journey.ts'
import { Question } from '#schema/form/question.ts'
import { type ContentFaults, namesIn, readJson, readShape } from './faults.ts'

/** The questions by id. */
export function readQuestions(
  directory: string,
  faults: ContentFaults,
): ReadonlyMap<string, Question> {
  const questions = new Map<string, Question>()
  for (const name of namesIn(join(directory, 'questions'), '.json')) {
    const file = `questions/${name}`
    const question = readShape(directory, file, Question, faults)
    if (question === undefined) continue
    if (`${question.id}.json` !== name)
      faults.add(file, `id: ${question.id} is not the file's name`)
    questions.set(question.id, question)
  }
  return questions
}

/** The journeys by path. */
export function readJourneys(
  directory: string,
  faults: ContentFaults,
): ReadonlyMap<string, Journey> {
  const journeys = new Map<string, Journey>()
  for (const name of namesIn(join(directory, 'journeys'), '.json')) {
    const journey = readShape(directory, `journeys/${name}`, Journey, faults)
    if (journey === undefined) continue
    if (journeys.has(journey.path)) {
      faults.add(`journeys/${name}`, `path: ${journey.path} is taken`)
    }
    journeys.set(journey.path, journey)
  }
  return journeys
}

/** The authorities by slug. */
export function readAuthorities(
  directory: string,
  faults: ContentFaults,
): ReadonlyMap<string, Profile> {
  const authorities = new Map<string, Profile>()
  for (const slug of namesIn(join(directory, 'authorities'), '')) {
    const file = `authorities/${slug}/profile.json`
    const profile = readShape(directory, file, Profile, faults)
    if (profile === undefined) continue
    if (profile.slug !== slug) faults.add(file, `slug: ${profile.slug} is not the folder's name`)
    authorities.set(slug, profile)
  }
  return authorities
}

/** The lists behind the signals, by language, unread. */
export function readSignals(
  directory: string,
  faults: ContentFaults,
): ReadonlyMap<string, unknown> {
  return new Map(
    namesIn(join(directory, 'signals'), '.json').map((name) => [
      name.replace(/\.json$/, ''),
      readJson(directory, `signals/${name}`, faults),
    ]),
  )
}
