import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '#schema/dates.ts'
import { isWeekListDue, ragOf, weekOf } from '#schema/rules/clocks/rag.ts'
import { dayOfNumber, numberOfDay, weekdayOf } from '#schema/rules/days/day-number.ts'
import { england } from './authorities.ts'

const anyDay = fc
  .integer({ min: numberOfDay(day('2020-01-01')), max: numberOfDay(day('2030-12-31')) })
  .map(dayOfNumber)

test.each([
  ['2026-11-22', 'red'],
  ['2026-11-23', 'amber'],
  ['2026-11-26', 'amber'],
  ['2026-11-27', 'green'],
])('on 23 November, with three days near, what is due on %s is %s', (dueOn, rag) => {
  expect(ragOf(day(dueOn), { today: day('2026-11-23'), nearUntil: day('2026-11-26') })).toBe(rag)
})

test('a week is named by its Monday, which lies no more than six days back', () => {
  fc.assert(
    fc.property(anyDay, (today) => {
      const monday = numberOfDay(weekOf(today))
      expect(weekdayOf(monday)).toBe(1)
      expect(numberOfDay(today) - monday).toBeGreaterThanOrEqual(0)
      expect(numberOfDay(today) - monday).toBeLessThan(7)
    }),
  )
})

test.each([
  ['a Monday', '2026-11-23', true],
  ['the Sunday before has had its own', '2026-11-22', true],
  ['Easter Monday, a bank holiday', '2027-03-29', false],
  ['the day after Easter Monday', '2027-03-30', true],
])('the list of the week is due or not on %s', (_, today, isDue) => {
  expect(isWeekListDue(day(today), england)).toBe(isDue)
})
