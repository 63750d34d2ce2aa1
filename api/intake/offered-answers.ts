import type { DraftAnswers } from '#schema/form/journey.ts'
import type { Question } from '#schema/form/question.ts'
import type { Draft } from './draft.ts'

/**
 * The answers with what a page offers before anybody typed there: whoever helped a child to send something, and
 * then says something too, need not copy the reference. It opens nothing, and it stood on the page before.
 */
export function withOffered(
  question: Question,
  answers: DraftAnswers,
  draft: Draft | undefined,
): DraftAnswers {
  const reference = newestReference(draft)
  if (reference === undefined || answers[question.id] !== undefined) return answers
  const offered = question.fields.filter((field) => 'offers' in field && field.offers !== undefined)
  if (offered.length === 0) return answers
  const given = Object.fromEntries(offered.map(({ name }) => [name, reference]))
  return { ...answers, [question.id]: given }
}

function newestReference(draft: Draft | undefined): string | undefined {
  const sent = Object.values(draft?.sent ?? {}).toSorted((a, b) => (a.at < b.at ? 1 : -1))
  return sent[0]?.accepted.reference
}
