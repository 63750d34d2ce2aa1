import type { Content } from '#content/index.ts'
import type { DraftAnswers, Journey } from '#schema/form/journey.ts'
import type { AnswerPlace, AskedField } from '#schema/form/question.ts'
import type { SubmissionBody } from '#schema/form/submission.ts'
import { answerAsShown, fieldOfAsked, labelOf } from '#schema/rules/form/answers.ts'
import {
  answersOnTheWay,
  givenList,
  onTheWay,
  shownFields,
  variantOf,
} from '#schema/rules/form/journey.ts'
import { withoutEnglishMarks } from '#schema/words/english-marks.ts'
import { format, type Values, type Words } from '#schema/words/messages.ts'
import type { AskedAndAnswered } from './submitted.ts'

/** What a program says was asked, with our wording beside each in its language, else in English. */
export function askedAndAnswered(body: SubmissionBody, content: Content): AskedAndAnswered[] {
  const words = wordsFor(content, body.language)
  return (body.answers.asked ?? []).flatMap(({ question: name, answer }) => {
    const asked = fieldOfAsked(name, content.questions)
    if (asked === undefined) return []
    const { question, field } = asked
    const wording = labelOf(words, question, field, undefined)
    return [withLabels({ question: name, wording, answer }, words, asked, answer)]
  })
}

/** Everything that a journey asked and was answered, in its order and as it was shown. */
export function askedOnTheWay(
  journey: Journey,
  answers: DraftAnswers,
  shown: { readonly content: Content; readonly words: Words; readonly values: Values },
): AskedAndAnswered[] {
  const kept = answersOnTheWay(journey, answers)
  return onTheWay(journey, answers).flatMap(({ question: id }) => {
    const question = shown.content.questions.get(id)
    if (question === undefined) throw new Error(`${journey.id} names ${id}: unknown`)
    const variant = variantOf(question, kept)
    return shownFields(question, kept).flatMap((field): AskedAndAnswered[] => {
      const given = givenList(kept[id]?.[field.name])
      if (given.length === 0) return []
      const base = {
        question: `${id}.${field.name}`,
        wording: withoutEnglishMarks(
          format(labelOf(shown.words, question, field, variant), shown.values),
        ),
      }
      if (field.kind === 'file') return [base]
      const answer = field.kind === 'choices' ? given : given.join('\n')
      const asked = isInPlace(field, given) ? { ...base, place: field.into } : { ...base, answer }
      return [withLabels(asked, shown.words, { question, field }, given)]
    })
  })
}

/** Whether the answer stands where its field says; "this does not apply" does not. */
function isInPlace(
  field: AskedField,
  given: readonly string[],
): field is AskedField & { into: AnswerPlace } {
  if (field.into === undefined) return false
  if (!('options' in field)) return true
  return !field.options.some(({ code, outOfPlace }) => outOfPlace === true && given.includes(code))
}

function withLabels(
  asked: AskedAndAnswered,
  words: Words,
  of: NonNullable<ReturnType<typeof fieldOfAsked>>,
  given: string | readonly string[],
): AskedAndAnswered {
  if (!('options' in of.field)) return asked
  return { ...asked, answerWording: answerAsShown(words, of.question, of.field, given) }
}

/** The writer's language where a named person has checked it, else English: it goes on the record. */
export function wordsFor(content: Content, language: string): Words {
  const isChecked = content.languages.some(
    ({ tag, checked }) => tag === language && checked !== null,
  )
  return content.words(isChecked ? language : 'en')
}
