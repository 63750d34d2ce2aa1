import type { FieldFault } from '#schema/errors.ts'
import type { DraftAnswers } from '#schema/form/journey.ts'
import type { Question } from '#schema/form/question.ts'
import { type Given, givenList } from '#schema/rules/form/journey.ts'

/** What stands in a file's place when it was refused: `refused:file-too-big`. */
export const REFUSED_FILE = 'refused:'

type FileFault = 'file-too-big' | 'file-wrong-kind' | 'file-wait'
const FILE_FAULTS: readonly string[] = [
  'file-too-big',
  'file-wrong-kind',
  'file-wait',
] satisfies FileFault[]

/**
 * What a form says to a question. Only its own fields are read. A file chosen before stays unless another
 * is chosen, since a browser cannot send it again.
 */
export function readAnswers(
  question: Question,
  form: FormData,
  before: Readonly<Record<string, Given>> | undefined,
): { readonly given: Record<string, Given>; readonly fileFaults: readonly FieldFault[] } {
  const given: Record<string, Given> = {}
  const fileFaults: FieldFault[] = []
  for (const field of question.fields) {
    const sent = form.getAll(field.name).filter((value) => typeof value === 'string')
    switch (field.kind) {
      case 'mark':
        given[field.name] = before?.[field.name]
        break
      case 'file': {
        const refused = sent.flatMap((value) => refusalOf(value))
        fileFaults.push(...refused.map((code) => ({ field: field.name, code })))
        const ids = sent.filter((value) => value !== '' && !value.startsWith(REFUSED_FILE))
        given[field.name] = ids.length > 0 ? ids : before?.[field.name]
        break
      }
      case 'choices':
        given[field.name] = sent
        break
      default:
        given[field.name] = sent.length > 1 ? sent : (sent[0] ?? '')
    }
  }
  return { given, fileFaults }
}

/** The files that a draft holds and nobody has been sent. */
export function filesIn(
  answers: DraftAnswers,
  questions: ReadonlyMap<string, Question>,
): readonly string[] {
  return Object.entries(answers).flatMap(([id, given]) => {
    const files = questions.get(id)?.fields.filter(({ kind }) => kind === 'file') ?? []
    return files.flatMap(({ name }) => givenList(given[name]))
  })
}

function refusalOf(value: string): string[] {
  if (!value.startsWith(REFUSED_FILE)) return []
  const why = value.slice(REFUSED_FILE.length)
  return FILE_FAULTS.includes(why) ? [why] : []
}
