import { type FieldFault, type Refusal, refuse } from '#schema/errors.ts'
import type { Question } from '#schema/form/question.ts'
import type { SubmissionBody } from '#schema/form/submission.ts'
import { fieldOfAsked } from '#schema/rules/form/answers.ts'
import { ContactKind } from '#schema/vocabulary.ts'
import { type AttachmentFolder, findUnclaimed, type Unclaimed } from './attachments.ts'

/** Kinds of contact that need a sender which nobody has configured. */
const NEEDS_SENDER: ReadonlySet<string> = new Set(['text'])

/**
 * What the shapes alone cannot tell: that something was said at all, that each question asked is one of
 * ours, that each file waits to be claimed, and that we can reply the way that was chosen.
 */
export async function checkAnswers(
  body: SubmissionBody,
  known: {
    readonly questions: ReadonlyMap<string, Question>
    readonly folders: readonly AttachmentFolder[]
  },
): Promise<{ readonly ok: true; readonly files: readonly Unclaimed[] } | Refusal> {
  const ids = [...new Set(body.answers.attachments ?? [])]
  const found = await findUnclaimed(known.folders, ids)
  const faults = [
    ...storyFaults(body),
    ...askedFaults(body, known.questions),
    ...senderFaults(body),
    ...ids.flatMap((id, index) =>
      found.has(id) ? [] : [{ field: `answers.attachments.${index}`, code: 'unknown-attachment' }],
    ),
  ]
  if (faults.length > 0) return refuse('invalid-fields', faults)
  return { ok: true, files: [...found.values()] }
}

/** Needed: a story, or a file, or what is asked for. */
function storyFaults({ answers }: SubmissionBody): readonly FieldFault[] {
  const said = (answers.story ?? '').trim() !== ''
  if (said || answers.ask !== undefined || (answers.attachments ?? []).length > 0) return []
  return [{ field: 'answers.story', code: 'missing' }]
}

function askedFaults(
  { answers }: SubmissionBody,
  questions: ReadonlyMap<string, Question>,
): readonly FieldFault[] {
  return (answers.asked ?? []).flatMap(({ question }, index) =>
    fieldOfAsked(question, questions) === undefined
      ? [{ field: `answers.asked.${index}.question`, code: 'unknown-question' }]
      : [],
  )
}

function senderFaults({ answers }: SubmissionBody): readonly FieldFault[] {
  const faults: FieldFault[] = []
  if (answers.contact !== undefined && NEEDS_SENDER.has(answers.contact.kind)) {
    const allowed = ContactKind.options.filter((kind) => !NEEDS_SENDER.has(kind))
    faults.push({ field: 'answers.contact.kind', code: 'not-offered', allowed })
  }
  if (answers.alert !== undefined && NEEDS_SENDER.has(answers.alert.kind))
    faults.push({ field: 'answers.alert.kind', code: 'not-offered', allowed: ['email'] })
  return faults
}
