import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ReportYear } from '#schema/report/ledger.ts'
import type { PublicTable, Table } from '#schema/report/report.ts'
import { ABOUT_PEOPLE, publicForm } from '#schema/rules/disclosure/disclosure.ts'
import { reportLists } from '#schema/rules/report/lists.ts'
import type { EqualityQuestion } from '#schema/vocabulary.ts'
import { commonLists } from '#tests/rules/authorities.ts'
import { anyLedger, coventry, pastCase, reportOf, rowOf, tableOf } from './ledgers.ts'
import { cellsWithOneValue, knownToReaders, settledByElimination } from './solving.ts'

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

  test('does not let the number of concerns, which stands elsewhere, tell whose they were', () => {
    const concerns = [1, 2, 3].map((n) =>
      pastCase({ ref: `concern ${n}`, category: 'concern', role: helped }),
    )
    const cases = [...written({ [helped]: 9, [adult]: 10 }), ...concerns]
    const shown = inPublic(reportOf({ cases }))
    expect(cellsWithOneValue(knownToReaders(shown))).toEqual([])
    expect(tableOfPublic(shown, 'who-complained').facts['left-out']).toBe('*')
  })

  test('tells nothing of a kind where its one complaint would tell who wrote it', () => {
    const one = pastCase({ ref: 'one', category: 'corporate', role: child })
    const cases = [...written({ [child]: 6, [helped]: 3, [adult]: 8 }), one]
    const tables = inPublic(reportOf({ cases }))
    for (const role of [child, helped, adult]) {
      expect(publicRow(tables, 'who-complained', role)).toMatchObject({ corporate: '*' })
    }
    expect(publicRow(tables, 'who-complained', helped)).toMatchObject({ statutory: '<5' })
    expect(publicRow(tables, 'contacts-by-category', 'corporate')).toMatchObject({ count: 1 })
    expect(cellsWithOneValue(knownToReaders(tables))).toEqual([])
  })

  test('does not tell that a child wrote the only complaint of a year', () => {
    const one = { ref: 'one', role: child, fromChild: true, advocate: false }
    const tables = inPublic(reportOf({ cases: [pastCase(one)] }))
    const known = tableOfPublic(tables, 'children-and-advocates')
    expect(known.rows.map(({ values }) => values.count)).toEqual(['*', '*'])
    expect(known.facts['from-children-base']).toBe('*')
    expect(cellsWithOneValue(knownToReaders(tables))).toEqual([])
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

  test('and no count of 1 to 4 about people is shown, nor its share', () => {
    fc.assert(
      fc.property(anyLedger, counts, (ledger, of) => {
        const tables = reportOf({ ...ledger, equality: answers(of, 'age-band') })
        const shown = inPublic(tables)
        for (const id of ABOUT_PEOPLE) {
          const table = tableOf(tables, id)
          for (const [index, row] of tableOfPublic(shown, id).rows.entries()) {
            const count = table.rows[index]?.values.count ?? 0
            if (count >= 1 && count <= 4) expect(['<5', '*']).toContain(row.values.count)
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
