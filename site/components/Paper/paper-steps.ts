import type { Journey, Step } from '#schema/form/journey.ts'
import type { AskedField, Question } from '#schema/form/question.ts'
import type { Values, Words } from '#schema/words/messages.ts'
import { type QuestionView, viewOf } from '#site/components/Question/question-view.ts'

/** A question as paper asks it: whom it is for stands above it, since paper cannot leave it out. */
export type PaperStep = {
  readonly view: QuestionView
  /** The answers that lead to it, one list for each condition. */
  readonly onlyIf: readonly string[]
}

type Asking = {
  readonly words: Words
  readonly values: Values
  readonly question: (id: string) => Question
}

/**
 * What a journey asks, in its order, each question once. Left out is what only a screen can do: pages that tell, check
 * and thank, and what follows from what the service itself noticed.
 */
export function paperSteps(journey: Journey, asking: Asking): readonly PaperStep[] {
  const seen = new Set<string>()
  return journey.steps.flatMap((step) => {
    const question = asking.question(step.question)
    if (question.kind !== 'question' || seen.has(question.id) || hangsOnMark(step, asking))
      return []
    seen.add(question.id)
    const { values } = asking
    const view = viewOf(
      { question, variant: undefined, answers: {}, faults: [], values },
      withoutDays(asking.words),
    )
    return [{ view, onlyIf: conditionsOf(step, asking) }]
  })
}

const NAMES_A_DAY = /\{\{(?:date\w*|urgentBy)\}\}/

/** What names a day is left out: counted from the day of printing it would be a promise that nobody made. */
function withoutDays(words: Words): Words {
  const list = (key: string) => words.list(key).filter((line) => !NAMES_A_DAY.test(line))
  return { ...words, list, has: (key) => words.has(key) && list(key).length > 0 }
}

/** The private code is given on a screen alone. */
export function isOnPaper(field: Pick<AskedField, 'into'>, code: string): boolean {
  return !(field.into === 'contact.kind' && code === 'code')
}

type Condition = NonNullable<Step['rules'][number]['when']>[number]

/** One line for each thing that must hold: `No, I am not safe / I am not sure`. */
function conditionsOf({ rules }: Step, asking: Asking): readonly string[] {
  return rules
    .flatMap(({ when = [] }) => {
      const lines = when.map((condition) => labelsOf(condition, asking))
      return lines.length === 1 ? lines.flat() : [lines.flat().join(' / ')]
    })
    .filter((line) => line !== '')
}

/** For each question that a condition looks at, the labels of those of its answers that paper offers. */
function labelsOf(condition: Condition, { words, question }: Asking): readonly string[] {
  return Object.entries(condition).map(([key, codes]) => {
    const [id = '', name = ''] = key.split('.')
    const field = question(id).fields.find((each) => each.name === name)
    if (field === undefined || !('options' in field)) return ''
    return field.options
      .filter(({ code }) => codes.includes(code) && isOnPaper(field, code))
      .map(({ code }) => words.get(`question.${id}.field.${name}.option.${code}.label`))
      .join(' / ')
  })
}

function hangsOnMark({ rules }: Step, { question }: Asking): boolean {
  return rules
    .flatMap(({ when = [], unless = [] }) => [...when, ...unless])
    .flatMap((condition) => Object.keys(condition))
    .some((key) => {
      const [id = '', name = ''] = key.split('.')
      return question(id).fields.some((field) => field.kind === 'mark' && field.name === name)
    })
}
