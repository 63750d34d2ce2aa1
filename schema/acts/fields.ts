import { z } from 'zod'
import { LocalDate } from '../dates.ts'
import { ANSWER_CHARACTERS, normaliseText } from '../form/submission.ts'
import { sentencesOf } from '../rules/reading-grade.ts'
import type { ActGiven } from './given.ts'

/** What was typed into a form, by field, so that a fault costs nobody their words. */
export type Typed = Readonly<Record<string, readonly string[]>>

/** One thing to choose. `label` is an authority's own name for it; what has none is named in the words. */
export type Option = { readonly value: string; readonly label?: string }

export type FieldKind = 'words' | 'line' | 'day' | 'one' | 'some' | 'tick' | 'pounds'

/** One field of an act's form: how it is shown, and the shape of what it holds. */
export type Field<Value = unknown> = {
  readonly kind: FieldKind
  /** Undefined stands for a field that was left empty. */
  readonly shape: (given: ActGiven) => z.ZodType<Value>
  readonly options: (given: ActGiven) => readonly Option[]
  /** The area of the words in which the options have their names: `category`, `reason`. */
  readonly labels: string | undefined
  readonly isOptional: boolean
}

export type Fields = Readonly<Record<string, Field>>

/** What a form comes to once it was read: the values of its fields. */
export type ValuesOf<F extends Fields> = {
  readonly [Name in keyof F]: F[Name] extends Field<infer Value> ? Value : never
}

const LINE_CHARACTERS = 200
const SHORT_CHARACTERS = 400
/** A full stop behind it ends no sentence. */
const TITLE = /\b(Mr|Mrs|Ms|Miss|Dr|St|No|e\.g|i\.e)\./g
const NO_OPTIONS = () => []

/** `sometimes`: the rest of the form may ask for it, as its hint says, so it is not marked as one to leave out. */
type Optional = { readonly optional?: true | 'sometimes' }

/** Words of several lines; empty where they may be left out and are. */
export function words(of: Optional & { readonly most?: number } = {}): Field<string> {
  return text('words', of.most ?? ANSWER_CHARACTERS, of)
}

/** One or two sentences: what was decided, and why. */
export function inShort(): Field<string> {
  const shape = z
    .string({ error: () => 'missing' })
    .transform((text) => text.trim().replaceAll(/\s+/g, ' '))
  const short = shape.pipe(
    z
      .string()
      .refine((text) => text.isWellFormed(), 'wrong-form')
      .refine((text) => [...text].length <= SHORT_CHARACTERS, 'too-long')
      .refine((text) => sentencesOf(text.replaceAll(TITLE, '$1')).length <= 2, 'two-sentences'),
  )
  return field('words', () => short)
}

/** Words on one line. */
export function line(of: Optional = {}): Field<string> {
  return text('line', LINE_CHARACTERS, of)
}

function text(kind: 'words' | 'line', most: number, { optional }: Optional): Field<string> {
  const shape = z
    .string({ error: () => 'missing' })
    .transform(normaliseText)
    .pipe(
      z
        .string()
        .trim()
        .refine((value) => value.isWellFormed(), 'wrong-form')
        .refine((value) => [...value].length <= most, 'too-long'),
    )
  const filled = optional === undefined ? shape : shape.default('')
  return field(kind, () => filled, { isOptional: optional === true })
}

/** A day: one that has come, or one that is still to come, or any. */
export function day(when: 'until-today' | 'after-today' | 'any'): Field<LocalDate> {
  return field('day', ({ today }) =>
    LocalDateTyped.refine((on) => when !== 'until-today' || on <= today, 'future').refine(
      (on) => when !== 'after-today' || on > today,
      'past',
    ),
  )
}

/** A day that may be left out: null then. */
export function dayOrNone(): Field<LocalDate | null> {
  return field('day', () => LocalDateTyped.optional().transform((on) => on ?? null), {
    isOptional: true,
  })
}

const LocalDateTyped = z
  .string({ error: () => 'missing' })
  .trim()
  .pipe(z.iso.date({ error: () => 'wrong-form' }))
  .transform((text) => LocalDate.parse(text))

type Choosing = { readonly labels?: string }
type Listed<Value extends string> =
  | readonly Value[]
  | ((given: ActGiven) => readonly (Option & { readonly value: Value })[])

/** One of several. */
export function one<const Value extends string>(
  listed: Listed<Value>,
  { labels }: Choosing = {},
): Field<Value> {
  const options = optionsOf(listed)
  const shape = (given: ActGiven) => oneOf(options(given))
  return field('one', shape, { options, labels })
}

/** One of several, or none: null then. */
export function oneOrNone<const Value extends string>(
  listed: Listed<Value>,
  { labels, optional = true }: Choosing & Optional = {},
): Field<Value | null> {
  const options = optionsOf(listed)
  const shape = (given: ActGiven) =>
    oneOf(options(given))
      .optional()
      .transform((value) => value ?? null)
  return field('one', shape, { options, labels, isOptional: optional === true })
}

/** As many as apply, at least so many. */
export function some<const Value extends string>(
  listed: Listed<Value>,
  { labels, least = 0 }: Choosing & { readonly least?: number } = {},
): Field<readonly Value[]> {
  const options = optionsOf(listed)
  const shape = (given: ActGiven) =>
    z
      .array(oneOf(options(given)))
      .default([])
      .refine((values) => values.length >= least, 'missing')
  return field('some', shape, { options, labels, isOptional: least === 0 })
}

/** Whether it is ticked. */
export function tick(): Field<boolean> {
  const shape = z
    .literal('yes')
    .optional()
    .transform((value) => value === 'yes')
  return field('tick', () => shape, { isOptional: true })
}

/** What has to be ticked before it can be saved. */
export function mustTick(): Field<true> {
  const shape = z.literal('yes', { error: () => 'missing' }).transform(() => true as const)
  return field('tick', () => shape)
}

/** `-12.50` → `-1250`: pounds as they are typed, pence as they are kept. Nothing is refused. */
export function pounds(): Field<number> {
  const shape = z
    .string({ error: () => 'missing' })
    .transform((typed) => typed.replaceAll(/[£,\s]/g, ''))
    .pipe(z.string().regex(/^-?\d{1,7}(\.\d{1,2})?$/, 'wrong-form'))
    .transform((typed) => Math.round(Number(typed) * 100))
    .refine((pence) => pence !== 0, 'wrong-form')
  return field('pounds', () => shape)
}

function oneOf<Value extends string>(options: readonly { readonly value: Value }[]) {
  const values = new Set<string>(options.map(({ value }) => value))
  const isListed = (typed: string): typed is Value => values.has(typed)
  return z
    .string({ error: () => 'missing' })
    .refine(isListed, { error: () => 'unknown' })
    .transform((typed): Value => typed as Value)
}

function optionsOf<Value extends string>(listed: Listed<Value>) {
  if (typeof listed === 'function') return listed
  const options = listed.map((value) => ({ value }))
  return () => options
}

function field<Value>(
  kind: FieldKind,
  shape: Field<Value>['shape'],
  rest: Partial<Pick<Field, 'options' | 'labels' | 'isOptional'>> = {},
): Field<Value> {
  return { kind, shape, options: NO_OPTIONS, labels: undefined, isOptional: false, ...rest }
}
