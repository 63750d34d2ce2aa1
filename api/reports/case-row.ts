import type { LocalDate } from '#schema/dates.ts'
import type {
  LedgerAction,
  LedgerCase,
  LedgerMediation,
  LedgerPayment,
  LedgerPoint,
  LedgerStage,
} from '#schema/report/ledger.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/days/day-number.ts'

/** The number that stands for a label. */
type Label = number | null
/** Days since 1970. */
type Day = number | null
type YesOrNo = 0 | 1 | null

type StageRow = readonly [
  procedure: LedgerStage['procedure'],
  stage: LedgerStage['stage'],
  requestedOn: Day,
  result: LedgerStage['result'],
  startedOn: Day,
  extended: YesOrNo,
  panelOn: Day,
  panelReportOn: Day,
  respondedOn: Day,
  outcome: Label,
]
type PointRow = readonly [
  stage: LedgerPoint['stage'],
  reason: Label,
  subReason: Label,
  outcome: Label,
]
type PaymentRow = readonly [
  stage: LedgerPayment['stage'],
  kind: LedgerPayment['kind'],
  pence: number,
  paidOn: Day,
]
type MediationRow = readonly [heldOn: Day, result: LedgerMediation['result']]
type ActionRow = readonly [service: Label, dueOn: Day, doneOn: Day]

/**
 * A past case as it is kept: without the names of its fields, its labels and days as numbers. A report reads all
 * of them, and six parts of seven of what it read were names of fields and labels that everybody shares.
 */
export type CaseRow = readonly [
  ref: string,
  receivedOn: number,
  category: LedgerCase['category'],
  service: Label,
  area: Label,
  role: Label,
  childStatus: Label,
  fromChild: YesOrNo,
  advocate: YesOrNo,
  channel: Label,
  closedOn: Day,
  closedAs: Label,
  stages: readonly StageRow[],
  points: readonly PointRow[],
  money: readonly PaymentRow[],
  mediations: readonly MediationRow[],
  learning: readonly ActionRow[],
]

/** A case as it is kept. `numberOf`: the number of a label. */
export function rowOfCase(of: LedgerCase, numberOf: (label: string) => number): CaseRow {
  const label = (text: string | null) => (text === null ? null : numberOf(text))
  return [
    of.ref,
    numberOfDay(of.receivedOn),
    of.category,
    label(of.service),
    label(of.area),
    label(of.role),
    label(of.childStatus),
    yesOrNo(of.fromChild),
    yesOrNo(of.advocate),
    label(of.channel),
    dayNumber(of.closedOn),
    label(of.closedAs),
    of.stages.map((stage) => [
      stage.procedure,
      stage.stage,
      dayNumber(stage.requestedOn),
      stage.result,
      dayNumber(stage.startedOn),
      yesOrNo(stage.extended),
      dayNumber(stage.panelOn),
      dayNumber(stage.panelReportOn),
      dayNumber(stage.respondedOn),
      label(stage.outcome),
    ]),
    of.points.map((point) => [
      point.stage,
      label(point.reason),
      label(point.subReason),
      label(point.outcome),
    ]),
    of.money.map(({ stage, kind, pence, paidOn }) => [stage, kind, pence, dayNumber(paidOn)]),
    of.mediations.map(({ heldOn, result }) => [dayNumber(heldOn), result]),
    of.learning.map((action) => [
      label(action.service),
      dayNumber(action.dueOn),
      dayNumber(action.doneOn),
    ]),
  ]
}

/** Reads rows back. Days and labels that many cases share are made once. */
export function casesOfRows(labels: ReadonlyMap<number, string>): (row: CaseRow) => LedgerCase {
  const shared = sharedCells(labels)
  const { label, day, dayOf } = shared
  const { stageOf, pointOf, paymentOf, actionOf } = listReaders(shared)
  return (row) => ({
    ref: row[0],
    receivedOn: dayOf(row[1]),
    category: row[2],
    service: label(row[3]),
    area: label(row[4]),
    role: label(row[5]),
    childStatus: label(row[6]),
    fromChild: answer(row[7]),
    advocate: answer(row[8]),
    channel: label(row[9]),
    closedOn: day(row[10]),
    closedAs: label(row[11]),
    stages: row[12].map(stageOf),
    points: row[13].map(pointOf),
    money: row[14].map(paymentOf),
    mediations: row[15].map(([heldOn, result]) => ({ heldOn: day(heldOn), result })),
    learning: row[16].map(actionOf),
  })
}

function sharedCells(labels: ReadonlyMap<number, string>) {
  const label = (number: Label) => {
    if (number === null) return null
    const known = labels.get(number)
    if (known === undefined) throw new Error(`no label has the number ${number}`)
    return known
  }
  const days = new Map<number, LocalDate>()
  const dayOf = (number: number) => {
    const known = days.get(number)
    if (known !== undefined) return known
    const made = dayOfNumber(number)
    days.set(number, made)
    return made
  }
  return { label, dayOf, day: (number: Day) => (number === null ? null : dayOf(number)) }
}

function listReaders({ label, day }: ReturnType<typeof sharedCells>) {
  return {
    stageOf: (row: StageRow): LedgerStage => ({
      procedure: row[0],
      stage: row[1],
      requestedOn: day(row[2]),
      result: row[3],
      startedOn: day(row[4]),
      extended: answer(row[5]),
      panelOn: day(row[6]),
      panelReportOn: day(row[7]),
      respondedOn: day(row[8]),
      outcome: label(row[9]),
    }),
    pointOf: (row: PointRow): LedgerPoint => ({
      stage: row[0],
      reason: label(row[1]),
      subReason: label(row[2]),
      outcome: label(row[3]),
    }),
    paymentOf: ([stage, kind, pence, paidOn]: PaymentRow): LedgerPayment => ({
      stage,
      kind,
      pence,
      paidOn: day(paidOn),
    }),
    actionOf: ([service, dueOn, doneOn]: ActionRow): LedgerAction => ({
      service: label(service),
      dueOn: day(dueOn),
      doneOn: day(doneOn),
    }),
  }
}

function dayNumber(day: LocalDate | null): Day {
  return day === null ? null : numberOfDay(day)
}

function yesOrNo(answer: boolean | null): YesOrNo {
  if (answer === null) return null
  return answer ? 1 : 0
}

function answer(of: YesOrNo): boolean | null {
  return of === null ? null : of === 1
}
