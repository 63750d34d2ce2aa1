import { z } from 'zod'
import { NamedCategory } from '../authority/profile.ts'
import type { LocalDate } from '../dates.ts'
import type { AdvocateAnswer, EqualityQuestion, Procedure, Stage } from '../vocabulary.ts'

/**
 * What the yearly report is counted from: past cases that were brought in and live ones alike. Codes, days,
 * numbers and the authority's own labels; never a word that a person wrote. Null means "not known".
 */
export type Ledger = {
  readonly cases: readonly LedgerCase[]
  readonly compliments: readonly LedgerCompliment[]
  readonly ombudsman: readonly LedgerOmbudsman[]
  readonly equality: readonly LedgerEquality[]
  readonly context: readonly LedgerContext[]
  readonly history: readonly LedgerHistory[]
}

/** What a case may be in the report. Compliments stand apart: they have a list of their own. */
export const LedgerCategory = NamedCategory.exclude(['compliment'])
export type LedgerCategory = z.infer<typeof LedgerCategory>

export type LedgerCase = {
  readonly ref: string
  readonly receivedOn: LocalDate
  /** A mixed submission counts once, under its highest category. */
  readonly category: LedgerCategory
  readonly service: string | null
  readonly area: string | null
  /** Who wrote, as the authority names it. */
  readonly role: string | null
  readonly childStatus: string | null
  readonly fromChild: boolean | null
  readonly advocate: boolean | null
  readonly channel: string | null
  readonly closedOn: LocalDate | null
  /** The outcome of a case without stages. */
  readonly closedAs: string | null
  readonly stages: readonly LedgerStage[]
  readonly points: readonly LedgerPoint[]
  readonly money: readonly LedgerPayment[]
  readonly mediations: readonly LedgerMediation[]
  readonly learning: readonly LedgerAction[]
  /**
   * It went into another case, which is counted in its place: what was paid, meetings that were held and what was
   * to change because of it count all the same.
   */
  readonly isPartOfAnother?: true
}

/** `declined`: no stage was opened. `discontinued`: it was opened, then ended. */
export const RequestResult = z.enum(['accepted', 'declined', 'discontinued'])
export type RequestResult = z.infer<typeof RequestResult>

export type LedgerStage = {
  readonly procedure: Procedure
  readonly stage: Stage
  readonly requestedOn: LocalDate | null
  readonly result: RequestResult
  /** Day 0: of stage 1 the receipt, of stage 3 the request. */
  readonly startedOn: LocalDate | null
  readonly extended: boolean | null
  readonly panelOn: LocalDate | null
  readonly panelReportOn: LocalDate | null
  readonly respondedOn: LocalDate | null
  readonly outcome: string | null
}

/** One thing that was complained of. Points have no identity: two alike are two. */
export type LedgerPoint = {
  readonly stage: Stage | null
  readonly reason: string | null
  readonly subReason: string | null
  readonly outcome: string | null
}

export const MoneyKind = z.enum([
  'investigating-officer',
  'independent-person',
  'panel',
  'remedy',
  'other',
])
export type MoneyKind = z.infer<typeof MoneyKind>

export const MoneyStage = z.enum(['stage-1', 'stage-2', 'stage-3', 'ombudsman'])
export type MoneyStage = z.infer<typeof MoneyStage>

export type LedgerPayment = {
  readonly stage: MoneyStage
  readonly kind: MoneyKind
  readonly pence: number
  readonly paidOn: LocalDate | null
}

export const MediationResult = z.enum(['resolved', 'escalated'])
export type MediationResult = z.infer<typeof MediationResult>

export type LedgerMediation = {
  readonly heldOn: LocalDate | null
  readonly result: MediationResult | null
}

/** What was to change because of a case. Its words stay sealed in the store. */
export type LedgerAction = {
  readonly service: string | null
  readonly dueOn: LocalDate | null
  readonly doneOn: LocalDate | null
}

export type LedgerCompliment = {
  readonly ref: string
  readonly receivedOn: LocalDate
  readonly service: string | null
  readonly categories: readonly string[]
  readonly origin: string | null
  readonly fromChild: boolean | null
}

export type LedgerOmbudsman = {
  readonly ref: string
  readonly caseRef: string | null
  readonly receivedOn: LocalDate | null
  /** Null while the ombudsman has not decided. */
  readonly decidedOn: LocalDate | null
  readonly decision: string | null
  readonly upheld: boolean | null
}

/** What became of the offer of an advocate in one live case. */
export type LedgerAdvocacy = {
  readonly offered: boolean
  readonly answer: AdvocateAnswer | null
  /** Working days from asking for an advocate to the advocate's being in touch; null while they were not. */
  readonly daysToContact: number | null
}

/**
 * What one live case promised to somebody: the days, when each fell due and when it was kept, and the offer of
 * an advocate, counted by the day of receipt.
 */
export type LedgerPromises = {
  readonly ref: string
  readonly service: string | null
  readonly receivedOn: LocalDate
  readonly advocacy: LedgerAdvocacy
  readonly promises: readonly { readonly dueOn: LocalDate; readonly doneOn: LocalDate | null }[]
}

/** A year from April to March, `2021-22`. */
export const ReportYear = z
  .string()
  .regex(/^\d{4}-\d{2}$/)
  .refine((year) => (Number(year.slice(0, 4)) + 1) % 100 === Number(year.slice(5)))
  .brand<'ReportYear'>()
export type ReportYear = z.infer<typeof ReportYear>

/** A mere count: nothing leads from it to a case. */
export type LedgerEquality = {
  readonly year: ReportYear
  readonly question: EqualityQuestion
  readonly answer: string
  readonly count: number
}

/** What complaints are measured against: referrals, children looked after. */
export type LedgerContext = {
  readonly year: ReportYear
  readonly measure: string
  readonly value: number
}

/** A figure as an earlier report printed it. */
export type LedgerHistory = {
  readonly year: ReportYear
  readonly table: string
  readonly label: string
  readonly column: string
  readonly value: number
}
