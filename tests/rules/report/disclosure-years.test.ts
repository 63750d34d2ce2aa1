import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '#schema/dates.ts'
import { type LedgerHistory, ReportYear } from '#schema/report/ledger.ts'
import type { PublicTable, Table } from '#schema/report/report.ts'
import { ABOUT_PEOPLE, hiddenAboutPeople, publicForm } from '#schema/rules/disclosure/disclosure.ts'
import { reportLists } from '#schema/rules/report/lists.ts'
import { report } from '#schema/rules/report/report.ts'
import { commonLists, england } from '#tests/rules/authorities.ts'
import { coventry, NOTHING, pastCase, reportOf, YEAR } from './ledgers.ts'
import { cellsWithOneValue, knownToReaders } from './solving.ts'

const lists = reportLists(coventry, commonLists)
const [child = '', helped = '', adult = ''] = lists.roles.map((role) => role.label)
const thisYear = ReportYear.parse('2021-22')
const lastYear = ReportYear.parse('2020-21')
const LAST_YEAR = { from: day('2020-04-01'), to: day('2021-03-31') }

/** What last year's report counted, as a history would print it: one figure for each cell about people. */
function printedOf(tables: readonly Table[]): readonly LedgerHistory[] {
  return tables
    .filter(({ id }) => ABOUT_PEOPLE.includes(id))
    .flatMap(({ id, rows }) =>
      rows.flatMap(({ label, values }) =>
        Object.entries(values).flatMap(([column, value]) =>
          value === null ? [] : [{ year: lastYear, table: id, label, column, value }],
        ),
      ),
    )
}

/** What last year's report leaves open, with the figures of it that this year's report prints again put in. */
function knownFromBoth(before: readonly PublicTable[], now: readonly PublicTable[]) {
  const { unknowns, equations } = knownToReaders(before)
  const [printed] = now.find(({ id }) => id === 'history')?.rows ?? []
  for (const [column, cell] of Object.entries(printed?.values ?? {})) {
    const name = column.replaceAll(' | ', '/')
    const unknown = unknowns.get(name)
    if (unknown === undefined || cell === '*') continue
    const fits = (value: number) => (cell === '<5' ? value >= 1 && value <= 4 : value === cell)
    unknowns.set(name, { values: unknown.values.filter(fits) })
  }
  return { unknowns, equations }
}

const anyPeople = fc.array(
  fc.record({
    role: fc.constantFrom(child, helped, adult),
    category: fc.constantFrom('statutory' as const, 'corporate' as const, 'concern' as const),
  }),
  { maxLength: 20 },
)

test('nothing that last year’s public report hid can be worked out from what this year’s prints of it', () => {
  fc.assert(
    fc.property(anyPeople, fc.array(fc.boolean(), { minLength: 8 }), (people, kept) => {
      const cases = people.map((one, n) =>
        pastCase({ ref: `${n}`, receivedOn: day('2020-06-01'), ...one }),
      )
      const scope = { profile: coventry, lists, calendar: england }
      const before = report({ ledger: { ...NOTHING, cases }, period: LAST_YEAR, ...scope })
      const history = printedOf(before).filter((_, n) => kept[n % kept.length])
      const now = report({ ledger: { ...NOTHING, cases, history }, period: YEAR, ...scope })
      const hidden = new Map([[String(lastYear), hiddenAboutPeople(before, lists)]])
      const both = knownFromBoth(
        publicForm(before, lists, lastYear),
        publicForm(now, lists, thisYear, hidden),
      )
      expect(cellsWithOneValue(both)).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test('a share that was printed beside what it is a share of hides where it is of few', () => {
  const of = (table: string, label: string, column: string, value: number): LedgerHistory => ({
    year: lastYear,
    table,
    label,
    column,
    value,
  })
  const shown = (share: number) => {
    const history = [
      of('contacts-by-category', 'statutory', 'count', 74),
      of('who-complained', child, 'statutory-share', share),
      of('who-complained', adult, 'statutory-share', 60),
    ]
    const tables = publicForm(reportOf({ history }), lists, thisYear)
    return Object.values(tables.find(({ id }) => id === 'history')?.rows[0]?.values ?? {})
  }
  expect(shown(2.7)).toEqual([74, '*', '*'])
  expect(shown(40)).toEqual([74, 40, 60])
})
