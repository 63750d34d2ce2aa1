import { expect, test } from 'vitest'
import { openFolder } from '#api/reports/csv.ts'
import { readPastCases } from '#api/reports/read-past-cases.ts'
import { sumOf } from '#schema/rules/report/figures.ts'
import { reportLists } from '#schema/rules/report/lists.ts'
import { report } from '#schema/rules/report/report.ts'
import { expectedOf, folderOf, PAST_CASES } from '#tests/fixtures/past-cases/expected.ts'
import { commonLists, england, profileOf } from '#tests/rules/authorities.ts'

test.each(PAST_CASES)('the past cases of %s give the figures of its report', async (slug) => {
  const profile = profileOf(slug)
  const lists = reportLists(profile, commonLists)
  const read = await readPastCases({
    source: openFolder(folderOf(slug)),
    profile,
    lists,
    say: () => {},
  })
  expect(read.faults.found).toEqual([])
  const expected = expectedOf(slug)
  const { period } = expected
  const tables = report({ ledger: read.ledger, period, profile, lists, calendar: england })
  const figures: Record<string, unknown> = {}
  for (const [id, wanted] of Object.entries(expected.tables)) {
    const table = tables.find((each) => each.id === id)
    const rows: Record<string, unknown> = {}
    for (const [label, values] of Object.entries(wanted.rows)) {
      const found = table?.rows.find((row) => row.label === label)?.values
      rows[label] = pick(found, values)
    }
    const total = wanted.total === null ? table?.total : pick(table?.total, wanted.total)
    figures[id] = { rows, total }
    if (wanted.upheld !== undefined) expect(table?.facts.upheld).toBe(wanted.upheld)
    const withAction = wanted['complaints-with-an-action']
    if (withAction !== undefined) {
      expect(table?.facts['complaints-with-an-action']).toEqual(withAction)
    }
  }
  expect(figures).toEqual(
    Object.fromEntries(
      Object.entries(expected.tables).map(([id, { rows, total }]) => [
        id,
        { rows, total: total === null ? null : pick(total, total) },
      ]),
    ),
  )
  for (const [id, { sums = [] }] of Object.entries(expected.tables)) {
    for (const { cells, equals } of sums) {
      const rows = tables.find((each) => each.id === id)?.rows ?? []
      const cell = (label: string, key: string) =>
        rows.find((row) => row.label === label)?.values[key] ?? 0
      expect(sumOf(cells.map(([label, key]) => cell(label, key)))).toBe(equals)
    }
  }
})

type Values = Readonly<Record<string, number | null>>

/** The cells that the printed report has. A count without a figure there is one that it does not print. */
function pick(values: Values | null | undefined, wanted: Values): Values {
  const keys = Object.keys(wanted).filter((key) => wanted[key] !== null || key !== 'count')
  return Object.fromEntries(keys.map((key) => [key, values?.[key] ?? null]))
}
