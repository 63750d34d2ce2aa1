import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day, type LocalDate } from '#schema/dates.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/days/day-number.ts'
import {
  addWorkingDays,
  englandAndWales,
  isWorkingDay,
  warningFor,
  workingDaysBetween,
  workOut,
} from '#schema/rules/days/working-days.ts'
import { bankHolidays, england } from './authorities.ts'

/** Weekdays that were or will be holidays in England and Wales, by hand from the published lists. */
const PUBLISHED: Readonly<Record<number, string>> = {
  2012: '01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26',
  2013: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2014: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2015: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2016: '01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27',
  2017: '01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
  2018: '01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26',
  2019: '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26',
  2020: '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28',
  2021: '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28',
  2022: '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27',
  2023: '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26',
  2024: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  2028: '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
}

function daysFrom(first: string, last: string): LocalDate[] {
  const days: LocalDate[] = []
  for (let n = numberOfDay(day(first)); n <= numberOfDay(day(last)); n++) days.push(dayOfNumber(n))
  return days
}

const thirtyYears = daysFrom('2005-01-01', '2034-12-31')
const LIMITS = [1, 2, 5, 10, 20, 25, 65]

describe('the calendar of England and Wales', () => {
  test.each(Object.entries(PUBLISHED))(
    '%s has the bank holidays that were published',
    (year, list) => {
      const weekdaysOff = daysFrom(`${year}-01-01`, `${year}-12-31`).filter((one) => {
        const why = england.dayOff(numberOfDay(one))
        const weekday = new Date(`${one}T00:00:00Z`).getUTCDay()
        return why !== undefined && weekday !== 0 && weekday !== 6
      })
      expect(weekdaysOff.map((one) => one.slice(5)).join(' ')).toBe(list)
    },
  )

  test('a Christmas at the weekend says so, and gives its weekdays', () => {
    const why = (text: string) => england.dayOff(numberOfDay(day(text)))
    expect([why('2027-12-25'), why('2027-12-26'), why('2027-12-27'), why('2027-12-28')]).toEqual([
      'christmas-day',
      'boxing-day',
      'substitute-day',
      'substitute-day',
    ])
  })

  test('the days on which a council shuts between Christmas and New Year count', () => {
    expect(daysFrom('2026-12-29', '2026-12-31').every((one) => isWorkingDay(one, england))).toBe(
      true,
    )
  })

  test('a day number and its day are the same day, as far as anyone alive will see', () => {
    for (let n = numberOfDay(day('1900-01-01')); n < numberOfDay(day('2100-01-01')); n++) {
      expect(dayOfNumber(n)).toBe(new Date(n * 86_400_000).toISOString().slice(0, 10))
    }
  })

  test('years beyond 2050 and before 2000 are computed too', () => {
    expect(isWorkingDay(day('2060-12-25'), england)).toBe(false)
    expect(isWorkingDay(day('1999-12-28'), england)).toBe(false)
    expect(isWorkingDay(day('1999-12-29'), england)).toBe(true)
  })

  test('a date after the last confirmed year carries a warning', () => {
    const last = `${bankHolidays.confirmedThrough}-12-31`
    expect(warningFor(day(last), england)).toBeNull()
    expect(warningFor(day(`${bankHolidays.confirmedThrough + 1}-01-01`), england)).toBe(
      'after-confirmed-year',
    )
  })

  test('every one-off day changes the calendar that we compute without it', () => {
    const plain = englandAndWales()
    const idle = bankHolidays.oneOffs.filter(
      (oneOff) => isWorkingDay(oneOff.on, plain) === isWorkingDay(oneOff.on, england),
    )
    expect(idle).toEqual([])
  })
})

describe('counting working days', () => {
  test.each([
    ['2025-12-19', '2026-01-07', '2026-01-21', '2026-01-28', '2026-03-25'],
    ['2025-12-20', '2026-01-07', '2026-01-21', '2026-01-28', '2026-03-25'],
    ['2025-12-22', '2026-01-08', '2026-01-22', '2026-01-29', '2026-03-26'],
    ['2025-12-25', '2026-01-12', '2026-01-26', '2026-02-02', '2026-03-30'],
    ['2026-04-02', '2026-04-20', '2026-05-05', '2026-05-12', '2026-07-08'],
    ['2026-05-22', '2026-06-08', '2026-06-22', '2026-06-29', '2026-08-24'],
  ])('what arrives on %s is due as two other calculators say', (received, ...due) => {
    expect([10, 20, 25, 65].map((n) => addWorkingDays(day(received), n, england))).toEqual(due)
  })

  test.each([
    ['2026-11-20', 2, '2026-11-24'],
    ['2026-11-20', 3, '2026-11-25'],
    ['2026-11-20', 5, '2026-11-27'],
    ['2026-11-20', 10, '2026-12-04'],
    ['2026-11-20', 20, '2026-12-18'],
    ['2026-12-14', 10, '2026-12-30'],
    ['2026-12-14', 20, '2027-01-14'],
    ['2026-12-19', 10, '2027-01-06'],
    ['2026-12-23', 10, '2027-01-11'],
    ['2026-12-04', 25, '2027-01-13'],
    ['2026-12-04', 65, '2027-03-10'],
    ['2026-05-02', 10, '2026-05-18'],
  ])('%s and %i working days is %s, as the pages show it', (from, n, due) => {
    expect(addWorkingDays(day(from), n, england)).toBe(due)
  })

  test.each(LIMITS)('from every day of thirty years, %i working days end on a working day', (n) => {
    const wrong = thirtyYears.filter(
      (from) => !isWorkingDay(addWorkingDays(from, n, england), england),
    )
    expect(wrong).toEqual([])
  })

  test.each(LIMITS)(
    'from every day of thirty years, what starts later is never due earlier by %i',
    (n) => {
      const due = thirtyYears.map((from) => addWorkingDays(from, n, england))
      const wrong = due.filter((one, index) => index > 0 && one < (due[index - 1] ?? ''))
      expect(wrong).toEqual([])
    },
  )

  test.each(LIMITS)(
    'from every day of thirty years, counting %i back gives the count forward',
    (n) => {
      const wrong = thirtyYears.filter((from) => {
        const due = addWorkingDays(from, n, england)
        const back = addWorkingDays(due, -n, england)
        const isBack = isWorkingDay(from, england) ? back === from : back < from
        return workingDaysBetween(from, due, england) !== n || !isBack
      })
      expect(wrong).toEqual([])
    },
  )

  test('a holiday that is added never brings a date forward, and moves nothing before it', () => {
    const anyDay = fc.integer({
      min: numberOfDay(day('2005-01-01')),
      max: numberOfDay(day('2034-12-31')),
    })
    fc.assert(
      fc.property(anyDay, fc.nat({ max: 120 }), fc.constantFrom(...LIMITS), (start, ahead, n) => {
        const extra = dayOfNumber(start + ahead)
        const longer = englandAndWales({
          oneOffs: [
            ...bankHolidays.oneOffs,
            { on: extra, change: 'holiday', name: 'A new holiday' },
          ],
        })
        const from = dayOfNumber(start)
        const before = addWorkingDays(from, n, england)
        const after = addWorkingDays(from, n, longer)
        return extra > before ? after === before : after >= before
      }),
      { numRuns: 300 },
    )
  })

  test('between two days in the wrong order the count is negative', () => {
    expect(workingDaysBetween(day('2026-12-04'), day('2026-11-20'), england)).toBe(-10)
  })

  test('half a working day is a fault', () => {
    expect(() => addWorkingDays(day('2026-11-20'), 1.5, england)).toThrow(RangeError)
  })
})

describe('how a date was worked out', () => {
  test('over Christmas every day is named, with the reason why it does not count', () => {
    expect(workOut(day('2026-12-23'), 3, england)).toEqual([
      { date: '2026-12-23', counts: false, why: 'day-0' },
      { date: '2026-12-24', counts: true, why: 'working-day' },
      { date: '2026-12-25', counts: false, why: 'christmas-day' },
      { date: '2026-12-26', counts: false, why: 'boxing-day' },
      { date: '2026-12-27', counts: false, why: 'sunday' },
      { date: '2026-12-28', counts: false, why: 'substitute-day' },
      { date: '2026-12-29', counts: true, why: 'working-day' },
      { date: '2026-12-30', counts: true, why: 'working-day' },
    ])
  })

  test('from any day, no day is left out and as many count as the limit says', () => {
    for (const from of thirtyYears.filter((_, index) => index % 7 === 3)) {
      const days = workOut(from, 10, england)
      expect(days.filter((one) => one.counts)).toHaveLength(10)
      expect(days.at(-1)?.date).toBe(addWorkingDays(from, 10, england))
      const first = numberOfDay(from)
      expect(days.map((one) => one.date)).toEqual(days.map((_, i) => dayOfNumber(first + i)))
    }
  })

  test('a limit that runs backwards is a fault', () => {
    expect(() => workOut(day('2026-11-20'), -1, england)).toThrow(RangeError)
  })
})
