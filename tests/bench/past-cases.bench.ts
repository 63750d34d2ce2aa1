import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'vitest'
import { importFolder } from '#api/reports/import.ts'
import { makeReport } from '#api/reports/make-report.ts'
import { loadContent } from '#content/index.ts'
import { day } from '#schema/dates.ts'
import { reportLists } from '#schema/rules/report/lists.ts'
import { profileOf } from '#tests/rules/authorities.ts'
import { NINE_ON_MONDAY, temporaryStore } from '#tests/support/store.ts'
import { writeManyPastCases } from './many-past-cases.ts'

const content = loadContent()
const profile = profileOf('coventry')
const ONCE = { iterations: 1, warmupIterations: 0, time: 0, warmupTime: 0 }

test('100,000 past cases come in, and their report out', async ({ bench }) => {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-many-'))
  await writeManyPastCases(folder, profile, 100_000, 1)
  const store = await temporaryStore({ slug: profile.slug })
  const lists = reportLists(profile, content.commonLists)
  const wanted = { store, profile, lists, folder, mode: 'write' as const, at: NINE_ON_MONDAY }
  await bench('import', async () => {
    await importFolder({ ...wanted, say: () => {} })
  }).run(ONCE)
  const period = { from: day('2021-04-01'), to: day('2022-03-31') }
  const words = content.words('en')
  await bench('report', async () => {
    await makeReport({ store, profile, content, words, period, readers: 'officers' })
  }).run(ONCE)
  rmSync(folder, { recursive: true })
}, 300_000)
