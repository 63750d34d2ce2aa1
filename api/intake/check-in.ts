import type { DraftAnswers } from '#schema/form/journey.ts'
import type { MarkField, Question } from '#schema/form/question.ts'
import { givenList } from '#schema/rules/form/journey.ts'
import { readSignals, type SignalReaders } from '#schema/rules/signals/signals.ts'

/**
 * Marks a story whose words may mean harm, so that the next page checks gently whether its writer is OK.
 * Once only: a mark that is set stays as it is, whatever is changed later.
 */
export function markStory(
  question: Question,
  answers: DraftAnswers,
  reading: { readonly readers: SignalReaders; readonly language: string },
): DraftAnswers {
  const mark = question.fields.find((field): field is MarkField => field.kind === 'mark')
  const [code] = mark?.codes ?? []
  const own = answers[question.id] ?? {}
  if (mark === undefined || code === undefined || own[mark.name] !== undefined) return answers
  const text = question.fields
    .filter((field) => field.kind === 'long-text')
    .flatMap((field) => givenList(own[field.name]))
    .join('\n')
  const { signals } = readSignals(text, reading.language, reading.readers)
  if (!signals.includes('harm')) return answers
  return { ...answers, [question.id]: { ...own, [mark.name]: code } }
}
