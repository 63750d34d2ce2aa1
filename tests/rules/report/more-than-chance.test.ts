import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chanceOfRise, compareThemes } from '#schema/rules/report/more-than-chance.ts'

describe('a rise is more than chance', () => {
  test.each([
    // Of ten, eight or more in the later half: 56 of 1,024 ways.
    [8, 365, 2, 365, 56 / 1024],
    // All of five in the later third of the time: one third to the fifth.
    [5, 100, 0, 200, 1 / 243],
    [0, 365, 7, 365, 1],
    [0, 365, 0, 365, 1],
    [4, 30, 0, 0, 1],
  ])('%i in %i days after %i in %i days comes by chance with %f', (now, days, before, past, is) => {
    const chance = chanceOfRise({ count: now, days }, { count: before, days: past })
    expect(chance).toBeCloseTo(is, 12)
  })

  test('holds for large counts too', () => {
    const chance = chanceOfRise({ count: 5_000, days: 365 }, { count: 5_000, days: 365 })
    expect(chance).toBeGreaterThan(0.5)
    expect(chance).toBeLessThan(0.51)
  })

  test('never becomes likelier by one more of the same', () => {
    const count = fc.integer({ min: 0, max: 60 })
    fc.assert(
      fc.property(count, count, (now, before) => {
        const chanceOf = (n: number) =>
          chanceOfRise({ count: n, days: 365 }, { count: before, days: 365 })
        expect(chanceOf(now + 1)).toBeLessThanOrEqual(chanceOf(now) + 1e-12)
      }),
    )
  })

  test('the same rise is told where one theme is looked at, and not where twenty are', () => {
    const days = { now: 365, before: 365 }
    const rise: [string, number] = ['Communication', 14]
    const others = Array.from({ length: 19 }, (_, n): [string, number] => [`Other ${n}`, 5])
    const told = (more: [string, number][]) =>
      compareThemes(new Map([rise, ...more]), new Map([['Communication', 4], ...more]), days)
    expect(told([])).toMatchObject([{ label: 'Communication', isMoreThanChance: true }])
    expect(told(others).every(({ isMoreThanChance }) => !isMoreThanChance)).toBe(true)
  })
})
