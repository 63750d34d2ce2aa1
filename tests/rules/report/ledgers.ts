import * as fc from 'fast-check'
import { day, type LocalDate } from '#schema/dates.ts'
import {
  type Ledger,
  type LedgerCase,
  LedgerCategory,
  type LedgerStage,
  MoneyKind,
  MoneyStage,
  RequestResult,
} from '#schema/report/ledger.ts'
import type { Table } from '#schema/report/report.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/days/day-number.ts'
import { reportLists } from '#schema/rules/report/lists.ts'
import { report } from '#schema/rules/report/report.ts'
import { commonLists, england, profileOf } from '#tests/rules/authorities.ts'

export const coventry = profileOf('coventry')
export const YEAR = { from: day('2021-04-01'), to: day('2022-03-31') }

export const NOTHING: Ledger = {
  cases: [],
  compliments: [],
  ombudsman: [],
  equality: [],
  context: [],
  history: [],
}

/** A statutory complaint of May 2021 of which nothing else is known. */
export function pastCase(given: Partial<LedgerCase> = {}): LedgerCase {
  return {
    ref: 'PAST-1',
    receivedOn: day('2021-05-04'),
    category: 'statutory',
    service: null,
    area: null,
    role: null,
    childStatus: null,
    fromChild: null,
    advocate: null,
    channel: null,
    closedOn: null,
    closedAs: null,
    stages: [],
    points: [],
    money: [],
    mediations: [],
    learning: [],
    ...given,
  }
}

/** Stage 1 of the statutory procedure, begun on 4 May 2021 and still open. */
export function pastStage(given: Partial<LedgerStage> = {}): LedgerStage {
  return {
    procedure: 'statutory',
    stage: 1,
    requestedOn: null,
    result: 'accepted',
    startedOn: day('2021-05-04'),
    extended: null,
    panelOn: null,
    panelReportOn: null,
    respondedOn: null,
    outcome: null,
    ...given,
  }
}

/** The report of the year 2021-22 from these. */
export function reportOf(ledger: Partial<Ledger>, profile = coventry): readonly Table[] {
  return report({
    ledger: { ...NOTHING, ...ledger },
    period: YEAR,
    profile,
    lists: reportLists(profile, commonLists),
    calendar: england,
  })
}

/** One row's cells: `rowOf(tables, 'reasons', 'Communication')`. */
export function rowOf(tables: readonly Table[], id: string, label: string) {
  return tableOf(tables, id).rows.find((row) => row.label === label)?.values
}

export function tableOf(tables: readonly Table[], id: string): Table {
  const table = tables.find((each) => each.id === id)
  if (table === undefined) throw new Error(`no table ${id}`)
  return table
}

const first = numberOfDay(day('2020-10-01'))
const anyDay: fc.Arbitrary<LocalDate> = fc
  .integer({ min: 0, max: 700 })
  .map((later) => dayOfNumber(first + later))
const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null })
const labelOf = (labels: readonly string[]) => orNull(fc.constantFrom(...labels))
const lists = reportLists(coventry, commonLists)

const anyStage: fc.Arbitrary<LedgerStage> = fc
  .record({
    procedure: fc.constantFrom('statutory' as const, 'corporate' as const),
    stage: fc.constantFrom(1 as const, 2 as const, 3 as const),
    requestedOn: orNull(anyDay),
    result: fc.constantFrom(...RequestResult.options),
    startedOn: orNull(anyDay),
    took: orNull(fc.integer({ min: 0, max: 120 })),
    outcome: labelOf([...lists.outcomes.map((each) => each.label), coventry.openLabel]),
  })
  .map(({ took, ...stage }) => ({
    ...pastStage(),
    ...stage,
    respondedOn:
      took === null || stage.startedOn === null
        ? null
        : dayOfNumber(numberOfDay(stage.startedOn) + took),
  }))

export const anyCase: fc.Arbitrary<LedgerCase> = fc.record({
  ref: fc.uuid(),
  receivedOn: anyDay,
  category: fc.constantFrom(...LedgerCategory.options),
  service: labelOf(lists.services),
  area: labelOf(['North', 'South']),
  role: labelOf(lists.roles.map((each) => each.label)),
  childStatus: labelOf(lists.childStatuses),
  fromChild: orNull(fc.boolean()),
  advocate: orNull(fc.boolean()),
  channel: labelOf(lists.channels),
  closedOn: fc.constant(null),
  closedAs: fc.constant(null),
  stages: fc.array(anyStage, { maxLength: 3 }),
  points: fc.array(
    fc.record({
      stage: orNull(fc.constantFrom(1 as const, 2 as const, 3 as const)),
      reason: labelOf(lists.reasons.map((each) => each.label)),
      subReason: labelOf(['delay in receiving service']),
      outcome: fc.constant(null),
    }),
    { maxLength: 3 },
  ),
  money: fc.array(
    fc.record({
      stage: fc.constantFrom(...MoneyStage.options),
      kind: fc.constantFrom(...MoneyKind.options),
      pence: fc.integer({ min: 0, max: 1_000_000 }),
      paidOn: orNull(anyDay),
    }),
    { maxLength: 2 },
  ),
  mediations: fc.constant([]),
  learning: fc.array(
    fc.record({ service: labelOf(lists.services), dueOn: orNull(anyDay), doneOn: orNull(anyDay) }),
    { maxLength: 2 },
  ),
})

export const anyLedger: fc.Arbitrary<Ledger> = fc.record({
  cases: fc.array(anyCase, { maxLength: 25 }),
  compliments: fc.array(
    fc.record({
      ref: fc.uuid(),
      receivedOn: anyDay,
      service: labelOf(lists.services),
      categories: fc.subarray([...lists.complimentCategories]),
      origin: labelOf(lists.complimentOrigins),
      fromChild: orNull(fc.boolean()),
    }),
    { maxLength: 5 },
  ),
  ombudsman: fc.array(
    fc.record({
      ref: fc.uuid(),
      caseRef: fc.constant(null),
      receivedOn: orNull(anyDay),
      decidedOn: orNull(anyDay),
      decision: labelOf(lists.ombudsmanDecisions.map((each) => each.label)),
      upheld: orNull(fc.boolean()),
    }),
    { maxLength: 3 },
  ),
  equality: fc.constant([]),
  context: fc.constant([]),
  history: fc.constant([]),
})
