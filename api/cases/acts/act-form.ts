import { type Act, type ActRefusal, aboutPart, type FirstThis, partOf } from '#schema/acts/act.ts'
import type { FieldKind, Option, Typed } from '#schema/acts/fields.ts'
import type { ActGiven } from '#schema/acts/given.ts'
import { READING_LIMITS, readingOf } from '#schema/rules/reading-grade.ts'
import type { Category } from '#schema/vocabulary.ts'
import type { EventView } from '../open.ts'

/** One field as a page shows it. */
export type FieldView = {
  readonly name: string
  readonly kind: FieldKind
  readonly options: readonly Option[]
  /** The area of the words in which options without a label have their names. */
  readonly labels: string | undefined
  readonly isOptional: boolean
}

/** The form of an act, as a page shows it. */
export type ActForm = {
  readonly id: string
  readonly group: Act['group']
  readonly says: Act['says']
  readonly tells: Act['tells']
  readonly fields: readonly FieldView[]
  /** The parts it can be about, where it is about one. */
  readonly parts: readonly { readonly n: number; readonly category: Category }[]
  readonly part: number | undefined
  /** What is said behind the officer's words, whatever they are. */
  readonly owed: readonly string[]
  /** Why it cannot be done now; undefined while it can. */
  readonly refused: ActRefusal | undefined
  /** What has to be done before it can be sent. */
  readonly first: FirstThis | undefined
  /** How hard the words for the writer are to read, where there are some in English. */
  readonly reading: ReadingView | undefined
  /** What happened since the officer opened the form. */
  readonly since: readonly EventView[]
}

/** A grade to one decimal, the longest sentence in words, and whether that is easy enough for this reader. */
type ReadingView = {
  readonly grade: string
  readonly longestSentence: number
  readonly isEasy: boolean
}

/** The form and what stands in it: what was typed, else what the act fills in. */
export function formOf(
  act: Act,
  given: ActGiven,
  asked: { readonly typed: Typed; readonly since: readonly EventView[] },
): { readonly form: ActForm; readonly typed: Typed } {
  const possible = act.possible(given)
  const parts = possible.ok ? possible.parts : []
  const first = parts[0]
  const named =
    asked.typed.part === undefined && first !== undefined ? { part: [String(first)] } : {}
  const typed = { ...named, ...asked.typed }
  const part = act.isOfPart ? partOf(typed, given) : undefined
  const fields = fieldsOf(act, aboutPart(given, part))
  const chosen = { ...onlyChoices(fields), ...typed }
  const filled: Typed = possible.ok
    ? { ...chosen, ...act.fill(given, part, chosen), ...typed }
    : typed
  const form: ActForm = {
    id: act.id,
    group: act.group,
    says: act.says,
    tells: act.tells,
    fields,
    parts: given.state.parts
      .filter(({ n }) => parts.includes(n))
      .map(({ n, category }) => ({ n, category })),
    part: part?.n,
    owed: possible.ok ? act.owed(given, part) : [],
    first: possible.ok ? act.first(given, part) : undefined,
    refused: possible.ok ? undefined : possible.code,
    reading: act.tells === null ? undefined : readingFor(given, filled[act.tells]?.[0] ?? ''),
    since: asked.since,
  }
  return { form, typed: filled }
}

function fieldsOf(act: Act, given: ActGiven): readonly FieldView[] {
  return Object.entries(act.fields).map(([name, { kind, options, labels, isOptional }]) => ({
    name,
    kind,
    options: options(given),
    labels,
    isOptional,
  }))
}

/** Where there is one thing to choose, nobody has to choose it. */
function onlyChoices(fields: readonly FieldView[]): Typed {
  const only = fields.flatMap(({ name, kind, isOptional, options: [first, ...others] }) =>
    kind === 'one' && !isOptional && first !== undefined && others.length === 0
      ? [[name, [first.value]]]
      : [],
  )
  return Object.fromEntries(only)
}

/** The words as this reader meets them. The grade is made for English: of another language nothing is said. */
function readingFor({ audience, words }: ActGiven, text: string): ReadingView | undefined {
  const reading = words.language === 'en' ? readingOf([text]) : undefined
  if (reading === undefined) return undefined
  const { grade, longestSentence } = reading
  const limit = READING_LIMITS[audience]
  return {
    grade: Math.max(0, grade).toFixed(1),
    longestSentence,
    isEasy: grade <= limit.grade && longestSentence <= limit.sentence,
  }
}
