import type { StepPage } from '#api/intake/door.ts'
import type { AnswerShape, AskedField, ChoiceField, Question } from '#schema/form/question.ts'
import { format, type Values, type Words } from '#schema/words/messages.ts'
import { sayNumber } from '#schema/words/spoken.ts'

export type OptionView = {
  readonly code: string
  readonly shape: AnswerShape | undefined
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
  /** What a file of a wrong kind is told, before it is sent and after. */
  readonly wrongKind: string
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
  /** Said to whoever helps the writer, in small print. */
  readonly note: readonly string[]
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

/** One question as it is read for one page: what every field needs to find its words. */
type Reading = {
  readonly shown: Shown
  readonly words: Words
  readonly say: QuestionWords
  readonly asked: readonly AskedField[]
}

/** The codes of `parent` under which `field` is asked; none when it does not hang on that field. */
function codesUnder(reading: Reading, parent: AskedField, field: AskedField): readonly string[] {
  const key = `${reading.shown.question.id}.${parent.name}`
  return (field.shownWhen ?? []).flatMap((condition) => condition[key] ?? [])
}

/** The fields that hang on the answers of this one: of several that a field hangs on, it stands beneath the nearest. */
function hangingOn(reading: Reading, parent: AskedField): readonly AskedField[] {
  return reading.asked.filter(
    (field) =>
      parent === reading.asked.findLast((other) => codesUnder(reading, other, field).length > 0),
  )
}

/** Everything a page needs to show one question: words found, ids tied, faults in the order of the fields. */
export function viewOf(shown: Shown, words: Words): QuestionView {
  const { question, variant, values } = shown
  const say = questionWords(words, question, { variant, values })
  const asked = question.fields.filter((field) => field.kind !== 'mark')
  const reading: Reading = { shown, words, say, asked }
  const hanging = asked.flatMap((parent) => hangingOn(reading, parent))
  const fields = asked
    .filter((field) => !hanging.includes(field))
    .map((field) => fieldView(reading, field, { isNested: false }))
  const title = say.get('title')
  return {
    title,
    pageTitle: say.maybe('page-title') ?? title,
    body: say.list('body'),
    note: say.list('note'),
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
      const text = errorOf(reading, field)
      return text === undefined ? [] : [{ href: `#f-${field.name}`, text }]
    }),
  }
}

/** What to do about a fault: in the question's own words, or in those for every question. */
function errorOf(reading: Reading, field: AskedField): string | undefined {
  const fault = reading.shown.faults.find((each) => each.field === field.name)
  return fault && sayFault(reading, field, fault.code)
}

function sayFault({ shown, words, say }: Reading, field: AskedField, code: string): string {
  const own = `error.${field.name}-${code}`
  const max = sayNumber('max' in field ? field.max : 0, words.language)
  if (say.has(own)) return say.get(own, { max })
  const common = [`fault.${code}`, `way-back.fault.${code}`].find(words.has)
  return format(words.get(common ?? 'fault.wrong-form'), { ...shown.values, max })
}

function fieldView(
  reading: Reading,
  field: AskedField,
  options: { readonly isNested: boolean },
): FieldView {
  const { shown, words, say } = reading
  const id = `f-${field.name}`
  const isTitle = field.name === 'answer' && !say.has('field.answer.label')
  const answer = shown.answers[field.name] ?? ''
  const hint = say.maybe(`field.${field.name}.hint`) ?? (isTitle ? say.maybe('hint') : undefined)
  const error = errorOf(reading, field)
  const tied = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean)
  const shared = hangingOn(reading, field).filter(
    (each) => codesUnder(reading, field, each).length > 1,
  )
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
    wrongKind: field.kind === 'file' ? sayFault(reading, field, 'file-wrong-kind') : '',
    describedBy: tied.length === 0 ? undefined : tied.join(' '),
    value: typeof answer === 'string' ? answer : answer.join('\n'),
    options: 'options' in field ? optionViews(reading, field, [answer].flat()) : [],
    shared: shared.map((each) => fieldView(reading, each, { isNested: true })),
  }
}

function optionViews(
  reading: Reading,
  field: ChoiceField,
  chosen: readonly string[],
): readonly OptionView[] {
  const { say } = reading
  const hanging = hangingOn(reading, field)
  return field.options.map(({ code, shape }, index) => {
    const own = `field.${field.name}.option.${code}`
    const under = hanging.filter((each) => codesUnder(reading, field, each).includes(code))
    const alone = under.filter((each) => codesUnder(reading, field, each).length === 1)
    return {
      code,
      shape,
      // The first answer carries the field's own id, where the error summary leads.
      id: index === 0 ? `f-${field.name}` : `f-${field.name}-${code}`,
      label: say.get(`${own}.label`),
      hint: say.maybe(`${own}.hint`),
      isChosen: chosen.includes(code),
      nested: alone.map((each) => fieldView(reading, each, { isNested: true })),
      opensShared: under.length > alone.length,
    }
  })
}
