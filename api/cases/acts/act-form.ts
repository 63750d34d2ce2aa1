import { type Act, type ActRefusal, partOf } from '#schema/acts/act.ts'
import type { FieldKind, Option, Typed } from '#schema/acts/fields.ts'
import type { ActGiven } from '#schema/acts/given.ts'
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
  readonly says: Act['says']
  readonly fields: readonly FieldView[]
  /** The parts it can be about, where it is about one. */
  readonly parts: readonly { readonly n: number; readonly category: Category }[]
  readonly part: number | undefined
  /** What is said behind the officer's words, whatever they are. */
  readonly owed: readonly string[]
  /** Why it cannot be done now; undefined while it can. */
  readonly refused: ActRefusal | undefined
  /** What happened since the officer opened the form. */
  readonly since: readonly EventView[]
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
  const form: ActForm = {
    id: act.id,
    says: act.says,
    fields: Object.entries(act.fields).map(([name, { kind, options, labels, isOptional }]) => ({
      name,
      kind,
      options: options(given),
      labels,
      isOptional,
    })),
    parts: given.state.parts
      .filter(({ n }) => parts.includes(n))
      .map(({ n, category }) => ({ n, category })),
    part: part?.n,
    owed: possible.ok ? act.owed(given, part) : [],
    refused: possible.ok ? undefined : possible.code,
    since: asked.since,
  }
  return { form, typed: possible.ok ? { ...act.fill(given, part), ...typed } : typed }
}
