import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Ledger, LedgerCase } from '#schema/report/ledger.ts'
import type { Table } from '#schema/report/report.ts'
import { crossCheck } from '#schema/rules/report/cross-check.ts'
import { anyCase, anyLedger, coventry, reportOf } from './ledgers.ts'

test('in the report of any cases, what must agree agrees', () => {
  fc.assert(
    fc.property(anyLedger, (ledger) => {
      const checked = crossCheck(reportOf(ledger))
      expect(checked.filter(({ agrees }) => !agrees)).toEqual([])
      expect(checked.length).toBeGreaterThan(50)
    }),
    { numRuns: 150 },
  )
})

test('a report of which one figure was changed is found out', () => {
  const [contacts, ...others] = reportOf({})
  if (contacts === undefined) throw new Error('no tables')
  const rows = contacts.rows.map((row) => ({ ...row, values: { ...row.values, count: 1 } }))
  const disagreeing = crossCheck([{ ...contacts, rows }, ...others]).filter((each) => !each.agrees)
  expect(disagreeing.map(({ what }) => what)).toContain('total-is-sum-of-rows')
})

/** Which rows of which table changed, and how every count of them did. */
function changed(
  before: readonly Table[],
  after: readonly Table[],
  columns: (key: string) => boolean = () => true,
): readonly string[] {
  return after.flatMap((table, index) =>
    table.rows.flatMap((row) => {
      const old = before[index]?.rows.find((each) => each.label === row.label)?.values ?? {}
      const isSame = table.columns
        .filter(({ type }) => type !== 'share' && type !== 'days')
        .filter(({ key }) => columns(key))
        .every(({ key }) => (old[key] ?? 0) === (row.values[key] ?? 0))
      return isSame ? [] : [`${table.id}: ${row.label}`]
    }),
  )
}

test('one more case changes only the rows it belongs to', () => {
  fc.assert(
    fc.property(anyLedger, anyCase, (ledger: Ledger, more: LedgerCase) => {
      const inYear = more.receivedOn >= '2021-04-01' && more.receivedOn <= '2022-03-31'
      const bare = { ...more, stages: [], points: [], money: [], learning: [] }
      const before = reportOf(ledger)
      const after = reportOf({ ...ledger, cases: [...ledger.cases, bare] })
      // A case of another year may make that year known: figures beside this year's are all it changes.
      if (!inYear) {
        expect(changed(before, after, (key) => key !== 'previous')).toEqual([])
        return
      }
      const rows = changed(before, after)
      const isComplaint = more.category === 'statutory' || more.category === 'corporate'
      const isCounted = isComplaint || more.category === 'concern'
      const expected = [
        `contacts-by-category: ${more.category.replace('-', '_')}`,
        ...(isComplaint && more.service !== null ? [`complaints-by-service: ${more.service}`] : []),
        ...(isCounted && more.role !== null ? [`who-complained: ${more.role}`] : []),
        ...(isCounted && more.fromChild ? ['children-and-advocates: from-children'] : []),
        ...(isCounted && more.advocate ? ['children-and-advocates: with-an-advocate'] : []),
        ...(isCounted && more.childStatus !== null ? [`child-status: ${more.childStatus}`] : []),
        ...(isCounted && more.channel !== null ? [`channel: ${more.channel}`] : []),
        ...(isCounted ? [`by-month: ${more.receivedOn.slice(0, 7)}`] : []),
      ]
      expect(rows.toSorted()).toEqual(expected.toSorted())
    }),
    { numRuns: 100 },
  )
})

/** Every row that a case could be counted in by its stages, points, payments and actions. */
function rowsBelow({ stages, points, money, learning, area, service }: LedgerCase) {
  return new Set([
    ...stages.flatMap(({ procedure, stage, outcome }) => [
      ...['complaints-by-stage', 'timeliness', 'average-response', 'escalation'].map(
        (table) => `${table}: ${procedure}-${stage}`,
      ),
      `outcomes-by-stage: ${outcome ?? coventry.openLabel}`,
      `complaints-by-area: ${area}`,
      `timeliness-by-service: ${service}`,
    ]),
    ...points.flatMap(({ reason, subReason }) => [
      `reasons: ${reason}`,
      `reasons-by-sub-reason: ${reason} / ${subReason}`,
    ]),
    ...money.flatMap(({ stage }) => [`costs: ${stage}`, `remedies: ${stage}`]),
    ...learning.map((action) => `learning: ${action.service}`),
  ])
}

test('its stages, points, payments and actions change no row but their own', () => {
  fc.assert(
    fc.property(anyLedger, anyCase, (ledger: Ledger, more: LedgerCase) => {
      const bare = { ...more, stages: [], points: [], money: [], learning: [] }
      const [before, after] = [bare, more].map((each) =>
        reportOf({ ...ledger, cases: [...ledger.cases, each] }),
      )
      const rows = changed(before ?? [], after ?? [], (key) => key !== 'previous')
      expect(rows.filter((row) => !rowsBelow(more).has(row))).toEqual([])
    }),
    { numRuns: 60 },
  )
})
