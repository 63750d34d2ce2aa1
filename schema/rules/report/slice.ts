import type {
  Ledger,
  LedgerAction,
  LedgerCase,
  LedgerCategory,
  LedgerCompliment,
  LedgerOmbudsman,
  LedgerPayment,
  LedgerPoint,
  LedgerStage,
} from '../../ledger.ts'
import type { Period } from '../../report.ts'
import type { Procedure } from '../../vocabulary.ts'
import { type StageKey, stageKey } from './lists.ts'

export type StageOfCase = {
  readonly key: StageKey
  readonly stage: LedgerStage
  readonly of: LedgerCase
}

/** Under which column a point stands: its stage's procedure, or its case's where it has none. */
export type PointColumn = Procedure | 'concern'

export type CountedPoint = {
  readonly point: LedgerPoint
  /** Null for a point of what is neither a complaint nor a concern: no table has a column for it. */
  readonly column: PointColumn | null
}

/**
 * What falls into a period: cases by the day of receipt, stages by the day they started, a declined request
 * by its own day, money by the day it was paid, mediation by the day it was held, ombudsman by the decision
 * and, undecided, by receipt; points and learning by their case.
 */
export type Slice = {
  readonly cases: readonly LedgerCase[]
  readonly opened: readonly StageOfCase[]
  readonly declined: readonly StageOfCase[]
  readonly points: readonly CountedPoint[]
  readonly learning: readonly LedgerAction[]
  readonly money: readonly LedgerPayment[]
  readonly mediations: readonly string[]
  readonly ombudsman: readonly LedgerOmbudsman[]
  readonly compliments: readonly LedgerCompliment[]
}

type Day = string | null

export function sliceOf(ledger: Ledger, period: Period): Slice {
  const within = (on: Day) => on !== null && on >= period.from && on <= period.to
  const cases = ledger.cases.filter((each) => within(each.receivedOn))
  const opened: StageOfCase[] = []
  const declined: StageOfCase[] = []
  const money: LedgerPayment[] = []
  const mediations: string[] = []
  for (const each of ledger.cases) {
    for (const stage of each.stages) {
      const entry = { key: stageKey(stage.procedure, stage.stage), stage, of: each }
      if (stage.result === 'declined') {
        if (within(stage.requestedOn ?? stage.startedOn)) declined.push(entry)
      } else if (within(stage.startedOn)) opened.push(entry)
    }
    for (const payment of each.money) if (within(payment.paidOn)) money.push(payment)
    for (const { heldOn, result } of each.mediations) {
      if (result !== null && within(heldOn)) mediations.push(result)
    }
  }
  return {
    cases,
    opened,
    declined,
    money,
    mediations,
    points: cases.flatMap((each) =>
      each.points.map((point) => ({ point, column: columnOf(point, each) })),
    ),
    learning: cases.flatMap((each) => each.learning),
    ombudsman: ledger.ombudsman.filter((each) => within(each.decidedOn ?? each.receivedOn)),
    compliments: ledger.compliments.filter((each) => within(each.receivedOn)),
  }
}

function columnOf(point: LedgerPoint, of: LedgerCase): PointColumn | null {
  const ofCase = pointColumnOf(of.category)
  if (point.stage === null) return ofCase
  const procedures = of.stages
    .filter((stage) => stage.stage === point.stage && stage.result !== 'declined')
    .map((stage) => stage.procedure)
  // Where both procedures have such a stage, the point is the one that the case is reported under.
  return procedures.find((procedure) => procedure === ofCase) ?? procedures[0] ?? ofCase
}

function pointColumnOf(category: LedgerCategory): PointColumn | null {
  return isComplaint(category) || category === 'concern' ? category : null
}

/** "Complaints" are the statutory and the corporate ones. */
export function isComplaint(category: LedgerCategory): category is Procedure {
  return category === 'statutory' || category === 'corporate'
}

export function complaintsOf(slice: Slice): readonly LedgerCase[] {
  return slice.cases.filter((each) => isComplaint(each.category))
}

/** Tables about who wrote, and how, take concerns besides complaints. */
export function complaintsAndConcernsOf(slice: Slice): readonly LedgerCase[] {
  return slice.cases.filter((each) => isComplaint(each.category) || each.category === 'concern')
}
