import type { Cell, Column, Row } from '../../report/report.ts'
import { size, type Tally } from './tally.ts'

/** `count` of `base` in percent, half up to one decimal; null when there is no base. `(1, 8)` → `12.5` */
export function share(count: number, base: number): Cell {
  return base === 0 ? null : ratio(count * 100, base)
}

/** `n / d` to one decimal, half up, without the errors of binary fractions: `(1, 20)` → `0.1`. */
function ratio(n: number, d: number): number {
  return Math.floor((20 * n + d) / (2 * d)) / 10
}

/** To one decimal, half up; null of none. */
export function mean(numbers: Tally<number>): Cell {
  const count = size(numbers)
  return count === 0 ? null : ratio(sumOf(numbers.map(({ of, n }) => of * n)), count)
}

/** The middle one, or halfway between the two in the middle; null of none. */
export function median(numbers: Tally<number>): Cell {
  const count = size(numbers)
  if (count === 0) return null
  const sorted = numbers.toSorted((a, b) => a.of - b.of)
  const at = (place: number) => {
    let passed = 0
    for (const { of, n } of sorted) {
      passed += n
      if (passed > place) return of
    }
    return 0
  }
  return ratio(at(Math.floor((count - 1) / 2)) + at(Math.floor(count / 2)), 2)
}

/** Their sum; 0 of none. */
export function sumOf(numbers: Iterable<number>): number {
  let sum = 0
  for (const number of numbers) sum += number
  return sum
}

/** Pence as pounds. */
export function pounds(pence: number): number {
  return Math.round(pence) / 100
}

/** The sum of every column but the shares; a column of rows without any figure has none. */
export function totalOf(
  columns: readonly Column[],
  rows: readonly Row[],
): Readonly<Record<string, Cell>> {
  const total: Record<string, Cell> = {}
  for (const { key, type } of columns) {
    if (type === 'share') continue
    const known = rows.flatMap((row) => row.values[key] ?? [])
    // Pounds are added as pence: 0.1 + 0.2 must be 0.3.
    const isUnknown = known.length === 0 && rows.length > 0
    total[key] = isUnknown ? null : pounds(sumOf(known.map((each) => each * 100)))
  }
  return total
}

/** The known labels in their order, then any others that were met. */
export function labelsMet(
  known: readonly string[],
  ...met: readonly { keys(): Iterable<string> }[]
): readonly string[] {
  return [...new Set([...known, ...met.flatMap((each) => [...each.keys()])])]
}
