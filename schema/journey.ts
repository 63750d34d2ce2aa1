import { z } from 'zod'
import { Facts } from './facts.ts'
import { Condition } from './question.ts'
import { Ask, Audience } from './vocabulary.ts'

/** One page of a journey, and when it is on the way. Steps are walked in order. */
export const Step = z.strictObject({
  question: z.string(),
  when: Condition.optional(),
  unless: Condition.optional(),
})
export type Step = z.infer<typeof Step>

/**
 * The order of questions for one group of writers. The address of a step is `/<path>/<n>`, n its place
 * in this list from 1, so that neither address nor title says what is asked.
 */
export const Journey = z.strictObject({
  id: z.string(),
  path: z.string().regex(/^[a-z]{1,3}$/),
  audience: Audience,
  /** What is known from the door alone. */
  facts: Facts.partial(),
  /** Sent with the submission: a short journey asks for a call, not for a complaint. */
  ask: Ask.optional(),
  /** The page at `/<path>`, without a form. */
  start: z.string().optional(),
  steps: z.array(Step).min(1),
  /** The page after the commit. */
  done: z.string(),
})
export type Journey = z.infer<typeof Journey>

/** What a writer answered on the way: question → field → answer. Kept sealed in the draft. */
export const DraftAnswers = z.record(
  z.string(),
  z.record(z.string(), z.union([z.string(), z.array(z.string())])),
)
export type DraftAnswers = z.infer<typeof DraftAnswers>
