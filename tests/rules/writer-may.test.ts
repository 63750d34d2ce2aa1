import { describe, expect, test } from 'vitest'
import type { CaseEvent } from '#schema/case/case.ts'
import { day } from '#schema/dates.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import { statusOn } from '#schema/rules/case/status.ts'
import { writerMay } from '#schema/rules/writer/writer-may.ts'
import { england as CALENDAR, profileOf } from './authorities.ts'
import { happened, received } from './happened.ts'

const COVENTRY = profileOf('coventry')
const first = received('2026-11-23')
const concern = received('2026-11-23', ['concern'])
const answered = (stage: 1 | 2 | 3, on: string) =>
  happened('answered', on, { part: 1, stage, outcome: 'upheld' })
const resolved = happened('concern-resolved', '2026-11-25', { part: 1 })
const says = (answer: 'yes' | 'no', on: string) =>
  happened('put-right-said', on, { answer }, 'writer')

const may = (events: readonly CaseEvent[], today: string) =>
  writerMay(events, day(today), COVENTRY, CALENDAR)

describe('going further', () => {
  test('an answered complaint goes one stage up, without typing anything again', () => {
    expect(may([first, answered(1, '2026-12-01')], '2026-12-02').further).toEqual([
      { how: 'stage', part: 1, stage: 2, because: 'not-happy' },
    ])
  })

  test('while the time of the first stage runs there is nothing to go on from', () => {
    expect(may([first], '2026-12-07').further).toEqual([])
  })

  test('when the time of the first stage has passed, the next may be asked for', () => {
    expect(may([first], '2026-12-08').further).toEqual([
      { how: 'stage', part: 1, stage: 2, because: 'late-answer' },
    ])
  })

  test('after the last stage there is none', () => {
    const events = [
      first,
      answered(1, '2026-12-01'),
      happened('stage-requested', '2026-12-02', { part: 1, stage: 2, because: 'not-happy' }),
      answered(2, '2026-12-10'),
      happened('stage-requested', '2026-12-11', { part: 1, stage: 3, because: 'not-happy' }),
      answered(3, '2026-12-20'),
    ]
    expect(may(events, '2026-12-21').further).toEqual([])
  })

  test.each([
    ['open', [concern]],
    ['called put right by us', [concern, resolved]],
    ['closed after that', [concern, resolved, happened('closed', '2026-11-26', {})]],
  ])('a concern that is %s becomes a complaint when its writer says so', (_, events) => {
    const [further] = may(events, '2026-11-27').further
    expect(further).toEqual({ how: 'complaint', part: 1, becomes: 'statutory' })
    const turning = happened(
      'concern-not-resolved',
      '2026-11-27',
      { part: 1, becomes: 'statutory', why: 'writer-not-happy' },
      'writer',
    )
    expect(mayFollow(events, turning)).toEqual({ ok: true })
    const now = statusOn([...events, turning], day('2026-11-27'), COVENTRY, CALENDAR)
    expect(now).toMatchObject({ status: 'received', dueOn: '2026-12-07' })
  })

  test('a concern that was taken back rests', () => {
    const gone = happened('withdrawn', '2026-11-24', { part: 1, who: 'writer' }, 'writer')
    expect(may([concern, gone], '2026-11-27').further).toEqual([])
  })
})

describe('saying whether it was put right', () => {
  test.each([
    ['not before an answer', [first], false],
    ['after an answer', [first, answered(1, '2026-12-01')], true],
    ['once an answer', [first, answered(1, '2026-12-01'), says('yes', '2026-12-02')], false],
    ['of a concern too', [concern, resolved], true],
    [
      'of praise never',
      [
        received('2026-11-23', ['compliment']),
        happened('thanks-passed-on', '2026-11-24', { part: 1 }),
      ],
      false,
    ],
  ])('%s', (_, events, expected) => {
    expect(may(events, '2026-12-03').sayPutRight).toBe(expected)
  })
})
