import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { importCommand, reportCommand } from '#api/reports/commands.ts'
import { PrintedReport } from '#api/reports/print.ts'
import { loadContent } from '#content/index.ts'
import { reportLists } from '#schema/rules/report/lists.ts'
import { commonLists, profileOf, slugs } from '#tests/rules/authorities.ts'
import { NINE_ON_MONDAY, temporaryStore } from '#tests/support/store.ts'
import { countByHand } from './count-by-hand.ts'
import { anyPastFolder, anySaving, writePastFolder } from './past-folders.ts'

const content = loadContent()
const PERIODS = [
  { from: '2021-04-01', to: '2022-03-31' },
  { from: '2021-06-15', to: '2021-12-24' },
  { from: '2020-01-01', to: '2022-12-31' },
  { from: '2021-09-01', to: '2021-09-01' },
]
/** Of these the previous year is told, which has tests of its own. */
const OURS = ['by-month', 'timeliness-by-service', 'outcomes-of-concerns', 'history']

/** Every figure of a report: `'complaints-by-service | MASH | count'` → 3. */
function figuresOf({ tables }: PrintedReport): ReadonlyMap<string, unknown> {
  const figures = new Map<string, unknown>()
  for (const { id, rows, total, facts } of tables) {
    if (OURS.includes(id)) continue
    const all = total === null ? rows : [...rows, { label: 'total', values: total }]
    for (const { label, values } of all) {
      for (const [column, value] of Object.entries(values)) {
        if (column === 'previous' && id !== 'context') continue
        figures.set(`${id} | ${label} | ${column}`, value)
      }
    }
    if (id === 'ombudsman') figures.set('ombudsman | facts | upheld', facts.upheld)
    if (id === 'learning') {
      const shared = facts['complaints-with-an-action']
      const share = typeof shared === 'object' ? (shared?.share ?? null) : null
      figures.set('learning | facts | complaints-with-an-action', share)
    }
  }
  return figures
}

test.each(slugs)(
  'any folder of %s, brought in, is reported as it is counted by hand',
  async (slug) => {
    const profile = profileOf(slug)
    const lists = reportLists(profile, commonLists)
    await fc.assert(
      fc.asyncProperty(anyPastFolder(profile, lists), anySaving, async (folder, saved) => {
        const store = await temporaryStore({ slug })
        const deps = { storeOf: () => store, content, clock: () => NINE_ON_MONDAY }
        const path = writePastFolder(folder, saved)
        const imported = await importCommand([path, '--authority', slug], deps, () => {})
        expect(imported).toMatchObject({ exitCode: 0 })
        for (const { from, to } of PERIODS) {
          const args = ['--authority', slug, '--from', from, '--to', to, '--format', 'json']
          const { output } = await reportCommand(args, deps)
          const report = PrintedReport.parse(JSON.parse(output?.text ?? ''))
          expect(figuresOf(report)).toEqual(countByHand(folder, { from, to }, profile, lists))
        }
        await store.close()
      }),
      { numRuns: 6, endOnFailure: true },
    )
  },
)
