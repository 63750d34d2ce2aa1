import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CaseEvent } from '#schema/case/case.ts'
import { type Instant, instant, instantOf, localDateOf } from '#schema/dates.ts'
import { alarmOf, alarmState, alertSteps, alertsDue } from '#schema/rules/safety/alarm.ts'
import { isOnDuty } from '#schema/rules/safety/urgent.ts'
import { england as calendar, profiles } from './authorities.ts'

// Coventry: duty on working days from 9 to 5, two hours.
const [profile] = profiles.filter(({ slug }) => slug === 'coventry')
if (profile === undefined) throw new Error('Coventry has a profile')

const MORNING = '2026-11-23T09:10:00.000Z'
const times = (raisedAt: string) =>
  alertSteps(instant(raisedAt), profile, calendar).map(({ to, at }) => `${to} ${at}`)

describe('somebody may not be safe, and nobody opens what they wrote', () => {
  test.each([
    [
      'on a morning',
      MORNING,
      ['duty 2026-11-23T09:10', 'next 2026-11-23T11:10', 'out-of-hours 2026-11-23T13:10'],
    ],
    [
      'an hour before the end of duty',
      '2026-11-23T16:00:00.000Z',
      ['duty 2026-11-23T16:00', 'out-of-hours 2026-11-23T18:00'],
    ],
    [
      'at night',
      '2026-11-23T23:30:00.000Z',
      ['duty 2026-11-23T23:30', 'out-of-hours 2026-11-23T23:30', 'next 2026-11-24T11:00'],
    ],
    [
      'on the Saturday before Christmas',
      '2026-12-26T10:00:00.000Z',
      ['duty 2026-12-26T10:00', 'out-of-hours 2026-12-26T10:00', 'next 2026-12-29T11:00'],
    ],
    [
      'in summer, when London is an hour ahead',
      '2026-07-06T08:30:00.000Z',
      ['duty 2026-07-06T08:30', 'next 2026-07-06T10:30', 'out-of-hours 2026-07-06T12:30'],
    ],
  ])('%s: the duty, then the next, then out of hours', (_, raisedAt, expected) => {
    expect(times(raisedAt)).toEqual(expected.map((step) => `${step}:00.000Z`))
  })

  test('each is told once, and what a stopped service missed is made up for', () => {
    const alarm = alarmOf([received({ flags: ['safeguarding'] })])
    if (alarm === undefined) throw new Error('that is a worry')
    const due = (now: string, told = alarm.told) =>
      alertsDue({ ...alarm, told }, instant(now), profile, calendar)
    expect(due('2026-11-23T11:09:59.999Z')).toEqual([])
    expect(due('2026-11-23T11:10:00.000Z')).toEqual(['next'])
    expect(due('2026-11-25T00:00:00.000Z')).toEqual(['next', 'out-of-hours'])
    expect(due('2026-11-25T00:00:00.000Z', ['next'])).toEqual(['out-of-hours'])
  })
})

const anyMoment = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
  .map((date): Instant => instantOf(date))

describe.each(profiles.map((each) => [each.slug, each] as const))('in %s', (_, each) => {
  test('whenever it comes, out of hours is told within twice the promised time', () => {
    fc.assert(
      fc.property(anyMoment, (raisedAt) => {
        const steps = alertSteps(raisedAt, each, calendar)
        const last = steps.find(({ to }) => to === 'out-of-hours')
        const most = Date.parse(raisedAt) + 2 * each.urgent.withinMinutes * 60_000
        return last !== undefined && Date.parse(last.at) <= most
      }),
    )
  })

  test('nobody is told before it came, nor twice, and the steps are in order', () => {
    fc.assert(
      fc.property(anyMoment, (raisedAt) => {
        const steps = alertSteps(raisedAt, each, calendar)
        expect(steps[0]).toEqual({ to: 'duty', at: raisedAt })
        expect(steps.map(({ at }) => at)).toEqual(steps.map(({ at }) => at).sort())
        expect(new Set(steps.map(({ to }) => to)).size).toBe(steps.length)
      }),
    )
  })

  test('whoever comes next is told in hours of duty, or as they end', () => {
    fc.assert(
      fc.property(anyMoment, (raisedAt) => {
        const next = alertSteps(raisedAt, each, calendar).find(({ to }) => to === 'next')
        if (next === undefined) return true
        const justBefore = instantOf(new Date(Date.parse(next.at) - 1))
        return isOnDuty(justBefore, each, calendar)
      }),
    )
  })
})

describe('what counts as a worry about safety', () => {
  test.each([
    ['a flag when it came in', [received({ flags: ['safeguarding'] })], MORNING],
    ['a wish to be reached today', [received({ ask: 'urgent-contact' })], MORNING],
    [
      'a word of the writer later on',
      [received({}), flagged('writer', '2026-11-25T10:00:00.000Z')],
      '2026-11-25T10:00:00.000Z',
    ],
  ])('%s', (_, events, raisedAt) => {
    expect(alarmOf(events)).toEqual({ raisedAt, told: [] })
  })

  test.each([
    ['a complaint', [received({})]],
    ['a flag that an officer sets', [received({}), flagged('officer:3', MORNING)]],
  ])('%s is none', (_, events) => {
    expect(alarmOf(events)).toBeUndefined()
  })

  test('a second one is told from the beginning', () => {
    const events = [
      received({ flags: ['safeguarding'] }),
      alerted('next', '2026-11-23T11:10:00.000Z'),
      flagged('writer', '2026-11-25T10:00:00.000Z'),
      alerted('out-of-hours', '2026-11-25T14:00:00.000Z'),
    ]
    expect(alarmOf(events)).toEqual({
      raisedAt: '2026-11-25T10:00:00.000Z',
      told: ['out-of-hours'],
    })
  })
})

describe('what the writer is told', () => {
  const alarm = { raisedAt: instant(MORNING), told: [] }
  test.each([
    ['nothing of it within the promised time', null, '2026-11-23T11:09:00.000Z', 'waiting'],
    ['that nobody has opened it, after that', null, '2026-11-23T11:10:00.000Z', 'nobody-yet'],
    [
      'nothing once it was opened',
      '2026-11-23T12:00:00.000Z',
      '2026-11-23T12:00:00.000Z',
      'opened',
    ],
    [
      'nothing of a reading before the worry came',
      '2026-11-23T09:00:00.000Z',
      '2026-11-23T11:10:00.000Z',
      'nobody-yet',
    ],
  ])('%s', (_, openedAt, now, state) => {
    const opened = openedAt === null ? null : instant(openedAt)
    expect(alarmState(alarm, opened, instant(now), profile)).toBe(state)
  })
})

function received(given: { flags?: readonly string[]; ask?: string }): CaseEvent {
  return CaseEvent.parse({
    kind: 'received',
    at: MORNING,
    on: localDateOf(instant(MORNING)),
    by: 'writer',
    data: {
      who: 'young-person',
      ask: given.ask ?? null,
      flags: given.flags ?? [],
      parts: [{ n: 1, category: 'statutory', services: ['unknown'], becomes: null }],
      source: 'form',
    },
  })
}

function flagged(by: string, at: string): CaseEvent {
  const on = localDateOf(instant(at))
  return CaseEvent.parse({ kind: 'flagged', at, on, by, data: { flags: ['safeguarding'] } })
}

function alerted(to: string, at: string): CaseEvent {
  const on = localDateOf(instant(at))
  return CaseEvent.parse({ kind: 'alerted', at, on, by: 'earshot', data: { to } })
}
