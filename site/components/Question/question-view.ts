import type { StepPage } from '#api/intake/door.ts'
import { format, type Values, type Words } from '#schema/messages.ts'
import type { AskedField, ChoiceField, Question } from '#schema/question.ts'

export type OptionView = {
  readonly code: string
  readonly id: string
  readonly label: string
  readonly hint: string | undefined
  readonly isChosen: boolean
  /** Asked beneath this answer alone. */
  readonly nested: readonly FieldView[]
  /** This answer is one of several that open the fields in `shared`. */
  readonly opensShared: boolean
}

/** One field with its words found and its ids tied. */
export type FieldView = {
  readonly field: AskedField
  readonly id: string
  readonly name: string
  readonly label: string
  /** The page's heading is this field's label. */
  readonly isTitle: boolean
  readonly isNested: boolean
  readonly hint: string | undefined
  readonly hintId: string
  readonly error: string | undefined
  readonly errorId: string
  readonly errorPrefix: string
  readonly describedBy: string | undefined
  readonly value: string
  readonly options: readonly OptionView[]
  /** Asked beneath the answers when one of several of them is chosen. */
  readonly shared: readonly FieldView[]
}

export type QuestionView = {
  readonly title: string
  /** The title of the browser's tab: neutral where the heading is not. */
  readonly pageTitle: string
  readonly body: readonly string[]
  readonly hint: string | undefined
  readonly more: { readonly summary: string; readonly text: readonly string[] } | undefined
  readonly sections: readonly { readonly heading: string; readonly body: readonly string[] }[]
  readonly fields: readonly FieldView[]
  readonly faults: readonly { readonly href: string; readonly text: string }[]
}

type Shown = Pick<StepPage, 'question' | 'variant' | 'answers' | 'faults' | 'values'>

/** Finds the words of one question: the variant's where there are some, filled with today's values. */
export function questionWords(
  words: Words,
  question: Pick<Question, 'id'>,
  options: { readonly variant: string | undefined; readonly values: Values },
) {
  const stem = `question.${question.id}.`
  const keyOf = (name: string) => {
    const varied = `${stem}${name}.${options.variant}`
    return options.variant !== undefined && words.has(varied) ? varied : stem + name
  }
  const has = (name: string) => words.has(keyOf(name))
  const get = (name: string, values: Values = {}) =>
    format(words.get(keyOf(name)), { ...options.values, ...values })
  return {
    has,
    get,
    maybe: (name: string) => (has(name) ? get(name) : undefined),
    list: (name: string) =>
      words.list(keyOf(name)).map((sentence) => format(sentence, options.values)),
  }
}
type QuestionWords = ReturnType<typeof questionWords>

/** The codes of `parent` under which `field` is asked; none when it does not hang on that field. */
function opensUnder(field: AskedField, parent: AskedField, question: Question): readonly string[] {
  const key = `${question.id}.${parent.name}`
  return (field.shownWhen ?? []).flatMap((condition) => condition[key] ?? [])
}

function parentOf(field: AskedField, asked: readonly AskedField[], question: Question) {
  return asked.find((parent) => opensUnder(field, parent, question).length > 0)
}

/** Everything a page needs to show one question, words found, ids tied, faults in the order of the fields. */
export function viewOf(shown: Shown, words: Words): QuestionView {
  const { question, variant, values } = shown
  const say = questionWords(words, question, { variant, values })
  const asked = question.fields.filter((field): field is AskedField => field.kind !== 'mark')
  const build = fieldBuilder(shown, words, say, asked)
  const fields = asked
    .filter((field) => parentOf(field, asked, question) === undefined)
    .map((field) => build(field, { isNested: false }))
  const title = say.get('title')
  return {
    title,
    pageTitle: say.maybe('page-title') ?? title,
    body: say.list('body'),
    hint: fields.some((field) => field.isTitle) ? undefined : say.maybe('hint'),
    more: say.has('more.summary')
      ? { summary: say.get('more.summary'), text: say.list('more.text') }
      : undefined,
    sections: question.sections.map((name) => ({
      heading: say.get(`section.${name}.heading`),
      body: say.list(`section.${name}.body`),
    })),
    fields,
    faults: asked.flatMap((field) => {
      const text = errorOf(field, shown, say)
      return text === undefined ? [] : [{ href: `#f-${field.name}`, text }]
    }),
  }
}

function errorOf(field: AskedField, shown: Shown, say: QuestionWords): string | undefined {
  const fault = shown.faults.find((each) => each.field === field.name)
  if (fault === undefined) return undefined
  const max = 'max' in field ? { max: field.max.toLocaleString('en-GB') } : {}
  return say.get(`error.${field.name}-${fault.code}`, max)
}

function fieldBuilder(
  shown: Shown,
  words: Words,
  say: QuestionWords,
  asked: readonly AskedField[],
) {
  return function build(field: AskedField, options: { readonly isNested: boolean }): FieldView {
    const id = `f-${field.name}`
    const isTitle = field.name === 'answer' && !say.has('field.answer.label')
    const answer = shown.answers[field.name] ?? ''
    const hint = say.maybe(`field.${field.name}.hint`) ?? (isTitle ? say.maybe('hint') : undefined)
    const error = errorOf(field, shown, say)
    const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
    const hanging = asked.filter((each) => parentOf(each, asked, shown.question) === field)
    const opens = (each: AskedField) => opensUnder(each, field, shown.question)
    const nest = (each: AskedField) => build(each, { isNested: true })
    return {
      field,
      id,
      name: field.name,
      label: isTitle ? say.get('title') : say.get(`field.${field.name}.label`),
      isTitle,
      isNested: options.isNested,
      hint,
      hintId: `${id}-hint`,
      error,
      errorId: `${id}-error`,
      errorPrefix: words.get('chrome.error-prefix'),
      describedBy: describedBy === '' ? undefined : describedBy,
      value: typeof answer === 'string' ? answer : answer.join('\n'),
      options:
        'options' in field ? optionsOf(field, id, [answer].flat(), say, hanging, opens, nest) : [],
      shared: hanging.filter((each) => opens(each).length > 1).map(nest),
    }
  }
}

function optionsOf(
  field: ChoiceField,
  id: string,
  chosen: readonly string[],
  say: QuestionWords,
  hanging: readonly AskedField[],
  opens: (field: AskedField) => readonly string[],
  nest: (field: AskedField) => FieldView,
): OptionView[] {
  return field.options.map(({ code }, index) => {
    const under = hanging.filter((each) => opens(each).includes(code))
    return {
      code,
      // The first answer carries the field's own id, where the error summary leads.
      id: index === 0 ? id : `${id}-${code}`,
      label: say.get(`field.${field.name}.option.${code}.label`),
      hint: say.maybe(`field.${field.name}.option.${code}.hint`),
      isChosen: chosen.includes(code),
      nested: under.filter((each) => opens(each).length === 1).map(nest),
      opensShared: under.some((each) => opens(each).length > 1),
    }
  })
}
