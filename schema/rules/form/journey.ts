import type { DraftAnswers, Journey, Step } from '#schema/form/journey.ts'
import type { AskedField, Question, When } from '#schema/form/question.ts'

/** A step that is on the way, and its place in the journey from 1. */
export type StepOnTheWay = Step & { readonly n: number }

export type Questions = ReadonlyMap<string, Question>
export type Given = string | readonly string[] | undefined

/** What was given as a list: a lone answer is a list of one, no answer is none. Blank text is no answer. */
export function givenList(given: Given): readonly string[] {
  const list = given === undefined ? [] : typeof given === 'string' ? [given] : given
  return list.filter((text) => text.trim() !== '')
}

/** Whether any one of the conditions holds: every key it names has one of its codes. */
export function holds(when: When, answers: DraftAnswers): boolean {
  return when.some((condition) =>
    Object.entries(condition).every(([key, codes]) => {
      const [question = '', field = ''] = key.split('.')
      return givenList(answers[question]?.[field]).some((code) => codes.includes(code))
    }),
  )
}

/**
 * The steps that these answers lead over, in order. An answer counts only while its own step is on the
 * way: a parent who first said "advocate" is not asked an advocate's questions.
 */
export function onTheWay(journey: Journey, answers: DraftAnswers): readonly StepOnTheWay[] {
  const counted: DraftAnswers = {}
  const way: StepOnTheWay[] = []
  for (const [index, step] of journey.steps.entries()) {
    const applies = step.rules.every(
      ({ when, unless }) =>
        (when === undefined || holds(when, counted)) &&
        (unless === undefined || !holds(unless, counted)),
    )
    if (!applies) continue
    way.push({ ...step, n: index + 1 })
    const given = answers[step.question]
    if (given !== undefined) counted[step.question] = given
  }
  return way
}

/** The answers whose steps are on the way; the others are not sent. */
export function answersOnTheWay(journey: Journey, answers: DraftAnswers): DraftAnswers {
  const kept: DraftAnswers = {}
  for (const { question } of onTheWay(journey, answers)) {
    const given = answers[question]
    if (given !== undefined) kept[question] = given
  }
  return kept
}

/** The step after place `n`, or undefined after the last. */
export function nextStep(
  journey: Journey,
  answers: DraftAnswers,
  n: number,
): StepOnTheWay | undefined {
  return onTheWay(journey, answers).find((step) => step.n > n)
}

/** The step before place `n`, or undefined before the first. */
export function previousStep(
  journey: Journey,
  answers: DraftAnswers,
  n: number,
): StepOnTheWay | undefined {
  return onTheWay(journey, answers).findLast((step) => step.n < n)
}

/** The fields that a writer with these answers is shown on a page. */
export function shownFields(question: Question, answers: DraftAnswers): readonly AskedField[] {
  return question.fields.filter(
    (field): field is AskedField =>
      field.kind !== 'mark' && (field.shownWhen === undefined || holds(field.shownWhen, answers)),
  )
}

/**
 * The question as one page asks it without scripts: what hangs on an earlier page is left out when it does
 * not hold, what hangs on an answer of this page stays, to be opened by that answer.
 */
export function questionOnPage(question: Question, answers: DraftAnswers): Question {
  const isOwn = (key: string) => key.startsWith(`${question.id}.`)
  const fields = question.fields.filter((field) => {
    if (field.kind === 'mark' || field.shownWhen === undefined) return true
    const earlier = field.shownWhen.map((condition) =>
      Object.fromEntries(Object.entries(condition).filter(([key]) => !isOwn(key))),
    )
    return holds(earlier, answers)
  })
  return { ...question, fields }
}

/** The name of the words' variant that these answers call for, if any. */
export function variantOf(question: Question, answers: DraftAnswers): string | undefined {
  return question.variants.find(({ when }) => holds(when, answers))?.name
}
