import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RetentionRule } from '#schema/authority/profile.ts'
import type { CaseEvent } from '#schema/case/case.ts'
import { day } from '#schema/dates.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import { dayOfNumber } from '#schema/rules/days/day-number.ts'
import { keepingOf, yearsAfter } from '#schema/rules/privacy/retention.ts'
import { profileOf } from './authorities.ts'
import { happened, received } from './happened.ts'

const COVENTRY = profileOf('coventry')

function answered(on: string, outcome: 'upheld' | 'not-upheld' = 'upheld'): CaseEvent {
  return happened('answered', on, { part: 1, stage: 1, outcome })
}

function withRules(...retentionRules: RetentionRule[]) {
  return { ...COVENTRY, retentionRules }
}

describe('how long a case is kept', () => {
  test('is counted from the last day on which anything was settled, by its category', () => {
    const events = [received('2026-11-23'), answered('2026-12-07')]
    expect(keepingOf(events, COVENTRY)).toEqual({
      restedOn: '2026-12-07',
      until: '2036-12-07',
      rule: { category: 'statutory', outcome: null, years: 10, afterwards: 'review' },
      isHeld: false,
    })
  })

  test.each([
    ['it was only received', [received('2026-11-23')]],
    [
      'one of two parts is open',
      [received('2026-11-23', ['statutory', 'concern']), answered('2026-12-07')],
    ],
    [
      'the writer waits for an answer to a message',
      [
        received('2026-11-23'),
        answered('2026-12-07'),
        happened('message-from-writer', '2026-12-09', { wish: null }, 'writer'),
      ],
    ],
  ])('is not counted while %s', (_, events) => {
    expect(keepingOf(events, COVENTRY)).toBeNull()
  })

  test('follows the first rule of the authority that fits category and outcome', () => {
    const profile = withRules(
      { category: 'statutory', outcome: 'upheld', years: null, afterwards: 'retain' },
      { category: 'statutory', outcome: null, years: 6, afterwards: 'destroy' },
    )
    const kept = (outcome: 'upheld' | 'not-upheld') =>
      keepingOf([received('2026-11-23'), answered('2026-12-07', outcome)], profile)
    expect(kept('upheld')).toMatchObject({ until: null, rule: { afterwards: 'retain' } })
    expect(kept('not-upheld')).toMatchObject({
      until: '2032-12-07',
      rule: { afterwards: 'destroy' },
    })
  })

  test('an officer may keep it longer, never less', () => {
    const kept = (until: string) =>
      keepingOf(
        [
          received('2026-11-23'),
          answered('2026-12-07'),
          happened('kept-longer', '2026-12-08', { until: day(until) }),
        ],
        COVENTRY,
      )?.until
    expect(kept('2040-01-01')).toBe('2040-01-01')
    expect(kept('2027-01-01')).toBe('2036-12-07')
  })

  test('a day of the law is never before the same day so many years later', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60_000 }),
        fc.integer({ min: 1, max: 100 }),
        (n, years) => {
          const from = dayOfNumber(n)
          const to = yearsAfter(from, years)
          expect(Number(to.slice(0, 4)) - Number(from.slice(0, 4))).toBe(years)
          expect(to.slice(5) >= from.slice(5)).toBe(true)
        },
      ),
    )
    expect(yearsAfter(day('2028-02-29'), 1)).toBe('2029-03-01')
  })
})

describe('a removal', () => {
  const settled = [received('2026-11-23'), answered('2026-12-07')]
  const removed = (why: 'time-over' | 'asked') => happened('removed', '2036-12-08', { why })

  test('for its age needs a case at rest; somebody’s wish does not', () => {
    expect(mayFollow([received('2026-11-23')], removed('time-over'))).toMatchObject({ ok: false })
    expect(mayFollow([received('2026-11-23')], removed('asked'))).toEqual({ ok: true })
    expect(mayFollow(settled, removed('time-over'))).toEqual({ ok: true })
  })

  test('is refused while the case is held for a court or an inquiry, and the hold ends it', () => {
    const held = [...settled, happened('legal-hold', '2026-12-08', {})]
    for (const next of [
      removed('time-over'),
      removed('asked'),
      happened('person-removed', '2036-12-08', {}),
    ]) {
      expect(mayFollow(held, next)).toEqual({ ok: false, code: 'on-legal-hold' })
    }
    const free = [...held, happened('legal-hold-ended', '2027-01-04', {})]
    expect(mayFollow(free, removed('asked'))).toEqual({ ok: true })
    expect(keepingOf(held, COVENTRY)?.isHeld).toBe(true)
    expect(keepingOf(free, COVENTRY)?.isHeld).toBe(false)
  })

  test('is the last thing that happens to a case', () => {
    const gone = [...settled, removed('asked')]
    for (const next of [
      removed('asked'),
      happened('noted', '2036-12-09', {}),
      happened('reopened', '2036-12-09', { reason: 'writer-asked' }),
    ]) {
      expect(mayFollow(gone, next)).toEqual({ ok: false, code: 'removed' })
    }
    expect(keepingOf(gone, COVENTRY)).toBeNull()
  })
})
