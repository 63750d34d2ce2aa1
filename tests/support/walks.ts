import type { Content } from '#content/index.ts'
import type { DraftAnswers, Journey } from '#schema/form/journey.ts'
import type { AskedField, Option, Question } from '#schema/form/question.ts'
import { nextStep, type StepOnTheWay, shownFields } from '#schema/rules/form/journey.ts'

/** One way through a journey: the pages in order, and what is answered on each. */
export type Walk = {
  readonly journey: Journey
  /** The language's segment of its addresses, `/ar`; left out, English. */
  readonly prefix?: string
  readonly steps: readonly StepOnTheWay[]
  readonly answers: DraftAnswers
}

/** What someone invented might type. Telephone numbers are those kept free for stories. */
const TYPED: Readonly<Record<Exclude<AskedField['kind'], 'choice' | 'choices' | 'file'>, string>> =
  {
    text: 'On a Tuesday',
    'long-text': 'My worker moved my visit and nobody told me. I waited all day.',
    name: 'Robin',
    email: 'robin@example.org',
    phone: '01632 960 961',
    mobile: '07700 900 123',
    'phone-or-email': 'robin@example.org',
    address: '1 Example Street\nExampleton',
  }

const STORY_OF_HARM = 'He hits me and I want to die.'

/**
 * The fewest walks that, between them, see every page of a journey: a page that is added is walked the
 * day it is added. Ways are tried at random, the same ones each time.
 */
export function walksOver(content: Content, journey: Journey): readonly Walk[] {
  const tried = Array.from({ length: 1500 }, (_, seed) => walkAtRandom(content, journey, seed))
  const chosen: Walk[] = []
  const seen = new Set<number>()
  for (;;) {
    const gain = (walk: Walk) => walk.steps.filter(({ n }) => !seen.has(n)).length
    const best = tried.reduce((one, other) => (gain(other) > gain(one) ? other : one))
    if (gain(best) === 0) return chosen
    chosen.push(best)
    for (const { n } of best.steps) seen.add(n)
  }
}

/** The pages of a journey that no walk can see, by question. */
export function unseenSteps(journey: Journey, walks: readonly Walk[]): readonly string[] {
  const seen = new Set(walks.flatMap(({ steps }) => steps.map(({ n }) => n)))
  return journey.steps.map((step) => step.question).filter((_, index) => !seen.has(index + 1))
}

/**
 * The way that these wishes lead, `{ 'yp-kind.answer': 'good' }`. What is not wished for gets its first
 * answer where one is needed.
 */
export function walkWith(
  content: Content,
  journey: Journey,
  wishes: Readonly<Record<string, string>> = {},
): Walk {
  return walkBy(content, journey, {
    choose: (question, field, options) => {
      const wished = options.find(({ code }) => wishes[`${question.id}.${field.name}`] === code)
      return wished ?? (field.needed ? options[0] : undefined)
    },
    tellsOfHarm: () => false,
  })
}

function walkAtRandom(content: Content, journey: Journey, seed: number): Walk {
  const next = randomNumbers(seed)
  return walkBy(content, journey, {
    choose: (_question, field, options) =>
      !field.needed && next() < 0.2 ? undefined : options[Math.floor(next() * options.length)],
    tellsOfHarm: () => next() < 0.3,
  })
}

type Manner = {
  readonly choose: (
    question: Question,
    field: AskedField,
    options: readonly Option[],
  ) => Option | undefined
  /** Whether the story calls for a gentle check, which the server marks for itself. */
  readonly tellsOfHarm: () => boolean
}

function walkBy(content: Content, journey: Journey, manner: Manner): Walk {
  const answers: DraftAnswers = {}
  const steps: StepOnTheWay[] = []
  let step = nextStep(journey, answers, 0)
  while (step !== undefined) {
    steps.push(step)
    const question = questionOf(content, step.question)
    answerPage(question, answers, manner)
    step = nextStep(journey, answers, step.n)
  }
  return { journey, steps, answers: withoutMarks(content, answers) }
}

/** What is typed and chosen: a mark is the server's own. */
function withoutMarks(content: Content, answers: DraftAnswers): DraftAnswers {
  const kept: DraftAnswers = {}
  for (const [id, given] of Object.entries(answers)) {
    const marks = questionOf(content, id).fields.filter(({ kind }) => kind === 'mark')
    const typed = Object.entries(given).filter(
      ([name]) => !marks.some((mark) => mark.name === name),
    )
    kept[id] = Object.fromEntries(typed)
  }
  return kept
}

/** The journey at a path: `yp`. */
export function journeyAt(content: Content, path: string): Journey {
  const journey = content.journeys.get(path)
  if (journey === undefined) throw new Error(`no journey at ${path}`)
  return journey
}

export function questionOf(content: Content, id: string): Question {
  const question = content.questions.get(id)
  if (question === undefined) throw new Error(`${id} is no question`)
  return question
}

/** Answers one page field by field, since an answer may bring up the next field. */
function answerPage(question: Question, answers: DraftAnswers, manner: Manner): void {
  const given: Record<string, string | string[]> = {}
  answers[question.id] = given
  const seen = new Set<string>()
  for (;;) {
    const field = shownFields(question, answers).find(({ name }) => !seen.has(name))
    if (field === undefined) break
    seen.add(field.name)
    const value = answerTo(question, field, manner)
    if (value !== undefined) given[field.name] = value
  }
  const mark = question.fields.find((field) => field.kind === 'mark')
  const story = question.fields.find((field) => field.kind === 'long-text')
  if (mark === undefined || story === undefined || !manner.tellsOfHarm()) return
  given[mark.name] = mark.codes[0] ?? ''
  given[story.name] = STORY_OF_HARM
}

function answerTo(
  question: Question,
  field: AskedField,
  manner: Manner,
): string | string[] | undefined {
  if (field.kind === 'file') return undefined
  if (!('options' in field)) return TYPED[field.kind].slice(0, field.max)
  const onwards = field.options.filter(
    (option) => option.needs === undefined && (option.to ?? 'next') === 'next',
  )
  const option = manner.choose(question, field, onwards)
  if (option === undefined) return undefined
  return field.kind === 'choices' ? [option.code] : option.code
}

/** Numbers from 0 to 1 that look random and are the same for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed + 1
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
