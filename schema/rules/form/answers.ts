import type { FieldFault } from '#schema/errors.ts'
import type { DraftAnswers, Journey } from '#schema/form/journey.ts'
import type { AskedField, Question } from '#schema/form/question.ts'
import { Answers, type AskedAnswer } from '#schema/form/submission.ts'
import { Facts, type Service, servicesOf } from '#schema/triage/facts.ts'
import type { ContactKind } from '#schema/vocabulary.ts'
import type { Words } from '#schema/words/messages.ts'
import { contactInBrief } from '../writer/contact-in-brief.ts'
import {
  answersOnTheWay,
  type Given,
  givenList,
  onTheWay,
  type Questions,
  shownFields,
  variantOf,
} from './journey.ts'
import { isEmail } from './text-forms.ts'

/** A field that was shown and answered, with its answer. */
type Answered = {
  readonly question: Question
  readonly field: AskedField
  readonly given: readonly string[]
}

function answeredOf(
  journey: Journey,
  answers: DraftAnswers,
  questions: Questions,
): readonly Answered[] {
  const kept = answersOnTheWay(journey, answers)
  return onTheWay(journey, answers).flatMap(({ question: id }) => {
    const question = questions.get(id)
    if (question === undefined) throw new Error(`${journey.id} names ${id}: unknown`)
    return shownFields(question, kept)
      .map((field) => ({ question, field, given: givenList(kept[id]?.[field.name]) }))
      .filter(({ given }) => given.length > 0)
  })
}

const DANGER = ['no', 'not-sure', 'yes'] as const

/** Later answers say more than earlier ones, except about danger: there the more dangerous one stands. */
function merge(facts: Facts, more: Partial<Facts>): Facts {
  const merged = { ...facts, ...more }
  if (facts.danger_now !== undefined && more.danger_now !== undefined) {
    const worse = Math.max(DANGER.indexOf(facts.danger_now), DANGER.indexOf(more.danger_now))
    merged.danger_now = DANGER[worse]
  }
  if (facts.service !== undefined && more.service !== undefined) {
    merged.service = [...new Set([...servicesOf(facts), ...servicesOf(more as Facts)])]
  }
  return merged
}

/** "I am not sure" beside a named service adds nothing. */
function tidyServices(facts: Facts): Facts {
  if (!Array.isArray(facts.service)) return facts
  const named = facts.service.filter((service: Service) => service !== 'unknown')
  const [only, second] = named
  if (only === undefined) return { ...facts, service: 'unknown' }
  return { ...facts, service: second === undefined ? only : named }
}

/** What the guided questions gathered, as triage takes it. What was not asked or not answered is left out. */
export function factsOf(journey: Journey, answers: DraftAnswers, questions: Questions): Facts {
  let facts: Facts = journey.facts
  for (const { field, given } of answeredOf(journey, answers, questions)) {
    if (!('options' in field)) continue
    for (const option of field.options) {
      if (option.facts !== undefined && given.includes(option.code)) {
        facts = merge(facts, option.facts as Partial<Facts>)
      }
    }
  }
  return Facts.parse(tidyServices(facts))
}

/** Whether this answer goes where its field says, or travels as `asked`. */
function isInPlace({ field, given }: Answered): boolean {
  if (field.into === undefined) return false
  if (!('options' in field)) return true
  return !field.options.some(({ code, outOfPlace }) => outOfPlace === true && given.includes(code))
}

function oneLine(given: readonly string[]): string {
  return given.map((text) => text.trim()).join('\n')
}

/** `{ 'contact.kind': ['code'] }` → `{ contact: { kind: 'code' } }` */
function nested(places: ReadonlyMap<string, readonly string[]>): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const [place, given] of places) {
    const [outer = '', inner] = place.split('.')
    const value = outer === 'remedies' || outer === 'access_needs' ? given : oneLine(given)
    if (inner === undefined) body[outer] = value
    else body[outer] = { ...(body[outer] as object | undefined), [inner]: value }
  }
  return body
}

/** How to reach someone who was asked for a number or an address, and not how. */
function contactKindOf(field: AskedField, value: string): ContactKind {
  switch (field.kind) {
    case 'email':
      return 'email'
    case 'phone-or-email':
      return isEmail(value) ? 'email' : 'phone'
    case 'address':
      return 'letter'
    case 'phone':
    case 'mobile':
      return 'phone'
    default:
      return 'trusted-person'
  }
}

/**
 * The answers as `POST /api/submissions` takes them. Answers of steps that are no longer on the way are
 * dropped; what has no place of its own travels as `asked`, under `question.field`. Throws when the answers
 * have faults: ask `firstMissing` before.
 */
export function answersOf(journey: Journey, answers: DraftAnswers, questions: Questions): Answers {
  const places = new Map<string, readonly string[]>()
  const asked: AskedAnswer[] = []
  const attachments: string[] = []
  let kind: ContactKind | undefined
  for (const answered of answeredOf(journey, answers, questions)) {
    const { question, field, given } = answered
    if (field.kind === 'file') attachments.push(...given)
    else if (field.into !== undefined && isInPlace(answered)) {
      places.set(field.into, [...(places.get(field.into) ?? []), ...given])
      if (field.into === 'contact.value') kind = contactKindOf(field, oneLine(given))
    } else {
      const answer = field.kind === 'choices' ? [...given] : oneLine(given)
      asked.push({ question: `${question.id}.${field.name}`, answer })
    }
  }
  if (kind !== undefined && !places.has('contact.kind')) places.set('contact.kind', [kind])
  // An alert that says only that there is a message goes by e-mail: no other sender is configured.
  if (places.has('alert.value')) places.set('alert.kind', ['email'])
  return Answers.parse({
    ...nested(places),
    ...(asked.length > 0 && { asked }),
    ...(attachments.length > 0 && { attachments }),
    ...(journey.ask !== undefined && { ask: journey.ask }),
  })
}

/** The question and field that an `asked` answer belongs to; a bare question id means its first field. */
export function fieldOfAsked(
  asked: string,
  questions: Questions,
): { readonly question: Question; readonly field: AskedField } | undefined {
  const [id = '', name] = asked.split('.')
  const question = questions.get(id)
  const field = question?.fields.find(
    (each): each is AskedField =>
      each.kind !== 'mark' && (name === undefined || each.name === name),
  )
  return question && field && { question, field }
}

/** The words of a question: those of its variant where it has them, else its own. */
function wordsKey(
  words: Words,
  question: Question,
  part: string,
  variant: string | undefined,
): string {
  const key = `question.${question.id}.${part}`
  return variant !== undefined && words.has(`${key}.${variant}`) ? `${key}.${variant}` : key
}

/** What a field is called: its own label, or for the field `answer` the page's title. */
export function labelOf(
  words: Words,
  question: Question,
  field: AskedField,
  variant: string | undefined,
): string {
  const part = field.name === 'answer' ? 'title' : `field.${field.name}.label`
  return words.get(wordsKey(words, question, part, variant))
}

/** An answer as its writer saw it: the labels of the options chosen, or the writer's own words. */
export function answerAsShown(
  words: Words,
  question: Question,
  field: AskedField,
  given: Given,
): readonly string[] {
  const list = givenList(given)
  if (field.kind === 'file') return list.map(() => words.get('chrome.file-added'))
  if (!('options' in field)) return list
  const prefix = `question.${question.id}.field.${field.name}.option`
  return list.map((code) =>
    words.has(`${prefix}.${code}.label`) ? words.get(`${prefix}.${code}.label`) : code,
  )
}

/** The key of the sentence for a fault: the question's own, else the one for every question. */
export function faultKey(words: Words, question: Question, fault: FieldFault): string {
  const own = `question.${question.id}.error.${fault.field}-${fault.code}`
  return words.has(own) ? own : `fault.${fault.code}`
}

/** A field's answers as shown. `brief` stands for them until they are opened: see `contactInBrief`. */
export type SaidAnswer = {
  readonly label?: string
  readonly brief?: string
  readonly answers: readonly string[]
}

/** One row of "check your answers". Its placeholders are not filled. */
type ReviewAnswer = {
  readonly question: Question
  readonly n: number
  readonly label: string
  /** Field by field; empty when skipped. A field that the row's label already names has none of its own. */
  readonly said: readonly SaidAnswer[]
}

function isStory(field: AskedField): boolean {
  return 'into' in field && field.into === 'story'
}

/** Every step on the way that asks something, with what was answered, in the order of the journey. */
export function reviewOf(
  journey: Journey,
  answers: DraftAnswers,
  questions: Questions,
  words: Words,
): readonly ReviewAnswer[] {
  const kept = answersOnTheWay(journey, answers)
  return onTheWay(journey, answers).flatMap(({ question: id, n }) => {
    const question = questions.get(id)
    if (question === undefined || question.kind !== 'question') return []
    const fields = shownFields(question, kept)
    const variant = variantOf(question, kept)
    const review = wordsKey(words, question, 'review', variant)
    return [
      {
        question,
        n,
        label: words.get(words.has(review) ? review : wordsKey(words, question, 'title', variant)),
        said: fields.flatMap((field): SaidAnswer[] => {
          const answers = answerAsShown(words, question, field, kept[id]?.[field.name])
          if (answers.length === 0) return []
          const isNamed = fields.length === 1 || field.name === 'answer' || isStory(field)
          const brief = contactInBrief(field, answers.join('\n'), words)
          return [
            {
              answers,
              ...(!isNamed && { label: labelOf(words, question, field, variant) }),
              ...(brief !== undefined && { brief }),
            },
          ]
        }),
      },
    ]
  })
}
