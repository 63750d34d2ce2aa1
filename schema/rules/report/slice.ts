import type { Profile } from '../../authority/profile.ts'
import type {
  LedgerAction,
  LedgerAdvocacy,
  LedgerCase,
  LedgerCategory,
  LedgerCompliment,
  LedgerOmbudsman,
  LedgerPayment,
  LedgerPoint,
  LedgerPromises,
  LedgerStage,
  MediationResult,
  MoneyKind,
  MoneyStage,
  RequestResult,
} from '../../report/ledger.ts'
import type { Period } from '../../report/report.ts'
import type { Procedure, Stage } from '../../vocabulary.ts'
import { type StageKey, stageKey } from './lists.ts'
import { outcomeOf, type StageState, stageState } from './stage-state.ts'
import { Counter, only, type Tally } from './tally.ts'
import type { DaysTaken } from './took.ts'

/** What the tables tell apart of a case. */
export type CountedCase = Pick<
  LedgerCase,
  'category' | 'service' | 'role' | 'childStatus' | 'fromChild' | 'advocate' | 'channel'
> & { readonly hasLearning: boolean }

/** What they tell apart of a stage that was opened, or of a request for one that was declined. */
export type CountedStage = {
  readonly key: StageKey
  readonly procedure: Procedure
  readonly stage: Stage
  readonly result: RequestResult
  readonly state: StageState
  readonly outcome: string | null
  readonly area: string | null
  /** Working days to the answer; null where there is none or a day is not known. */
  readonly days: number | null
  readonly daysFromRequest: number | null
}

/** Under which column a point stands: its stage's procedure, or its case's where it has none. */
export type PointColumn = Procedure | 'concern'

export type CountedPoint = Pick<LedgerPoint, 'reason' | 'subReason'> & {
  /** Null for a point of what is neither a complaint nor a concern: no table has a column for it. */
  readonly column: PointColumn | null
}

export type CountedAction = Pick<LedgerAction, 'service'> & {
  readonly isDone: boolean
  readonly isOverdue: boolean
}

export type CountedCompliment = Pick<LedgerCompliment, 'service' | 'origin'> & {
  readonly categories: readonly string[]
}

/** What came in, in which month: `2021-04`. */
export type CountedMonth = {
  readonly month: string
  readonly what: Procedure | 'concern' | 'compliments'
}

/** A stage that was opened, by the service of its case and the month in which it began. */
export type CountedAnswer = Pick<CountedStage, 'key' | 'state' | 'days'> & {
  readonly service: string | null
  readonly month: string
}

/** A complaint or concern that names a reason, once for each. */
export type CountedTheme = { readonly reason: string }

/** A day that was promised to somebody and has passed, or was kept. */
export type CountedPromise = { readonly isKept: boolean }

/** One live case, by what became of the offer of an advocate. */
export type CountedAdvocacy = LedgerAdvocacy

export type CountedPayment = {
  readonly stage: MoneyStage
  readonly kind: MoneyKind
  readonly pence: number
}

/**
 * What falls into a period: cases by the day of receipt, stages by the day they started, a declined request
 * by its own day, money by the day it was paid, mediation by the day it was held, ombudsman by the decision
 * and, undecided, by receipt; points and learning by their case.
 */
export type Slice = {
  readonly cases: Tally<CountedCase>
  readonly opened: Tally<CountedStage>
  readonly declined: Tally<CountedStage>
  readonly points: Tally<CountedPoint>
  readonly learning: Tally<CountedAction>
  readonly money: Tally<CountedPayment>
  readonly mediations: Tally<{ readonly result: MediationResult }>
  readonly ombudsman: Tally<Pick<LedgerOmbudsman, 'decision' | 'upheld'>>
  readonly compliments: Tally<CountedCompliment>
  readonly months: Tally<CountedMonth>
  readonly answers: Tally<CountedAnswer>
  /** Concerns received in the period, by how they ended. */
  readonly concerns: Tally<{ readonly closedAs: string | null }>
  readonly themes: Tally<CountedTheme>
  readonly promises: Tally<CountedPromise>
  readonly advocacy: Tally<CountedAdvocacy>
}

export type SliceOf = {
  readonly period: Period
  readonly profile: Profile
  readonly daysTaken: DaysTaken
}

/** Gathers a slice, one record at a time and in any order: it holds counts, never the records. */
export class SliceFold {
  readonly #of: SliceOf
  readonly #cases = new Counter<CountedCase>()
  readonly #opened = new Counter<CountedStage>()
  readonly #declined = new Counter<CountedStage>()
  readonly #points = new Counter<CountedPoint>()
  readonly #learning = new Counter<CountedAction>()
  readonly #money = new Counter<CountedPayment>()
  readonly #mediations = new Counter<{ readonly result: MediationResult }>()
  readonly #ombudsman = new Counter<Pick<LedgerOmbudsman, 'decision' | 'upheld'>>()
  readonly #compliments = new Counter<CountedCompliment>()
  readonly #months = new Counter<CountedMonth>()
  readonly #answers = new Counter<CountedAnswer>()
  readonly #concerns = new Counter<{ readonly closedAs: string | null }>()
  readonly #themes = new Counter<CountedTheme>()
  readonly #promises = new Counter<CountedPromise>()
  readonly #advocacy = new Counter<CountedAdvocacy>()

  constructor(of: SliceOf) {
    this.#of = of
  }

  addCase(each: LedgerCase): void {
    for (const stage of each.stages) this.#addStage(stage, each)
    for (const payment of each.money) this.#addPayment(payment)
    for (const { heldOn, result } of each.mediations) {
      if (result !== null && this.#within(heldOn)) this.#mediations.add({ result })
    }
    if (!this.#within(each.receivedOn)) return
    for (const action of each.learning) this.#addAction(action)
    if (each.isPartOfAnother === true) return
    const { category, service, role, childStatus, fromChild, advocate, channel } = each
    if (isComplaint(category) || category === 'concern') this.#addMonth(each.receivedOn, category)
    if (category === 'concern') this.#concerns.add({ closedAs: each.closedAs })
    const who = { role, childStatus, fromChild, advocate, channel }
    this.#cases.add({ category, service, ...who, hasLearning: each.learning.length > 0 })
    for (const point of each.points) {
      const { reason, subReason } = point
      this.#points.add({ reason, subReason, column: columnOf(point, each) })
    }
    if (!isComplaint(category) && category !== 'concern') return
    const reasons = new Set(each.points.flatMap(({ reason }) => reason ?? []))
    for (const reason of reasons) this.#themes.add({ reason })
  }

  /**
   * What was promised by the last day of the period: a promise that is not kept by then is late. And the offer
   * of an advocate in what was received in it.
   */
  addPromises({ promises, receivedOn, advocacy }: LedgerPromises): void {
    const { to } = this.#of.period
    if (this.#within(receivedOn)) this.#advocacy.add(advocacy)
    for (const { dueOn, doneOn } of promises) {
      if (!this.#within(dueOn)) continue
      const isKept = doneOn !== null && doneOn <= dueOn
      if (isKept || dueOn < to) this.#promises.add({ isKept })
    }
  }

  addCompliment({ receivedOn, service, origin, categories }: LedgerCompliment): void {
    if (!this.#within(receivedOn)) return
    this.#addMonth(receivedOn, 'compliments')
    const counted = { service, origin, categories }
    this.#compliments.add(counted, [JSON.stringify(counted)])
  }

  addOmbudsman({ decidedOn, receivedOn, decision, upheld }: LedgerOmbudsman): void {
    if (this.#within(decidedOn ?? receivedOn)) this.#ombudsman.add({ decision, upheld })
  }

  get slice(): Slice {
    return {
      cases: this.#cases.tally,
      opened: this.#opened.tally,
      declined: this.#declined.tally,
      points: this.#points.tally,
      learning: this.#learning.tally,
      money: this.#money.tally,
      mediations: this.#mediations.tally,
      ombudsman: this.#ombudsman.tally,
      compliments: this.#compliments.tally,
      months: this.#months.tally,
      answers: this.#answers.tally,
      concerns: this.#concerns.tally,
      themes: this.#themes.tally,
      promises: this.#promises.tally,
      advocacy: this.#advocacy.tally,
    }
  }

  #within(on: string | null): boolean {
    const { from, to } = this.#of.period
    return on !== null && on >= from && on <= to
  }

  #addStage(stage: LedgerStage, of: LedgerCase): void {
    const isDeclined = stage.result === 'declined'
    const on = isDeclined ? (stage.requestedOn ?? stage.startedOn) : stage.startedOn
    if (!this.#within(on)) return
    const { profile, daysTaken } = this.#of
    const counted: CountedStage = {
      key: stageKey(stage.procedure, stage.stage),
      procedure: stage.procedure,
      stage: stage.stage,
      result: stage.result,
      state: stageState(stage, profile),
      outcome: outcomeOf(stage, profile),
      area: of.area,
      days: daysTaken(stage, 'start'),
      daysFromRequest: daysTaken(stage, 'request'),
    }
    if (isDeclined) {
      this.#declined.add(counted)
      return
    }
    this.#opened.add(counted)
    const { key, state, days } = counted
    const month = stage.startedOn?.slice(0, 7) ?? ''
    this.#answers.add({ key, state, days, service: of.service, month })
  }

  #addMonth(receivedOn: string, what: CountedMonth['what']): void {
    this.#months.add({ month: receivedOn.slice(0, 7), what })
  }

  #addPayment({ stage, kind, pence, paidOn }: LedgerPayment): void {
    if (this.#within(paidOn)) this.#money.add({ stage, kind, pence })
  }

  #addAction({ service, dueOn, doneOn }: LedgerAction): void {
    const { to } = this.#of.period
    const isDone = doneOn !== null && doneOn <= to
    const isDue = dueOn !== null && dueOn <= to
    this.#learning.add({ service, isDone, isOverdue: isDue && !isDone })
  }
}

function columnOf(point: LedgerPoint, of: LedgerCase): PointColumn | null {
  const ofCase = pointColumnOf(of.category)
  if (point.stage === null) return ofCase
  const procedures = of.stages
    .filter((stage) => stage.stage === point.stage && stage.result !== 'declined')
    .map((stage) => stage.procedure)
  // Where both procedures have such a stage, the point is under the case's own, else under the higher of the two.
  const [higher] = procedures.toSorted().toReversed()
  return procedures.find((procedure) => procedure === ofCase) ?? higher ?? ofCase
}

function pointColumnOf(category: LedgerCategory): PointColumn | null {
  return isComplaint(category) || category === 'concern' ? category : null
}

/** "Complaints" are the statutory and the corporate ones. */
export function isComplaint(category: LedgerCategory): category is Procedure {
  return category === 'statutory' || category === 'corporate'
}

/** Statutory and corporate complaints alone. */
export function complaintsOf(slice: Slice): Tally<CountedCase> {
  return only(slice.cases, (each) => isComplaint(each.category))
}

/** Tables about who wrote, and how, take concerns besides complaints. */
export function complaintsAndConcernsOf(slice: Slice): Tally<CountedCase> {
  return only(slice.cases, (each) => isComplaint(each.category) || each.category === 'concern')
}
