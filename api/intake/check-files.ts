import type { FieldFault } from '#schema/errors.ts'
import type { FileField, Question } from '#schema/form/question.ts'
import { type Given, givenList } from '#schema/rules/form/journey.ts'
import { ACCEPTED, type AttachmentKind } from './attachment-kind.ts'
import { type AttachmentFolder, destroyFiles, findUnclaimed } from './attachments.ts'

type Answers = Readonly<Record<string, Given>>

/**
 * Refuses files that are not what their field asks for: a letter where a voice is recorded, say. What they
 * are was told by their bytes when they came. A refused one is destroyed, and what was there before stays.
 */
export async function checkFiles(
  place: AttachmentFolder,
  question: Question,
  now: { readonly given: Answers; readonly before: Answers | undefined },
): Promise<{ readonly given: Record<string, Given>; readonly faults: readonly FieldFault[] }> {
  const given = { ...now.given }
  const faults: FieldFault[] = []
  for (const field of question.fields) {
    if (field.kind !== 'file') continue
    const wrong = await wrongKinds(place, field, givenList(given[field.name]))
    if (wrong.length === 0) continue
    await destroyFiles(place, wrong)
    given[field.name] = now.before?.[field.name]
    faults.push({ field: field.name, code: 'file-wrong-kind' })
  }
  return { given, faults }
}

/** One that is not there any more is told of when everything is sent. */
async function wrongKinds(
  place: AttachmentFolder,
  { accept }: FileField,
  ids: readonly string[],
): Promise<readonly string[]> {
  const found = await findUnclaimed([place], ids)
  return [...found]
    .filter(([, { row }]) => !ACCEPTED[accept].includes(row.kind as AttachmentKind))
    .map(([id]) => id)
}
