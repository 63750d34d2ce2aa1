import { assertNever } from '#schema/errors.ts'
import type { AskedField, Question } from '#schema/form/question.ts'
import type { ContentFaults } from './faults.ts'
import type { WordMap } from './words.ts'

/** Which sentences a question must have, and which it may have besides. */
type KeySet = { readonly needed: ReadonlySet<string>; readonly allowed: ReadonlySet<string> }

/** The faults of form that this kind of answer can have; each needs a sentence that says what to do. */
function formFaultsOf(field: AskedField): readonly string[] {
  switch (field.kind) {
    case 'email':
    case 'phone':
    case 'mobile':
    case 'phone-or-email':
      return ['wrong-form']
    case 'choice':
    case 'choices':
    case 'text':
    case 'long-text':
    case 'name':
    case 'address':
    case 'file':
      return []
    default:
      return assertNever(field)
  }
}

function addField(prefix: string, field: AskedField, needed: Set<string>, allowed: Set<string>) {
  const own = `${prefix}.field.${field.name}`
  if (field.name !== 'answer') needed.add(`${own}.label`)
  allowed.add(`${own}.hint`)
  if (field.needed) needed.add(`${prefix}.error.${field.name}-missing`)
  for (const fault of formFaultsOf(field)) needed.add(`${prefix}.error.${field.name}-${fault}`)
  for (const fault of ['too-long', 'file-too-big', 'file-wrong-kind']) {
    allowed.add(`${prefix}.error.${field.name}-${fault}`)
  }
  if (!('options' in field)) return
  for (const { code } of field.options) {
    needed.add(`${own}.option.${code}.label`)
    allowed.add(`${own}.option.${code}.hint`)
  }
}

/** The keys of one question's words. */
export function keysOf(question: Question): KeySet {
  const prefix = `question.${question.id}`
  const needed = new Set([`${prefix}.title`])
  const allowed = new Set(
    ['page-title', 'hint', 'body', 'note', 'review', 'more.summary', 'more.text'].map(
      (name) => `${prefix}.${name}`,
    ),
  )
  for (const field of question.fields) {
    if (field.kind !== 'mark') addField(prefix, field, needed, allowed)
  }
  for (const { name } of question.actions) needed.add(`${prefix}.button.${name}`)
  for (const name of question.sections) {
    needed.add(`${prefix}.section.${name}.heading`)
    needed.add(`${prefix}.section.${name}.body`)
  }
  for (const key of [...needed, ...allowed]) {
    for (const variant of question.variants) allowed.add(`${key}.${variant.name}`)
  }
  return { needed, allowed }
}

/** Every question, answer, button and error has its words, and no word belongs to none. */
export function checkQuestionWords(
  questions: ReadonlyMap<string, Question>,
  words: WordMap,
  faults: ContentFaults,
): void {
  const known = new Set<string>()
  for (const question of questions.values()) {
    const { needed, allowed } = keysOf(question)
    for (const key of needed) {
      if (!words.has(key)) faults.add('words/en', `${key}: missing`)
    }
    for (const key of [...needed, ...allowed]) known.add(key)
  }
  for (const [key, { file }] of words) {
    if (key.startsWith('question.') && !known.has(key)) faults.add(file, `${key}: unknown key`)
  }
}
