import { z } from 'zod'
import { CaseStatus, DecisionReason, StillPossible } from '../case/case.ts'
import { LocalDate } from '../dates.ts'
import { ANSWER_CHARACTERS, normaliseText } from '../form/submission.ts'
import { Service } from '../triage/facts.ts'
import { Category, Flag, Stage, Turn } from '../vocabulary.ts'

/** As it is said aloud: eight characters. An officer may type small letters. */
const ReferenceStart = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9]{1,8}$/)

/** Whose cases: the officer's own, nobody's yet, or those of the officer with this number. */
const Owner = z.union([z.enum(['me', 'nobody']), z.coerce.number().int().positive()])

/** How soon something is owed. `soon`: today or within the last three working days before the date. */
export const When = z.enum(['overdue', 'today', 'soon'])
export type When = z.infer<typeof When>

/** `due`: urgent first, then by the day it is due. The others: by the day of receipt. */
export const InboxSort = z.enum(['due', 'newest', 'oldest'])
export type InboxSort = z.infer<typeof InboxSort>

/**
 * What a list marks and is narrowed by: the flags of a case, and what follows from its events. `decision-disputed`:
 * whether the decision waits is to be decided today. `decision-waits`: it waits for us. `statement-waits`: the
 * statement of complaint was sent and is not agreed. `statement-unanswered`: nor did they answer when they were
 * reminded. `declined`: refused, handed over, or logged as not put through.
 */
export const ListMark = z.enum([
  ...Flag.options,
  'decision-disputed',
  'decision-waits',
  'statement-waits',
  'statement-unanswered',
  'declined',
])
export type ListMark = z.infer<typeof ListMark>

/** A mark, or why a case was declined: `because-other-body`. */
export const RowFlag = z.union([ListMark, z.templateLiteral(['because-', DecisionReason])])
export type RowFlag = z.infer<typeof RowFlag>

/** Which rows an officer wants to see. An empty form field asks for nothing. */
export const InboxFilter = z.strictObject({
  category: Category.optional(),
  flag: ListMark.optional(),
  service: Service.optional(),
  owner: Owner.optional(),
  turn: Turn.exclude(['nobody']).optional(),
  stage: z.coerce.number().pipe(Stage).optional(),
  when: When.optional(),
  unread: z.literal('yes').optional(),
  /** A message of the writer waits for an answer. */
  message: z.literal('yes').optional(),
  /** An advocate who was asked for should have been in touch by now. */
  advocate: z.literal('late').optional(),
  /** Received on or after this day. */
  from: LocalDate.optional(),
  /** Received on or before this day. */
  to: LocalDate.optional(),
  /** Open ones, unless said. */
  state: z.literal('closed').optional(),
  reference: ReferenceStart.optional(),
  /** Those that the flood guard set apart, instead of the others. */
  apart: z.literal('yes').optional(),
  /** The reference of the last row of the page before. */
  after: ReferenceStart.optional(),
  /** Open ones by `due`, closed ones by `newest`, unless said. */
  sort: InboxSort.optional(),
})
export type InboxFilter = z.infer<typeof InboxFilter>

/** One case of the desk's list. */
export const InboxRow = z.strictObject({
  reference: z.string(),
  category: Category,
  flags: z.array(RowFlag),
  status: CaseStatus,
  stage: Stage.nullable(),
  turn: Turn,
  /** The name of whose work it is; null while it is nobody's in particular. */
  assignedTo: z.string().nullable(),
  isUrgent: z.boolean(),
  isUnread: z.boolean(),
  /** A message of the writer waits for an answer. */
  hasMessage: z.boolean(),
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

/** Words to somebody; empty where there are none. */
const Told = z
  .string()
  .transform(normaliseText)
  .pipe(
    z
      .string()
      .trim()
      .refine((text) => text.isWellFormed(), 'lone-surrogate')
      .refine((text) => [...text].length <= ANSWER_CHARACTERS, 'too-long'),
  )
  .default('')

/** What an officer sends. Which of the rest is needed depends on the act: see `api/cases/decide.ts`. */
export const RouteDecision = z.strictObject({
  act: RouteAct,
  part: z.number().int().positive(),
  /** The last event that the officer saw. */
  seq: z.number().int().nonnegative(),
  to: Category.exclude(['deferred']).optional(),
  reason: DecisionReason.optional(),
  /** The officer's words to the writer. */
  text: Told,
  /** The same for whoever else may read it; empty where there is none. */
  beside: Told,
  still: z.array(StillPossible).default([]),
  reviewOn: LocalDate.optional(),
  advocacyReminder: z.literal(true).optional(),
  ombudsmanLine: z.literal(true).optional(),
})
export type RouteDecision = z.infer<typeof RouteDecision>
