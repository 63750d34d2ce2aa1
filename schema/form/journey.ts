import { z } from 'zod'
import { Facts } from '../triage/facts.ts'
import { Ask, Audience, Category } from '../vocabulary.ts'
import { Id, When } from './question.ts'

/** What must hold for a step to be on the way: any one of `when`, and none of `unless`. */
const Rule = z.strictObject({ when: When.optional(), unless: When.optional() })
type Rule = z.infer<typeof Rule>

/** One page of a journey, and when it is on the way: all its rules must hold. */
export type Step = { readonly question: string; readonly rules: readonly Rule[] }

type StepEntry =
  | string
  | { readonly question: string; readonly when?: When; readonly unless?: When }
  | { readonly steps: readonly StepEntry[]; readonly when?: When; readonly unless?: When }

/** A step as it is written: an id, an id with a condition, or several steps under one condition. */
const StepEntry: z.ZodType<StepEntry> = z.union([
  Id,
  Rule.extend({ question: Id }),
  Rule.extend({ steps: z.lazy(() => z.array(StepEntry).min(1)) }),
]) as z.ZodType<StepEntry>

function flatten(entries: readonly StepEntry[], outer: readonly Rule[]): Step[] {
  return entries.flatMap((entry) => {
    if (typeof entry === 'string') return [{ question: entry, rules: outer }]
    const { when, unless } = entry
    const own: Rule = { ...(when && { when }), ...(unless && { unless }) }
    const rules = when || unless ? [...outer, own] : outer
    return 'steps' in entry ? flatten(entry.steps, rules) : [{ question: entry.question, rules }]
  })
}

/**
 * What is asked of whoever likes, once something was sent: at `/<path>/more/<n>`, n its place from 1. The
 * answers are only counted. `closed`: the page for whoever comes after the browser's day is over.
 */
const Afterwards = z.strictObject({ questions: z.array(Id).min(1), closed: Id })

/**
 * The order of questions for one group of writers. The address of a step is `/<path>/<n>`, n its place
 * in this list from 1, so that neither address nor title says what is asked. A question may stand twice
 * where its two places exclude each other.
 */
export const Journey = z.strictObject({
  id: Id,
  path: z.string().regex(/^[a-z]{1,3}$/),
  audience: Audience,
  /** What is known from the door alone. */
  facts: Facts,
  /** Sent with the submission: a short journey asks for a call, not for a complaint. */
  ask: Ask.optional(),
  /** The page at `/<path>`, without a form. Left out: `/<path>` goes to the first step. */
  start: Id.optional(),
  steps: z
    .array(StepEntry)
    .min(1)
    .transform((entries) => flatten(entries, [])),
  /** Asks before everything is deleted, at `/<path>/delete`. */
  delete: Id.optional(),
  /** The page after the commit. */
  done: Id,
  /** Another page after the commit for what triage said it is. */
  doneFor: z.partialRecord(Category, Id).optional(),
  afterwards: Afterwards.optional(),
})
export type Journey = z.infer<typeof Journey>

/** The question of the page after the commit, by what triage said it is. */
export function doneOf(journey: Pick<Journey, 'done' | 'doneFor'>, category: Category): string {
  return journey.doneFor?.[category] ?? journey.done
}

/** What a writer answered on the way: question → field → answer. Kept sealed in the draft. */
export const DraftAnswers = z.record(
  z.string(),
  z.record(z.string(), z.union([z.string(), z.array(z.string())])),
)
export type DraftAnswers = z.infer<typeof DraftAnswers>
