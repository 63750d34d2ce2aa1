import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Ledger } from '#schema/report/ledger.ts'
import { countsRecords, type Figure, standsBehind, TOTAL } from '#schema/rules/report/behind.ts'
import { sumOf } from '#schema/rules/report/figures.ts'
import { reportLists } from '#schema/rules/report/lists.ts'
import { commonLists, england } from '#tests/rules/authorities.ts'
import { anyLedger, coventry, NOTHING, pastCase, reportOf, YEAR } from './ledgers.ts'

const scope = {
  period: YEAR,
  profile: coventry,
  lists: reportLists(coventry, commonLists),
  calendar: england,
}

function behindOf(ledger: Ledger, figure: Figure) {
  const found = standsBehind(scope, figure, 'past')
  for (const each of ledger.cases) found.addCase(each)
  for (const each of ledger.compliments) found.addCompliment(each)
  for (const each of ledger.ombudsman) found.addOmbudsman(each)
  return found.behind
}

test('what stands behind any figure of any report adds up to that figure', () => {
  const pick = fc.nat()
  fc.assert(
    fc.property(anyLedger, pick, pick, pick, (ledger, ofTable, ofRow, ofColumn) => {
      const tables = reportOf(ledger)
      const table = tables[ofTable % tables.length]
      if (table === undefined) return
      const columns = table.columns.filter((column) => countsRecords(table.id, column))
      const column = columns[ofColumn % columns.length]
      const rows = [
        ...table.rows,
        ...(table.total === null ? [] : [{ label: TOTAL, values: table.total }]),
      ]
      const row = rows[ofRow % rows.length]
      if (column === undefined || row === undefined) return
      const figure = { table: table.id, label: row.label, column: column.key }
      const sum = sumOf(behindOf(ledger, figure).map(({ n }) => Math.round(n * 100)))
      expect(sum).toBe(Math.round((row.values[column.key] ?? 0) * 100))
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['complaints-by-service', 'share'],
  ['contacts-by-category', 'previous'],
] as const)('the figures of %s, %s stand for no cases', (table, column) => {
  const ledger = { ...NOTHING, cases: [pastCase({ service: 'Team East' })] }
  const label = table === 'complaints-by-service' ? 'Team East' : 'statutory'
  expect(behindOf(ledger, { table, label, column })).toEqual([])
  expect(behindOf(ledger, { table, label, column: 'count' })).toHaveLength(1)
})
