import { describe, expect, test } from 'vitest'
import { day } from '#schema/dates.ts'
import { ReportYear } from '#schema/report/ledger.ts'
import { profileOf } from '../authorities.ts'
import { pastCase, pastStage, reportOf, rowOf, tableOf } from './ledgers.ts'

const slough = profileOf('slough-childrens-services-trust')
const lastYear = ReportYear.parse('2020-21')

describe('a request for the next stage', () => {
  const stage2 = { stage: 2 as const, requestedOn: day('2021-06-01') }
  const tables = reportOf({
    cases: [
      pastCase({
        stages: [
          pastStage({ respondedOn: day('2021-05-10'), outcome: 'Not upheld' }),
          pastStage({ ...stage2, result: 'declined', startedOn: null }),
          pastStage({ ...stage2, startedOn: day('2021-06-20'), respondedOn: day('2021-07-20') }),
        ],
      }),
      pastCase({
        ref: 'PAST-2',
        stages: [
          pastStage(),
          pastStage({ ...stage2, result: 'discontinued', startedOn: day('2021-06-20') }),
        ],
      }),
    ],
  })

  test('counts as declined, accepted or discontinued', () => {
    expect(rowOf(tables, 'escalation', 'statutory-2')).toEqual({
      requested: 3,
      accepted: 1,
      declined: 1,
      discontinued: 1,
      'share-of-earlier-stage': 100,
    })
  })

  test('opens no stage when it is declined, and one when it is discontinued', () => {
    expect(rowOf(tables, 'complaints-by-stage', 'statutory-2')).toMatchObject({ count: 2 })
  })

  test('is never open once it is discontinued, and without an outcome in no row', () => {
    expect(rowOf(tables, 'timeliness', 'statutory-2')).toMatchObject({ open: 0, answered: 1 })
    const outcomes = tableOf(tables, 'outcomes-by-stage')
    expect(outcomes.total?.['stage-2']).toBe(0)
    expect(outcomes.facts['no-outcome']).toBe(2)
  })

  test('that was declined at stage 1 has a row there too', () => {
    const declined = pastStage({ result: 'declined', requestedOn: day('2021-05-04') })
    const one = reportOf({ cases: [pastCase({ stages: [declined] })] })
    expect(rowOf(one, 'escalation', 'statutory-1')).toMatchObject({ requested: 1, declined: 1 })
    expect(rowOf(tables, 'escalation', 'statutory-1')).toBeUndefined()
    expect(rowOf(one, 'complaints-by-stage', 'statutory-1')).toMatchObject({ count: 0 })
  })
})

describe('a stage', () => {
  test('that ended without an answer is neither answered nor open', () => {
    const withdrawn = pastStage({ outcome: 'Complaint withdrawn by complainant' })
    const tables = reportOf({ cases: [pastCase({ stages: [withdrawn] })] })
    expect(rowOf(tables, 'timeliness', 'statutory-1')).toMatchObject({
      answered: 0,
      open: 0,
      late: 0,
      'late-share': null,
    })
    const ended = rowOf(tables, 'outcomes-by-stage', 'Complaint withdrawn by complainant')
    expect(ended).toMatchObject({ 'stage-1': 1 })
  })

  test('that is open stands under the authority’s word for open', () => {
    const tables = reportOf({ cases: [pastCase({ stages: [pastStage()] })] })
    expect(rowOf(tables, 'outcomes-by-stage', 'Still Open')).toMatchObject({ 'stage-1': 1 })
  })

  test.each([
    ['on the tenth working day', '2021-05-18', { 'within-first-limit': 1, late: 0 }],
    ['on the eleventh', '2021-05-19', { 'within-extended-limit': 1, late: 0 }],
    ['on the twenty-first', '2021-06-03', { 'within-extended-limit': 0, late: 1 }],
  ])('of 4 May 2021 that is answered %s falls in its band', (_, answered, expected) => {
    const stage = pastStage({ respondedOn: day(answered) })
    const tables = reportOf({ cases: [pastCase({ stages: [stage] })] })
    expect(rowOf(tables, 'timeliness', 'statutory-1')).toMatchObject(expected)
  })

  test('without a printed limit is answered or open, without shares', () => {
    const stage = pastStage({ stage: 3, respondedOn: day('2021-06-01') })
    const tables = reportOf({ cases: [pastCase({ stages: [stage] })] }, slough)
    expect(rowOf(tables, 'timeliness', 'statutory-3')).toEqual({
      'within-first-limit': null,
      'within-first-limit-share': null,
      'within-extended-limit': null,
      'within-extended-limit-share': null,
      late: null,
      'late-share': null,
      answered: 1,
      open: 0,
    })
  })

  test('without an extended limit is late beyond the first', () => {
    const stage = pastStage({ respondedOn: day('2021-05-19') })
    const tables = reportOf({ cases: [pastCase({ stages: [stage] })] }, slough)
    expect(rowOf(tables, 'timeliness', 'statutory-1')).toMatchObject({ late: 1 })
  })

  test('2 is told from the request besides from its start', () => {
    const stage = pastStage({
      stage: 2,
      requestedOn: day('2021-05-04'),
      startedOn: day('2021-06-04'),
      respondedOn: day('2021-06-11'),
    })
    const table = tableOf(reportOf({ cases: [pastCase({ stages: [stage] })] }), 'timeliness')
    expect(table.rows.find((row) => row.label === 'statutory-2')?.values).toMatchObject({
      'within-first-limit': 1,
    })
    expect(table.facts['statutory-2-from-request']).toMatchObject({
      'within-first-limit': 0,
      'within-extended-limit': 1,
    })
    expect(table.notes).toContainEqual({
      code: 'from-request',
      values: { name: 'statutory-2', n: 0, total: 1 },
    })
  })

  test('of another year does not count, whenever its case came', () => {
    const stage = pastStage({ startedOn: day('2022-04-01') })
    const tables = reportOf({ cases: [pastCase({ stages: [stage] })] })
    expect(rowOf(tables, 'complaints-by-stage', 'statutory-1')).toMatchObject({ count: 0 })
  })
})

describe('a point', () => {
  const point = { stage: null, reason: 'Communication', subReason: null, outcome: null }

  test('counts under the procedure of its stage, also of a later one', () => {
    const stages = [pastStage(), pastStage({ procedure: 'corporate', stage: 2 })]
    const points = [{ ...point, stage: 2 as const }, point]
    const tables = reportOf({ cases: [pastCase({ stages, points })] })
    expect(rowOf(tables, 'reasons', 'Communication')).toEqual({ statutory: 1, corporate: 1 })
  })

  test('of a concern has a column of its own', () => {
    const tables = reportOf({ cases: [pastCase({ category: 'concern', points: [point, point] })] })
    expect(rowOf(tables, 'reasons', 'Communication')).toEqual({
      statutory: 0,
      corporate: 0,
      concern: 2,
    })
  })

  test('whose stage was not brought in counts under its case', () => {
    const points = [{ ...point, stage: 2 as const }]
    const tables = reportOf({ cases: [pastCase({ category: 'corporate', points })] })
    expect(rowOf(tables, 'reasons', 'Communication')).toMatchObject({ corporate: 1 })
  })

  test('with a second level stands under both', () => {
    const reason = 'Standards of service'
    const points = [{ ...point, reason, subReason: 'delay in receiving service' }, point]
    const tables = reportOf({ cases: [pastCase({ points })] })
    const label = 'Standards of service / delay in receiving service'
    expect(rowOf(tables, 'reasons-by-sub-reason', label)).toEqual({ count: 1 })
    expect(tableOf(tables, 'reasons-by-sub-reason').total).toEqual({ count: 1 })
  })
})

test('mediation counts on the day it was held', () => {
  const mediations = [
    { heldOn: day('2021-06-01'), result: 'resolved' as const },
    { heldOn: day('2022-06-01'), result: 'resolved' as const },
  ]
  const tables = reportOf({ cases: [pastCase({ mediations })] })
  expect(rowOf(tables, 'mediation', 'resolved')).toEqual({ count: 1 })
  expect(rowOf(tables, 'mediation', 'escalated')).toEqual({ count: 0 })
})

test('the ombudsman counts by the decision, and undecided by the receipt', () => {
  const decision = 'No full investigation'
  const of = { caseRef: null, decision, upheld: null }
  const tables = reportOf({
    ombudsman: [
      { ...of, ref: 'L1', receivedOn: day('2020-06-01'), decidedOn: day('2021-06-01') },
      { ...of, ref: 'L2', receivedOn: day('2021-06-01'), decidedOn: null },
      { ...of, ref: 'L3', receivedOn: day('2021-06-01'), decidedOn: day('2022-06-01') },
    ],
  })
  expect(rowOf(tables, 'ombudsman', decision)).toEqual({ count: 2 })
  expect(tableOf(tables, 'ombudsman').facts.upheld).toBe(0)
})

test('an action is overdue when it was due and not done by the end of the period', () => {
  const action = { service: 'MASH', dueOn: day('2022-03-31'), doneOn: day('2022-04-01') }
  const later = { ...action, dueOn: day('2022-04-01'), doneOn: null }
  const done = { ...action, doneOn: day('2022-03-31') }
  const tables = reportOf({ cases: [pastCase({ learning: [action, later, done] })] })
  expect(rowOf(tables, 'learning', 'MASH')).toEqual({ actions: 3, done: 1, overdue: 1 })
})

describe('last year', () => {
  const before = pastCase({ ref: 'OLD', receivedOn: day('2020-05-04') })

  test('is counted from its cases where it was not printed', () => {
    const tables = reportOf({ cases: [before, pastCase()] })
    const row = rowOf(tables, 'contacts-by-category', 'statutory')
    expect(row).toEqual({ count: 1, previous: 1 })
  })

  test('is as it was printed where it was', () => {
    const printed = { year: lastYear, label: 'statutory', column: 'count', value: 141 }
    const history = [{ ...printed, table: 'contacts-by-category' }]
    const tables = reportOf({ cases: [before, pastCase()], history })
    const contacts = tableOf(tables, 'contacts-by-category')
    expect(contacts.rows.find((row) => row.label === 'statutory')?.values.previous).toBe(141)
    expect(contacts.rows.find((row) => row.label === 'corporate')?.values.previous).toBeNull()
    expect(contacts.total).toEqual({ count: 1, previous: 141 })
  })

  test('is not known where nothing of it came in', () => {
    const row = rowOf(reportOf({ cases: [pastCase()] }), 'contacts-by-category', 'statutory')
    expect(row).toEqual({ count: 1, previous: null })
  })

  test('that was printed as one figure has one row when this year has nothing', () => {
    const history = [
      { year: lastYear, table: 'remedies', label: 'all', column: 'total', value: 650 },
    ]
    expect(tableOf(reportOf({ history }), 'remedies')).toMatchObject({
      rows: [{ label: 'all', values: { count: 0, total: 0, previous: 650 } }],
      total: { count: 0, total: 0, previous: 650 },
    })
  })
})

test('a category that came last year and not in this one has a row, and is in last year’s sum', () => {
  const quarters = ['2020-05-04', '2020-08-03', '2020-11-02', '2021-02-01'].map((on) =>
    pastCase({ ref: on, receivedOn: day(on), category: 'other' }),
  )
  const tables = reportOf({ cases: [...quarters, pastCase({ category: 'statutory' })] })
  expect(rowOf(tables, 'contacts-by-category', 'other')).toEqual({ count: 0, previous: 4 })
  expect(tableOf(tables, 'contacts-by-category').total).toEqual({ count: 1, previous: 4 })
})
