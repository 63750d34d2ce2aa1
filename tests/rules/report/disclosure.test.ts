import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ReportYear } from '#schema/ledger.ts'
import type { PublicCell, PublicTable, Table } from '#schema/report.ts'
import { ABOUT_PEOPLE, publicForm } from '#schema/rules/disclosure.ts'
import { reportLists } from '#schema/rules/report/lists.ts'
import type { EqualityQuestion } from '#schema/vocabulary.ts'
import { commonLists } from '#tests/rules/authorities.ts'
import { anyLedger, coventry, pastCase, reportOf, rowOf, tableOf } from './ledgers.ts'

const lists = reportLists(coventry, commonLists)
const year = ReportYear.parse('2021-22')
const lastYear = ReportYear.parse('2020-21')
const inPublic = (tables: readonly Table[]) => publicForm(tables, lists, year)

const [child = '', helped = '', adult = ''] = lists.roles.map((role) => role.label)

/** So many complaints of each role. */
function written(counts: Readonly<Record<string, number>>) {
  return Object.entries(counts).flatMap(([role, count]) =>
    Array.from({ length: count }, (_, n) => pastCase({ ref: `${role} ${n}`, role })),
  )
}

function publicRow(tables: readonly PublicTable[], id: string, label: string) {
  return tables.find((each) => each.id === id)?.rows.find((row) => row.label === label)?.values
}

describe('the public form', () => {
  test('shows a count of 1 to 4 about people as fewer than five, with a partner against its total', () => {
    const tables = inPublic(reportOf({ cases: written({ [child]: 3, [helped]: 12, [adult]: 40 }) }))
    expect(publicRow(tables, 'who-complained', child)).toMatchObject({
      statutory: '<5',
      count: '<5',
    })
    expect(publicRow(tables, 'who-complained', helped)).toMatchObject({
      statutory: '*',
      count: '*',
    })
    expect(publicRow(tables, 'who-complained', adult)).toMatchObject({ statutory: 40, count: 40 })
  })

  test('hides a second count where two small ones make up what is left', () => {
    const tables = inPublic(reportOf({ cases: written({ [child]: 1, [helped]: 1, [adult]: 40 }) }))
    expect(publicRow(tables, 'who-complained', adult)).toMatchObject({ statutory: '*', count: '*' })
  })

  test('hides the share of a hidden count', () => {
    const cases = [true, true, ...Array.from({ length: 30 }, () => false)].map((fromChild, n) =>
      pastCase({ ref: `${n}`, fromChild }),
    )
    const row = publicRow(inPublic(reportOf({ cases })), 'children-and-advocates', 'from-children')
    expect(row).toEqual({ count: '<5', share: '*' })
  })

  test('shows services and stages as they are', () => {
    const tables = reportOf({ cases: [pastCase({ service: 'MASH' })] })
    expect(publicRow(inPublic(tables), 'complaints-by-service', 'MASH')).toEqual(
      rowOf(tables, 'complaints-by-service', 'MASH'),
    )
  })

  test('hides what an earlier report printed about few people, and what it was a part of', () => {
    const printed = { year: lastYear, table: 'who-complained', column: 'count' }
    const history = [
      { ...printed, label: child, value: 3 },
      { ...printed, label: adult, value: 40 },
      { ...printed, table: 'compliments', label: 'all', value: 2 },
    ]
    const [row] = tableOfPublic(inPublic(reportOf({ history })), 'history').rows
    expect(Object.values(row?.values ?? {})).toEqual(['<5', '*', 2])
  })

  test('leaves the officers’ tables untouched', () => {
    const tables = reportOf({ cases: written({ [child]: 3, [adult]: 40 }) })
    const before = structuredClone(tables)
    inPublic(tables)
    expect(tables).toEqual(before)
  })
})

function tableOfPublic(tables: readonly PublicTable[], id: string): PublicTable {
  const found = tables.find((each) => each.id === id)
  if (found === undefined) throw new Error(`no table ${id}`)
  return found
}

/** What a hidden count may be at most in these tests, and how long to look for another. */
const LARGEST = 25
const MOST_TRIES = 20_000

/** What a hidden count may be: 1 to 4; none of these; or, for a sum that is not told, anything. */
type Unknown = { readonly values: readonly number[] }
const from = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, n) => first + n)

/** Known sums of unknowns: the coefficients by name, and what they come to. */
type Equation = { readonly of: ReadonlyMap<string, number>; readonly is: number }

/** All that a reader knows: what stands in place of each cell, and what is a sum of what. */
function knownToReaders(tables: readonly PublicTable[]) {
  const unknowns = new Map<string, Unknown>()
  const equations: Equation[] = []
  const sums = (cells: readonly (readonly [string, PublicCell, number])[]) => {
    const of = new Map<string, number>()
    let is = 0
    for (const [name, cell, sign] of cells) {
      if (typeof cell === 'number') is -= sign * cell
      else of.set(name, (of.get(name) ?? 0) + sign)
    }
    if (of.size > 0) equations.push({ of, is })
  }
  for (const { id, columns, rows, total } of tables.filter((each) =>
    ABOUT_PEOPLE.includes(each.id),
  )) {
    const keys = columns.filter(({ type }) => type === 'count').map(({ key }) => key)
    const all = total === null ? rows : [...rows, { label: 'the total', values: total }]
    const cell = (label: string, key: string) => {
      const values = all.find((row) => row.label === label)?.values
      return [`${id}/${label}/${key}`, values?.[key] ?? 0] as const
    }
    for (const key of keys) {
      for (const { label } of all) {
        const [name, value] = cell(label, key)
        const isSum = label === 'the total' || (key === 'count' && total?.statutory !== undefined)
        if (value === '<5') unknowns.set(name, { values: from(1, 4) })
        if (value === '*') unknowns.set(name, { values: [0, ...from(isSum ? 1 : 5, LARGEST)] })
      }
      if (total === null) continue
      sums([
        ...rows.map(({ label }) => [...cell(label, key), 1] as const),
        [...cell('the total', key), -1] as const,
      ])
    }
    if (keys.length < 2) continue
    for (const { label } of all) {
      sums(keys.map((key) => [...cell(label, key), key === 'count' ? -1 : 1] as const))
    }
  }
  return { unknowns, equations }
}

/** The unknowns that the equations alone settle: Gauss and Jordan over fractions that stay whole enough. */
function settledByElimination(equations: readonly Equation[], names: readonly string[]): string[] {
  const rows = equations.map(({ of, is }) => [...names.map((name) => of.get(name) ?? 0), is])
  let rank = 0
  for (let column = 0; column < names.length; column++) {
    const pivot = rows.findIndex((row, at) => at >= rank && Math.abs(row[column] ?? 0) > 1e-9)
    const chosen = rows[pivot]
    const first = rows[rank]
    if (chosen === undefined || first === undefined) continue
    rows[pivot] = first
    const scale = chosen[column] ?? 1
    const scaled = chosen.map((value) => value / scale)
    rows[rank] = scaled
    for (const [at, row] of rows.entries()) {
      const factor = row[column] ?? 0
      if (at === rank || factor === 0) continue
      rows[at] = row.map((value, index) => value - factor * (scaled[index] ?? 0))
    }
    rank += 1
  }
  return rows.flatMap((row) => {
    const met = names.filter((_, index) => Math.abs(row[index] ?? 0) > 1e-9)
    return met.length === 1 ? met : []
  })
}

/** Every whole-number answer that fits all that is known, by trying; stops once each cell has two values. */
function cellsWithOneValue({
  unknowns,
  equations,
}: ReturnType<typeof knownToReaders>): readonly string[] {
  const names = [...unknowns.keys()]
  const seen = new Map(names.map((name) => [name, new Set<number>()]))
  const values = new Map<string, number>()
  const isDone = () => [...seen.values()].every((each) => each.size > 1)
  let tries = 0
  const fits = () =>
    equations.every(({ of, is }) => {
      let [least, most] = [0, 0]
      for (const [name, sign] of of) {
        const { values: all = [0] } = unknowns.get(name) ?? {}
        const known = values.get(name)
        const [low, high] = known === undefined ? [all[0] ?? 0, all.at(-1) ?? 0] : [known, known]
        least += sign > 0 ? sign * low : sign * high
        most += sign > 0 ? sign * high : sign * low
      }
      return least <= is && is <= most
    })
  const tryFrom = (at: number): void => {
    tries += 1
    if (isDone() || tries > MOST_TRIES || !fits()) return
    const name = names[at]
    if (name === undefined) {
      for (const [each, value] of values) seen.get(each)?.add(value)
      return
    }
    for (const value of unknowns.get(name)?.values ?? []) {
      values.set(name, value)
      tryFrom(at + 1)
      values.delete(name)
    }
  }
  tryFrom(0)
  return tries > MOST_TRIES ? [] : names.filter((name) => (seen.get(name)?.size ?? 0) < 2)
}

describe('nothing hidden can be worked out', () => {
  const counts = fc.array(
    fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 20 })),
    {
      minLength: 2,
      maxLength: 6,
    },
  )
  const answers = (of: readonly number[], question: EqualityQuestion) =>
    of.map((count, n) => ({
      year,
      question,
      answer: lists.equality[question][n] ?? `other ${n}`,
      count,
    }))

  test('from the sums of one list of counts, by trying every number', () => {
    fc.assert(
      fc.property(counts, (of) => {
        const shown = inPublic(reportOf({ equality: answers(of, 'ethnicity') }))
        expect(cellsWithOneValue(knownToReaders(shown))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test('from the sums of rows and columns, by solving the equations and by trying', () => {
    const cases = fc.array(
      fc.record({
        role: fc.constantFrom(child, helped, adult),
        category: fc.constantFrom('statutory', 'corporate', 'concern'),
      }),
      { maxLength: 24 },
    )
    fc.assert(
      fc.property(cases, (each) => {
        const known = each.map((one, n) =>
          pastCase({
            ref: `${n}`,
            role: one.role,
            category: one.category as 'statutory',
          }),
        )
        const system = knownToReaders(inPublic(reportOf({ cases: known })))
        const names = [...system.unknowns.keys()]
        expect(settledByElimination(system.equations, names)).toEqual([])
        expect(cellsWithOneValue(system)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('and every count of 1 to 4 about people is hidden, with its share', () => {
    fc.assert(
      fc.property(anyLedger, counts, (ledger, of) => {
        const tables = reportOf({ ...ledger, equality: answers(of, 'age-band') })
        const shown = inPublic(tables)
        for (const id of ABOUT_PEOPLE) {
          const table = tableOf(tables, id)
          for (const [index, row] of tableOfPublic(shown, id).rows.entries()) {
            const count = table.rows[index]?.values.count ?? 0
            if (count >= 1 && count <= 4) expect(row.values.count).toBe('<5')
            if (typeof row.values.count === 'string' && row.values.share !== undefined) {
              expect(row.values.share).toBe('*')
            }
          }
        }
      }),
      { numRuns: 100 },
    )
  })
})
