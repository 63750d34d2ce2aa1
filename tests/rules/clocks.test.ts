import { describe, expect, test } from 'vitest'
import type { CaseEvent } from '#schema/case/case.ts'
import { day, instant } from '#schema/dates.ts'
import { caseState } from '#schema/rules/case/case-state.ts'
import { type ClockId, dueDates, explain, isLate } from '#schema/rules/clocks/clocks.ts'
import {
  becomesProcedure,
  concernBecomesComplaintOn,
  concernsOutOfTime,
} from '#schema/rules/clocks/concern.ts'
import { mayExtend } from '#schema/rules/clocks/extension.ts'
import { movedDates } from '#schema/rules/clocks/moved-dates.ts'
import { datesFor, promisedOn } from '#schema/rules/clocks/promises.ts'
import { addWorkingDays, englandAndWales, isWorkingDay } from '#schema/rules/days/working-days.ts'
import { Category } from '#schema/vocabulary.ts'
import { bankHolidays, england, profileOf, profiles } from './authorities.ts'
import { assuring, happened, received } from './happened.ts'

const oxfordshire = profileOf('oxfordshire')
const birmingham = profileOf('birmingham-childrens-trust')
const slough = profileOf('slough-childrens-services-trust')
const nelincs = profileOf('north-east-lincolnshire')

function dueOf(events: readonly CaseEvent[], clock: ClockId, profile = oxfordshire) {
  const due = dueDates(events, profile, england).find((one) => one.clock === clock)
  if (due === undefined) throw new Error(`nothing is due for ${clock}`)
  return due
}

describe('the day that is promised at once', () => {
  test.each([
    ['statutory', oxfordshire, '2026-12-04'],
    ['corporate', oxfordshire, '2026-12-04'],
    ['corporate', birmingham, '2026-12-18'],
    ['deferred', oxfordshire, '2026-12-04'],
    ['concern', oxfordshire, '2026-11-24'],
    ['concern', nelincs, '2026-11-27'],
    ['concern', birmingham, '2026-11-27'],
    ['concern', slough, '2026-12-04'],
    ['compliment', oxfordshire, '2026-11-27'],
    ['comment', oxfordshire, '2026-12-04'],
    ['not-ours', oxfordshire, '2026-11-27'],
  ] as const)('for a %s at $1.slug it is %3$s', (category, profile, dueOn) => {
    expect(promisedOn(category, day('2026-11-20'), profile, england).dueOn).toBe(dueOn)
  })

  test('at every authority, for every category, the count adds up and names its source', () => {
    for (const profile of profiles) {
      for (const category of Category.options) {
        const promised = promisedOn(category, day('2026-12-23'), profile, england)
        expect(promised.workedOut.filter((one) => one.counts)).toHaveLength(promised.limit)
        expect(promised.workedOut.at(-1)?.date).toBe(promised.dueOn)
        expect(promised.source).not.toBe('')
      }
    }
  })

  test('the sentences of the done page name these days for Friday 20 November 2026', () => {
    expect(datesFor(day('2026-11-20'), nelincs, england)).toMatchObject({
      read: '2026-11-24',
      concern: '2026-11-27',
      answer: '2026-12-04',
      latest: '2026-12-18',
      advocate: '2026-11-25',
    })
  })

  test('asking for stage 2 on Friday 4 December 2026 leads to these days', () => {
    expect(datesFor(day('2026-12-04'), nelincs, england)).toMatchObject({
      stage2: '2027-01-13',
      stage2Latest: '2027-03-10',
    })
  })
})

describe('stage 1', () => {
  test('runs from receipt, whenever it is acknowledged', () => {
    const events = [received('2026-12-14'), happened('acknowledged', '2026-12-18', {})]
    expect(dueOf(events, 'stage-1', slough)).toMatchObject({
      startedOn: '2026-12-14',
      dueOn: '2026-12-30',
      latestOn: '2027-01-14',
      tellBy: '2026-12-30',
    })
  })

  test('answered at once needs no acknowledgement besides', () => {
    const events = [
      received('2026-12-14'),
      happened('answered', '2026-12-15', { part: 1, stage: 1, outcome: 'upheld' }),
    ]
    expect(dueOf(events, 'acknowledge').doneOn).toBe('2026-12-15')
  })

  test('of a letter that is typed in later runs from the day it arrived', () => {
    const letter = { ...received('2026-11-02'), at: instant('2026-11-20T10:00:00.000Z') }
    expect(dueOf([letter], 'stage-1').dueOn).toBe('2026-11-16')
  })

  test('that was extended is due on the day that was told', () => {
    const events = [
      received('2026-12-14'),
      happened('extended', '2026-12-29', {
        part: 1,
        stage: 1,
        ground: 'complex',
        dueOn: day('2027-01-14'),
        agreed: 'yes',
      }),
    ]
    expect(dueOf(events, 'stage-1').dueOn).toBe('2027-01-14')
  })

  test('of what was taken for praise runs from the day the praise arrived', () => {
    const events = [
      received('2026-11-20', ['compliment']),
      happened('route-changed', '2026-11-24', {
        part: 1,
        to: 'statutory',
        reason: 'reads-otherwise',
        assurances: null,
      }),
    ]
    expect(dueOf(events, 'stage-1').dueOn).toBe('2026-12-04')
  })

  test('an answer after its day stays late for ever', () => {
    const events = [
      received('2026-11-20'),
      happened('answered', '2026-12-07', { part: 1, stage: 1, outcome: 'upheld' }),
    ]
    expect(isLate(dueOf(events, 'stage-1'), day('2027-12-01'))).toBe(true)
  })
})

describe('a new bank holiday', () => {
  const longer = englandAndWales({
    ...bankHolidays,
    oneOffs: [
      ...bankHolidays.oneOffs,
      { on: day('2026-11-30'), change: 'holiday', name: 'A new holiday' },
    ],
  })
  const moved = (events: CaseEvent[]) => movedDates(events, oxfordshire, england, longer)

  test('moves an open date by one working day, and says from when to when', () => {
    expect(moved([received('2026-11-20')])).toEqual([
      { part: 1, from: '2026-12-04', to: '2026-12-07' },
    ])
  })

  test('leaves dates before it, answered parts and days that were told alone', () => {
    const extended = happened('extended', '2026-11-25', {
      part: 1,
      stage: 1,
      ground: 'complex',
      dueOn: day('2026-12-11'),
      agreed: 'yes',
    })
    expect(moved([received('2026-11-02')])).toEqual([])
    expect(moved(answeredAtStage1())).toEqual([])
    expect(moved([received('2026-11-20'), extended])).toEqual([])
  })
})

describe('an extension', () => {
  const wanted = {
    part: 1,
    stage: 1 as const,
    ground: 'complex' as const,
    dueOn: day('2026-12-18'),
    agreed: 'yes' as const,
  }

  function check(
    change: Partial<typeof wanted> | { ground: 'cannot-be-done-in-time' },
    toldOn = '2026-12-04',
    profile = oxfordshire,
    events = [received('2026-11-20')],
  ) {
    const [part] = caseState(events).parts
    if (part === undefined) throw new Error('no part')
    return mayExtend(part, { ...wanted, ...change }, day(toldOn), profile, england)
  }

  test('to day twenty, told on day ten, is possible', () => {
    expect(check({})).toEqual({ ok: true })
  })

  test.each([
    ['beyond day twenty', 'beyond-cap', { dueOn: day('2026-12-21') }],
    ['to a Saturday', 'not-a-working-day', { dueOn: day('2026-12-12') }],
    ['to the day it is due anyway', 'not-later', { dueOn: day('2026-12-04') }],
    [
      'for a ground that stage 1 does not know',
      'ground-not-allowed',
      { ground: 'cannot-be-done-in-time' },
    ],
  ] as const)('%s is refused', (_, code, change) => {
    expect(check(change)).toEqual({ ok: false, code })
  })

  test('told after day ten is refused: the answer is late', () => {
    expect(check({}, '2026-12-07')).toEqual({ ok: false, code: 'told-too-late' })
  })

  test('of a stage that was answered is refused', () => {
    const events = [
      received('2026-11-20'),
      happened('answered', '2026-11-27', { part: 1, stage: 1, outcome: 'upheld' }),
    ]
    expect(check({}, '2026-12-01', oxfordshire, events)).toEqual({
      ok: false,
      code: 'already-answered',
    })
  })

  test("of Birmingham's local procedure is refused, since it names none", () => {
    const events = [received('2026-11-20', ['corporate'])]
    expect(check({}, '2026-12-04', birmingham, events)).toEqual({
      ok: false,
      code: 'no-extension-here',
    })
  })

  test('of stage 2 must be told before day twenty-five', () => {
    const events = [...answeredAtStage1(), happened('stage-requested', '2026-12-04', stage2)]
    const [part] = caseState(events).parts
    if (part === undefined) throw new Error('no part')
    const later = { ...wanted, stage: 2 as const, dueOn: day('2027-03-10') }
    const told = (on: string) => mayExtend(part, later, day(on), oxfordshire, england)
    expect(told('2027-01-12')).toEqual({ ok: true })
    expect(told('2027-01-13')).toEqual({ ok: false, code: 'told-too-late' })
  })
})

const stage2 = { part: 1, stage: 2, because: 'not-happy' } as const
const stage3 = { part: 1, stage: 3, because: 'not-happy' } as const

function answeredAtStage1(): CaseEvent[] {
  return [
    received('2026-11-20'),
    happened('answered', '2026-12-03', { part: 1, stage: 1, outcome: 'not-upheld' }),
  ]
}

describe('stage 2', () => {
  test('keeps both start days: the request is due, the agreed statement is shown as local', () => {
    const events = [
      ...answeredAtStage1(),
      happened('stage-requested', '2026-12-04', stage2, 'writer'),
      happened('stage-started', '2026-12-14', { part: 1, stage: 2 }),
    ]
    expect(dueOf(events, 'stage-2')).toMatchObject({
      startedOn: '2026-12-04',
      dueOn: '2027-01-13',
      localDueOn: '2027-01-21',
      latestOn: '2027-03-10',
      tellBy: '2027-01-12',
    })
  })

  test('may be asked for until the twentieth working day, which is never our lateness', () => {
    const due = dueOf(answeredAtStage1(), 'next-stage-request')
    expect(due).toMatchObject({ owedBy: 'writer', dueOn: '2027-01-05' })
    expect(isLate(due, day('2027-06-01'))).toBe(false)
  })

  test("of Birmingham's local procedure is due twenty-five working days after the request", () => {
    const events = [
      received('2026-11-20', ['corporate']),
      happened('answered', '2026-12-03', { part: 1, stage: 1, outcome: 'not-upheld' }),
      happened('stage-requested', '2026-12-04', stage2, 'writer'),
    ]
    expect(dueOf(events, 'stage-2', birmingham).dueOn).toBe('2027-01-13')
  })
})

describe('stage 3', () => {
  const requested = [
    ...answeredAtStage1(),
    happened('stage-requested', '2026-12-04', stage2, 'writer'),
    happened('answered', '2027-01-13', { part: 1, stage: 2, outcome: 'not-upheld' }),
    happened('stage-requested', '2027-01-18', stage3, 'writer'),
  ]

  test('before the panel met its later steps are counted from the day it falls due', () => {
    expect(dueOf(requested, 'panel')).toMatchObject({ dueOn: '2027-03-01', projected: false })
    expect(dueOf(requested, 'panel-report')).toMatchObject({ dueOn: '2027-03-08', projected: true })
    expect(dueOf(requested, 'panel-answer')).toMatchObject({ dueOn: '2027-03-31', projected: true })
    expect(dueOf(requested, 'stage-3').dueOn).toBe('2027-03-31')
  })

  test('each step counts from the one before it, as it really happened', () => {
    const events = [
      ...requested,
      happened('panel-met', '2027-02-15', { part: 1 }),
      happened('panel-reported', '2027-02-19', { part: 1 }),
    ]
    expect(dueOf(events, 'panel-report').dueOn).toBe('2027-02-22')
    expect(dueOf(events, 'panel-answer')).toMatchObject({ dueOn: '2027-03-12', projected: false })
  })

  test('asks for notice ten working days before the panel, and for a quick acknowledgement', () => {
    expect(dueOf(requested, 'request-acknowledged')).toMatchObject({
      stage: 2,
      dueOn: '2026-12-08',
    })
    expect(dueOf(requested, 'panel-notice')).toMatchObject({ dueOn: '2027-02-15', projected: true })
    const arranged = happened('panel-arranged', '2027-01-25', {
      part: 1,
      meetsOn: day('2027-02-05'),
    })
    const notice = dueOf([...requested, arranged], 'panel-notice')
    expect(notice).toMatchObject({ dueOn: '2027-01-22', doneOn: '2027-01-25', projected: false })
    expect(isLate(notice, day('2027-02-05'))).toBe(true)
  })

  test("of Slough's corporate procedure mirrors the panel", () => {
    const corporate = [received('2026-11-20', ['corporate']), ...requested.slice(1)]
    expect(dueOf(corporate, 'panel', slough).dueOn).toBe('2027-03-01')
  })
})

describe('a regulation 8 hold', () => {
  const held = [
    received('2026-11-20'),
    happened('held', '2026-11-27', {
      part: 1,
      scope: 'whole',
      reason: 'proceedings-prejudice',
      assurances: assuring('2027-01-29'),
    }),
  ]

  test('stops the stage and leaves its review date', () => {
    const dues = dueDates(held, oxfordshire, england).filter((one) => one.part === 1)
    expect(dues.map((one) => [one.clock, one.dueOn])).toEqual([['review-of-hold', '2027-01-29']])
  })

  test('that ends gives back the days that were left', () => {
    const events = [...held, happened('hold-ended', '2027-01-29', { part: 1 })]
    const due = dueOf(events, 'stage-1')
    expect(due.dueOn).toBe('2027-02-05')
    const days = explain(due, england)
    expect(days.filter((one) => one.counts)).toHaveLength(10)
    expect(days.find((one) => one.date === '2026-12-01')).toMatchObject({
      counts: false,
      why: 'held',
    })
  })

  test('of some points leaves the clock of the rest running', () => {
    const events = [
      received('2026-11-20'),
      happened('held', '2026-11-27', {
        part: 1,
        scope: 'points',
        reason: 'proceedings-prejudice',
        assurances: assuring('2027-01-29'),
      }),
    ]
    expect(dueOf(events, 'stage-1').dueOn).toBe('2026-12-04')
  })

  test('after an extension moves the day that was told by what the hold took', () => {
    const events = [
      received('2026-11-20'),
      happened('extended', '2026-12-04', {
        part: 1,
        stage: 1,
        ground: 'complex',
        dueOn: day('2026-12-18'),
        agreed: 'yes',
      }),
      happened('held', '2026-12-08', {
        part: 1,
        scope: 'whole',
        reason: 'proceedings-prejudice',
        assurances: assuring('2027-01-29'),
      }),
      happened('hold-ended', '2027-01-04', { part: 1 }),
    ]
    const due = dueOf(events, 'stage-1')
    expect(due.dueOn).toBe(addWorkingDays(day('2027-01-04'), 8, england))
    expect(explain(due, england).filter((one) => one.counts)).toHaveLength(20)
  })
})

describe('a concern', () => {
  const concern = [received('2026-11-20', ['concern'])]

  test.each([
    ['within 48 hours in Oxfordshire', oxfordshire, '2026-11-25'],
    ['within five working days in North East Lincolnshire', nelincs, '2026-11-28'],
  ])('not settled %s becomes a complaint by itself', (_, profile, on) => {
    const [part] = caseState(concern).parts
    if (part === undefined) throw new Error('no part')
    expect(concernBecomesComplaintOn(part, profile, england)).toBe(on)
  })

  test('that ran out is promoted on its day and not before', () => {
    expect(concernsOutOfTime(concern, day('2026-11-24'), oxfordshire, england)).toEqual([])
    expect(concernsOutOfTime(concern, day('2026-11-25'), oxfordshire, england)).toEqual([
      { part: 1, becomes: 'statutory', why: 'time-passed' },
    ])
  })

  test('that became a complaint is due ten working days from first receipt', () => {
    const events = [
      ...concern,
      happened(
        'concern-not-resolved',
        '2026-11-25',
        { part: 1, becomes: 'statutory', why: 'time-passed' },
        'earshot',
      ),
    ]
    expect(dueOf(events, 'stage-1')).toMatchObject({
      startedOn: '2026-11-20',
      dueOn: '2026-12-04',
    })
  })

  test('that was settled in time stays a concern', () => {
    const events = [...concern, happened('concern-resolved', '2026-11-24', { part: 1 }, 'writer')]
    expect(concernsOutOfTime(events, day('2026-12-24'), oxfordshire, england)).toEqual([])
  })

  test.each([
    ['a child about school transport', 'child', 'self', 'statutory'],
    ['a parent in a child’s words', 'parent', 'child', 'statutory'],
    ['a parent about school transport', 'parent', 'self', 'corporate'],
    ['a neighbour', 'public', 'self', 'corporate'],
  ] as const)('of %s would become %3$s', (_, who, speakingFor, procedure) => {
    expect(becomesProcedure(who, speakingFor, ['school-transport'])).toBe(procedure)
  })
})

describe('somebody who only wants to be reached', () => {
  test('has the day of that promise and opens no complaint', () => {
    const events = [received('2026-11-21', ['statutory'], { ask: 'urgent-contact' })]
    const dues = dueDates(events, oxfordshire, england)
    expect(dues.map((one) => [one.clock, one.dueOn])).toEqual([['urgent-contact', '2026-11-23']])
  })

  test('by an advocate has three working days', () => {
    const events = [received('2026-11-20', ['statutory'], { ask: 'advocate-only' })]
    const dues = dueDates(events, oxfordshire, england)
    expect(dues.map((one) => [one.clock, one.dueOn])).toEqual([['advocate', '2026-11-25']])
  })
})

describe('every due date', () => {
  test('of every first route, from every day of a year, is a working day with its source', () => {
    for (const profile of profiles) {
      for (let n = 0; n < 365; n++) {
        const on = new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)
        const events = [received(on, ['statutory', 'corporate', 'concern', 'compliment'])]
        for (const due of dueDates(events, profile, england)) {
          expect(isWorkingDay(due.dueOn, england), `${due.clock} from ${on}`).toBe(true)
          expect(due.limit.source).not.toBe('')
        }
      }
    }
  })
})
