import { assertNever, type FieldFault } from '#schema/errors.ts'
import type { DraftAnswers, Journey } from '#schema/form/journey.ts'
import type { AskedField, Question } from '#schema/form/question.ts'
import { normaliseText } from '#schema/form/submission.ts'
import {
  type Given,
  givenList,
  holds,
  onTheWay,
  type Questions,
  type StepOnTheWay,
  shownFields,
} from './journey.ts'
import { isEmail, isMobile, isPhone } from './text-forms.ts'

/** What can be wrong with one answer. Its words: `question.<id>.error.<field>-<kind>`, else `fault.<kind>`. */
const FAULT_KINDS = ['missing', 'too-long', 'wrong-form', 'unknown-choice', 'not-text'] as const
type FaultKind = (typeof FAULT_KINDS)[number]

function hasRightForm(field: AskedField, text: string): boolean {
  switch (field.kind) {
    case 'email':
      return isEmail(text)
    case 'phone':
      return isPhone(text)
    case 'mobile':
      return isMobile(text)
    case 'phone-or-email':
      return isEmail(text) || isPhone(text)
    case 'text':
    case 'long-text':
    case 'name':
    case 'address':
    case 'choice':
    case 'choices':
    case 'file':
      return true
    default:
      return assertNever(field)
  }
}

function isNeeded(field: AskedField, given: Record<string, Given>, all: DraftAnswers): boolean {
  if (!field.needed) return false
  if (field.optionalWhen !== undefined && holds(field.optionalWhen, all)) return false
  return !(field.orElse ?? []).some((other) => givenList(given[other]).length > 0)
}

function kindOf(field: AskedField, list: readonly string[]): FaultKind | undefined {
  if (field.kind === 'file') return undefined
  if ('options' in field) {
    const codes = field.options.map(({ code }) => code)
    const tooMany = field.kind === 'choice' && list.length > 1
    return tooMany || list.some((code) => !codes.includes(code)) ? 'unknown-choice' : undefined
  }
  const text = list.join('\n')
  if (!text.isWellFormed()) return 'not-text'
  if ([...normaliseText(text)].length > field.max) return 'too-long'
  return hasRightForm(field, text.trim()) ? undefined : 'wrong-form'
}

/** An answer that leads back to a step is none: the writer has still to choose. */
function leadsBack(field: AskedField, list: readonly string[]): boolean {
  if (!('options' in field)) return false
  return field.options.some(({ code, to }) => list.includes(code) && to?.startsWith('step:'))
}

/**
 * What is wrong with the answers to one page, in the order of its fields; none when the writer may go on.
 * `given` is what this page sent, `all` every other answer of the draft.
 */
export function faultsOf(
  question: Question,
  given: Record<string, Given>,
  all: DraftAnswers,
): readonly FieldFault[] {
  const now = overlay(question, given, all)
  return shownFields(question, now).flatMap((field): FieldFault[] => {
    const list = givenList(given[field.name])
    const missing = list.length === 0 || leadsBack(field, list)
    const kind = missing
      ? isNeeded(field, given, now)
        ? 'missing'
        : undefined
      : kindOf(field, list)
    return kind === undefined ? [] : [{ field: field.name, code: kind }]
  })
}

/** The draft with this page's answers in it: what is nested on a page is shown by the page itself. */
export function overlay(
  question: Question,
  given: Record<string, Given>,
  all: DraftAnswers,
): DraftAnswers {
  const own: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) own[name] = typeof value === 'string' ? value : [...value]
  }
  return { ...all, [question.id]: own }
}

/** The first step on the way whose answers are missing or wrong; undefined when it may be sent. */
export function firstMissing(
  journey: Journey,
  answers: DraftAnswers,
  questions: Questions,
): StepOnTheWay | undefined {
  return onTheWay(journey, answers).find((step) => {
    const question = questions.get(step.question)
    if (question === undefined) throw new Error(`${journey.id} names ${step.question}: unknown`)
    return faultsOf(question, answers[question.id] ?? {}, answers).length > 0
  })
}

/** Where the chosen answer leads instead of on: `page:yp`, `journey:yp`, `step:a-contact`. */
export function leadsTo(question: Question, given: Record<string, Given>): string | undefined {
  for (const field of question.fields) {
    if (!('options' in field)) continue
    const chosen = givenList(given[field.name])
    const option = field.options.find(({ code, to }) => to !== undefined && chosen.includes(code))
    if (option !== undefined) return option.to
  }
  return undefined
}
