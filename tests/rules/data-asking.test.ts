import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day } from '#schema/dates.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import { inboxRow } from '#schema/rules/case/status.ts'
import { dueDates } from '#schema/rules/clocks/clocks.ts'
import { lastOfDays, monthsAfter } from '#schema/rules/days/calendar-months.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/days/day-number.ts'
import { isWorkingDay } from '#schema/rules/days/working-days.ts'
import { england, profileOf } from './authorities.ts'
import { happened, received } from './happened.ts'

const profile = profileOf('coventry')

describe('a month', () => {
  test.each([
    ['the same day', '2026-11-03', 1, '2026-12-03'],
    ['over the end of the year', '2026-12-10', 1, '2027-01-11'],
    ['the last day of a shorter month', '2027-01-31', 1, '2027-03-01'],
    ['a leap day', '2028-01-31', 1, '2028-02-29'],
    ['past a weekend', '2026-11-05', 1, '2026-12-07'],
    ['past Christmas and Boxing Day', '2026-11-25', 1, '2026-12-29'],
    ['three of them', '2026-11-03', 3, '2027-02-03'],
  ])('ends on %s', (_, from, months, to) => {
    expect(monthsAfter(day(from), months, england)).toBe(to)
  })

  const days = fc.integer({ min: 12_000, max: 28_000 }).map(dayOfNumber)

  test('ends on a working day, and later the later it begins', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(1, 3), (from, months) => {
        const to = monthsAfter(from, months, england)
        expect(isWorkingDay(to, england)).toBe(true)
        const next = monthsAfter(dayOfNumber(numberOfDay(from) + 1), months, england)
        expect(next >= to).toBe(true)
      }),
    )
  })

  test('of thirty days begins with the day itself', () => {
    expect(lastOfDays(day('2026-11-02'), 30)).toBe('2026-12-01')
  })
})

const RECEIVED = received('2026-11-02')

function clocksOf(...events: Parameters<typeof dueDates>[0]) {
  return dueDates([RECEIVED, ...events], profile, england)
    .filter(({ clock }) => clock.startsWith('data-'))
    .map(({ clock, dueOn, doneOn }) => [clock, dueOn, doneOn])
}

describe('what is asked about data', () => {
  const access = happened('data-asked', '2026-11-03', { asked: 1, about: 'access' })
  const complaint = happened('data-asked', '2026-11-03', { asked: 1, about: 'complaint' })

  test('on the writer’s own page has its month from that day', () => {
    const wish = { wish: 'data-see' }
    const asked = happened('message-from-writer', '2026-11-03', wish, 'writer')
    expect(clocksOf(asked, asked)).toEqual([['data-access', '2026-12-03', null]])
  })

  test('has three months once it was extended', () => {
    const extended = happened('data-extended', '2026-11-20', { asked: 1 })
    expect(clocksOf(access, extended)).toEqual([['data-access', '2027-02-03', null]])
  })

  test('as a complaint is acknowledged in thirty days and answered by the day we named', () => {
    expect(clocksOf(complaint)).toEqual([['data-complaint-acknowledged', '2026-12-02', null]])
    const acknowledged = happened('data-acknowledged', '2026-11-10', {
      asked: 1,
      answerBy: day('2026-12-18'),
    })
    expect(clocksOf(complaint, acknowledged)).toEqual([
      ['data-complaint-acknowledged', '2026-12-02', '2026-11-10'],
      ['data-complaint', '2026-12-18', null],
    ])
  })

  test('keeps a closed case on the desk until it is answered', () => {
    const closed = [
      happened('answered', '2026-11-04', { part: 1, stage: 1, outcome: 'upheld' }),
      happened('closed', '2026-11-05', {}),
    ]
    const open = inboxRow([RECEIVED, access, ...closed], profile, england)
    expect(open).toMatchObject({ open: 1, dueOn: '2026-12-03' })
    const answered = happened('data-answered', '2026-11-20', { asked: 1, result: 'done' })
    expect(inboxRow([RECEIVED, access, ...closed, answered], profile, england).open).toBe(0)
  })

  test('is owed no more when everything was removed', () => {
    const removed = happened('removed', '2026-11-20', { why: 'asked' })
    expect(inboxRow([RECEIVED, access, removed], profile, england).open).toBe(0)
  })

  const answered = happened('data-answered', '2026-11-10', { asked: 1, result: 'done' })
  const acknowledged = (asked: number) =>
    happened('data-acknowledged', '2026-11-10', { asked, answerBy: day('2026-12-01') })

  test.each([
    ['answered twice', [access, answered], answered, 'already-done'],
    ['answered before it was asked', [], answered, 'no-such-enquiry'],
    ['numbered out of order', [access], access, 'enquiries-in-order'],
    ['acknowledged where it is no complaint', [access], acknowledged(1), 'no-such-enquiry'],
    [
      'extended where it is one',
      [complaint],
      happened('data-extended', '2026-11-10', { asked: 1 }),
      'no-extension-here',
    ],
  ])('is not %s', (_, before, next, code) => {
    expect(mayFollow([RECEIVED, ...before], next)).toEqual({ ok: false, code })
  })
})
