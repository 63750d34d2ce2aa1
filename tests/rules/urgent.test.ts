import { describe, expect, test } from 'vitest'
import { instant } from '#schema/dates.ts'
import { isWorkingDay } from '#schema/rules/days/working-days.ts'
import { urgentBy } from '#schema/rules/safety/urgent.ts'
import { england, profileOf } from './authorities.ts'

const oxfordshire = profileOf('oxfordshire')

describe('by when we try to reach someone who may not be safe', () => {
  test.each([
    ['on a working morning', '2026-11-20T09:30:00.000Z', '2026-11-20', '11:30', false],
    ['late on a Friday', '2026-11-20T16:30:00.000Z', '2026-11-23', '10:30', false],
    ['at the minute duty ends', '2026-11-20T17:00:00.000Z', '2026-11-23', '11:00', true],
    ['on a Saturday', '2026-11-21T12:00:00.000Z', '2026-11-23', '11:00', true],
    ['before duty begins in summer', '2026-06-30T07:30:00.000Z', '2026-06-30', '11:00', true],
    ['after duty began in summer', '2026-06-30T08:30:00.000Z', '2026-06-30', '11:30', false],
    [
      'on the Friday before the clocks go back',
      '2026-10-23T15:30:00.000Z',
      '2026-10-26',
      '10:30',
      false,
    ],
    ['a minute before Christmas', '2026-12-24T23:59:00.000Z', '2026-12-29', '11:00', true],
  ])('%s', (_, at, on, time, outOfHours) => {
    expect(urgentBy(instant(at), oxfordshire, england)).toMatchObject({ on, time, outOfHours })
  })

  test('summer time is told apart from winter time in the moment itself', () => {
    const inSummer = urgentBy(instant('2026-06-30T08:30:00.000Z'), oxfordshire, england)
    expect(inSummer.at).toBe('2026-06-30T10:30:00.000Z')
  })

  test('at every hour of a year it is in duty hours of a working day, and still to come', () => {
    for (let hour = 0; hour < 24 * 365; hour++) {
      const at = instant(new Date(Date.UTC(2026, 0, 1, hour)).toISOString())
      const by = urgentBy(at, oxfordshire, england)
      expect(isWorkingDay(by.on, england)).toBe(true)
      expect(by.at > at && by.time > '09:00' && by.time <= '17:00').toBe(true)
    }
  })
})
