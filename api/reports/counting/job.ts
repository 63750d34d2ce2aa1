import { z } from 'zod'
import { BankHolidays } from '#schema/authority/bank-holidays.ts'
import { CommonLists, Profile, ReportTable } from '#schema/authority/profile.ts'
import { LocalDate } from '#schema/dates.ts'
import { ReportYear } from '#schema/report/ledger.ts'
import { Period } from '#schema/report/report.ts'
import { EqualityQuestion } from '#schema/vocabulary.ts'

/** Where the records lie. A key travels through a pipe alone, never in an argument or the environment. */
const PlaceShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), path: z.string(), key: z.base64url() }),
  z.strictObject({ kind: z.literal('server'), url: z.string() }),
])

/**
 * Which cases count: those of some services alone, or all of them; and not those that this officer is kept out
 * of, or all of them.
 */
export const CaseFilter = z.strictObject({
  services: z.array(z.string()).nullable(),
  asSeenBy: z.number().int().nullable(),
})
export type CaseFilter = z.infer<typeof CaseFilter>

/** What is to be answered: every table, what a dashboard shows on a day besides, or which records stand behind one figure of one table. */
export const Wanted = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tables') }),
  z.strictObject({ kind: z.literal('dashboard'), on: LocalDate }),
  z.strictObject({
    kind: z.literal('behind'),
    table: ReportTable,
    label: z.string(),
    column: z.string(),
  }),
])
export type Wanted = z.infer<typeof Wanted>

/** One piece of counting, as it is handed to the process that does it. */
export const Job = z.strictObject({
  cases: PlaceShape,
  /** Equality answers of live cases, under the labels of the report. */
  equality: z.array(
    z.strictObject({
      year: ReportYear,
      question: EqualityQuestion,
      answer: z.string(),
      count: z.number().int(),
    }),
  ),
  period: Period,
  profile: Profile,
  commonLists: CommonLists,
  bankHolidays: BankHolidays,
  filter: CaseFilter,
  wanted: Wanted,
})
export type Job = z.infer<typeof Job>
