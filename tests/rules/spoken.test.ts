import { expect, test } from 'vitest'
import { day, instant } from '#schema/dates.ts'
import {
  sayDay,
  sayDayAndHour,
  sayDayFrom,
  sayDayOf,
  sayHour,
  sayNumber,
} from '#schema/words/spoken.ts'

test('a day is said with its weekday and year, without a comma', () => {
  expect(sayDay(day('2026-12-04'), 'en')).toBe('Friday 4 December 2026')
})

test.each([
  ['this year', '2026-12-04', 'Friday 4 December'],
  ['next year', '2027-01-08', 'Friday 8 January 2027'],
])('the year is said only when it changes: %s', (_, on, said) => {
  expect(sayDayFrom(day('2026-11-21'), day(on), 'en')).toBe(said)
})

test('half past eleven at night in July is already the next day in England', () => {
  expect(sayDayOf(instant('2026-07-01T23:30:00.000Z'), 'en')).toBe('Thursday 2 July 2026')
})

test('an hour is the hour in London, summer time too', () => {
  expect(sayHour(instant('2026-07-01T14:15:00.000Z'), 'en')).toBe('3:15 pm')
  expect(sayDayAndHour(instant('2026-11-23T11:00:00.000Z'), 'en')).toBe(
    'Monday 23 November at 11:00 am',
  )
})

test.each(['pl', 'ur', 'bn', 'pa', 'ti'])('an hour in %s has no English in it', (language) => {
  expect(sayHour(instant('2026-07-01T14:15:00.000Z'), language)).not.toMatch(/[a-z]/i)
})

test('a number is grouped as the language does', () => {
  expect(sayNumber(20_000, 'en')).toBe('20,000')
})

test('saying ten thousand days keeps one formatter, not ten thousand', () => {
  const before = process.memoryUsage.rss()
  for (let n = 0; n < 10_000; n++) sayDay(day('2026-12-04'), 'en')
  expect(process.memoryUsage.rss() - before).toBeLessThan(64 * 1024 * 1024)
})
