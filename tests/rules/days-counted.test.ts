import { describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import { day } from '#schema/dates.ts'
import { daysCounted } from '#schema/rules/days/days-counted.ts'
import { workOut } from '#schema/rules/days/working-days.ts'
import { sayCount } from '#site/components/NextSteps/say-count.ts'
import { england } from './authorities.ts'

const words = loadContent('content').words('en')

describe('a date says in one line how it came about', () => {
  test.each([
    ['2026-12-23', 10, 'We count 10 weekdays, leaving out Christmas and New Year.'],
    ['2026-04-01', 10, 'We count 10 weekdays, leaving out Easter.'],
    ['2026-05-22', 5, 'We count 5 weekdays, leaving out a bank holiday.'],
    ['2027-12-24', 1, 'We count 1 weekday, leaving out Christmas.'],
    ['2026-11-20', 10, 'We count 10 weekdays.'],
    ['2026-11-20', 1, 'We count 1 weekday.'],
  ])('from %s, %i working days: %s', (from, workingDays, said) => {
    expect(sayCount(workOut(day(from), workingDays, england), words)).toBe(said)
  })

  test('and says nothing where nothing was counted', () => {
    expect(sayCount([], words)).toBeUndefined()
  })

  test('with as many days as the limit has, from whatever day it runs', () => {
    for (let n = 1; n <= 65; n++) {
      expect(daysCounted(workOut(day('2026-12-24'), n, england)).workingDays).toBe(n)
    }
  })
})
