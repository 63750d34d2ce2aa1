import type { Journey, Step } from '#schema/form/journey.ts'
import type { Field, Question, When } from '#schema/form/question.ts'
import type { ContentFaults } from './faults.ts'

/** The codes that a condition on `question.field` may name; undefined when there is no such field. */
function codesOf(
  key: string,
  questions: ReadonlyMap<string, Question>,
): readonly string[] | undefined {
  const [id = '', name] = key.split('.')
  const field = questions.get(id)?.fields.find((each) => each.name === name)
  if (field === undefined) return undefined
  if (field.kind === 'mark') return field.codes
  return 'options' in field ? field.options.map(({ code }) => code) : undefined
}

function checkWhen(
  when: When,
  questions: ReadonlyMap<string, Question>,
  say: (what: string) => void,
): void {
  for (const [key, codes] of when.flatMap((condition) => Object.entries(condition))) {
    const known = codesOf(key, questions)
    if (known === undefined) say(`a condition names ${key}, which is no field with options`)
    else for (const code of codes) if (!known.includes(code)) say(`${key} has no answer ${code}`)
  }
}

/** A condition may only look back: what comes later is not answered yet. */
function checkOrder(step: Step, earlier: ReadonlySet<string>, say: (what: string) => void): void {
  for (const { when = [], unless = [] } of step.rules) {
    for (const key of [...when, ...unless].flatMap((condition) => Object.keys(condition))) {
      const [id = ''] = key.split('.')
      if (!earlier.has(id)) say(`${step.question}: its condition names ${id}, which comes later`)
    }
  }
}

function checkDestination(
  to: string,
  journeys: ReadonlyMap<string, Journey>,
  questions: ReadonlyMap<string, Question>,
  say: (what: string) => void,
): void {
  const [kind, rest = ''] = to.split(':')
  if (kind === 'journey' && !journeys.has(rest)) say(`leads to the journey ${rest}: unknown`)
  if (kind === 'step' && !questions.has(rest)) say(`leads to the step ${rest}: unknown`)
}

function checkQuestion(
  question: Question,
  journeys: ReadonlyMap<string, Journey>,
  questions: ReadonlyMap<string, Question>,
  faults: ContentFaults,
): void {
  const say = (what: string) => faults.add(`questions/${question.id}.json`, what)
  const names = new Set(question.fields.map(({ name }) => name))
  if (names.size !== question.fields.length) say('two fields have one name')
  for (const { when } of question.variants) checkWhen(when, questions, say)
  for (const { to } of question.actions) checkDestination(to, journeys, questions, say)
  for (const field of question.fields) {
    if (field.kind === 'mark') continue
    checkWhen([...(field.shownWhen ?? []), ...(field.optionalWhen ?? [])], questions, say)
    for (const other of field.orElse ?? []) {
      if (!names.has(other)) say(`${field.name}: orElse names ${other}, which is no field here`)
    }
    if (!('options' in field)) continue
    for (const { to } of field.options) {
      if (to !== undefined) checkDestination(to, journeys, questions, say)
    }
  }
}

/**
 * What is asked after sending is counted and nothing else: a word of one's own would have nowhere to go.
 * On the way to sending nothing is counted: it would stand in the case.
 */
function checkAfterwards(
  journey: Journey,
  questions: ReadonlyMap<string, Question>,
  say: (what: string) => void,
): void {
  const isCounted = (field: Field) => field.kind === 'choice' && field.counted !== undefined
  for (const id of journey.afterwards?.questions ?? []) {
    const others = questions.get(id)?.fields.filter((field) => !isCounted(field)) ?? []
    for (const { name } of others) say(`${id}: ${name} is asked after sending and not counted`)
  }
  for (const { question } of journey.steps) {
    const counted = questions.get(question)?.fields.filter(isCounted) ?? []
    for (const { name } of counted) say(`${question}: ${name} is counted and asked before sending`)
  }
  const leadsOn = questions.get(journey.done)?.actions.some(({ to }) => to === 'afterwards')
  if (leadsOn === true && journey.afterwards === undefined)
    say(`${journey.done} leads to what is asked after sending: nothing is`)
}

/** Everything that a journey or a question names must exist, and be answered before it is looked at. */
export function checkJourneys(
  journeys: ReadonlyMap<string, Journey>,
  questions: ReadonlyMap<string, Question>,
  faults: ContentFaults,
): void {
  for (const question of questions.values()) checkQuestion(question, journeys, questions, faults)
  for (const journey of journeys.values()) {
    const say = (what: string) => faults.add(`journeys/${journey.path}.json`, what)
    const pages = [
      journey.start,
      journey.delete,
      journey.done,
      ...Object.values(journey.doneFor ?? {}),
      ...(journey.afterwards?.questions ?? []),
      journey.afterwards?.closed,
    ]
    for (const id of [...pages, ...journey.steps.map(({ question }) => question)]) {
      if (id !== undefined && !questions.has(id)) say(`names the question ${id}: unknown`)
    }
    for (const { question } of journey.steps) {
      const { place = 'journey' } = questions.get(question) ?? {}
      if (place !== 'journey')
        say(`asks ${question}, whose place is the ${place}: leave "place" out`)
    }
    const earlier = new Set<string>()
    for (const step of journey.steps) {
      for (const { when = [], unless = [] } of step.rules) {
        checkWhen([...when, ...unless], questions, say)
      }
      checkOrder(step, earlier, say)
      earlier.add(step.question)
    }
    checkAfterwards(journey, questions, say)
  }
}
