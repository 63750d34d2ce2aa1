import type { LocalDate } from '#schema/dates.ts'
import type { DraftAnswers } from '#schema/form/journey.ts'
import type { Question } from '#schema/form/question.ts'
import { givenList } from '#schema/rules/form/journey.ts'
import type { Audience } from '#schema/vocabulary.ts'
import type { EqualityAnswer } from '../store/equality.ts'

/**
 * The answers that one submission adds to the counts. Its year and who it was for are all that is taken
 * from it: a finer route would leave groups so small that a count is a person.
 */
export function countedAnswers(
  questions: readonly Question[],
  answers: DraftAnswers,
  submission: { readonly receivedOn: LocalDate; readonly audience: Audience },
): EqualityAnswer[] {
  const year = reportYearOf(submission.receivedOn)
  return questions.flatMap(({ id, fields }) =>
    fields.flatMap((field) => {
      if (field.kind !== 'choice' || field.counted === undefined) return []
      const { counted: question } = field
      return givenList(answers[id]?.[field.name]).map((answer) => ({
        year,
        route: submission.audience,
        question,
        answer,
      }))
    }),
  )
}

/** Reports run from April to March and are called by their first year: 31 March 2027 → 2026. */
function reportYearOf(on: LocalDate): number {
  const year = Number(on.slice(0, 4))
  return on.slice(5) < '04-01' ? year - 1 : year
}
