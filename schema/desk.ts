import { z } from 'zod'
import { CaseStatus, DecisionReason, StillPossible } from './case.ts'
import { LocalDate } from './dates.ts'
import { ANSWER_CHARACTERS, normaliseText } from './submission.ts'
import { Category, Flag } from './vocabulary.ts'

/** As it is said aloud: eight characters. An officer may type small letters. */
const ReferenceStart = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9]{1,8}$/)

/** Which rows an officer wants to see. An empty form field asks for nothing. */
export const InboxFilter = z.strictObject({
  category: Category.optional(),
  flag: Flag.optional(),
  reference: ReferenceStart.optional(),
  /** Those that the flood guard set apart, instead of the others. */
  apart: z.literal('yes').optional(),
  /** The reference of the last row of the page before. */
  after: ReferenceStart.optional(),
})
export type InboxFilter = z.infer<typeof InboxFilter>

/** One case of the desk's list. */
export const InboxRow = z.strictObject({
  reference: z.string(),
  category: Category,
  flags: z.array(Flag),
  status: CaseStatus,
  isUrgent: z.boolean(),
  receivedOn: LocalDate,
  dueOn: LocalDate,
  /** Negative when it is late. */
  workingDaysLeft: z.number().int(),
})
export type InboxRow = z.infer<typeof InboxRow>

export const InboxPage = z.strictObject({
  rows: z.array(InboxRow),
  /** The `after` of the next page; null on the last one. */
  next: z.string().nullable(),
})
export type InboxPage = z.infer<typeof InboxPage>

/** The five things an officer may do with a proposed route. All but the first two give less than was asked. */
export const RouteAct = z.enum(['confirm', 'change', 'refuse', 'hold', 'hand-over'])
export type RouteAct = z.infer<typeof RouteAct>

/** What an officer sends. Which of the rest is needed depends on the act: see `api/cases/decide.ts`. */
export const RouteDecision = z.strictObject({
  act: RouteAct,
  part: z.number().int().positive(),
  /** The last event that the officer saw. */
  seq: z.number().int().nonnegative(),
  to: Category.exclude(['deferred']).optional(),
  reason: DecisionReason.optional(),
  /** The officer's words to the writer. */
  text: z
    .string()
    .transform(normaliseText)
    .pipe(
      z
        .string()
        .trim()
        .refine((text) => text.isWellFormed(), 'lone-surrogate')
        .refine((text) => [...text].length <= ANSWER_CHARACTERS, 'too-long'),
    )
    .default(''),
  still: z.array(StillPossible).default([]),
  reviewOn: LocalDate.optional(),
  advocacyReminder: z.literal(true).optional(),
  ombudsmanLine: z.literal(true).optional(),
})
export type RouteDecision = z.infer<typeof RouteDecision>
