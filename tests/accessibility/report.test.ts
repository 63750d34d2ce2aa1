import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeReport } from '#api/reports/make-report.ts'
import { reportForm } from '#api/reports/report-form.ts'
import { loadContent } from '#content/index.ts'
import { day } from '#schema/dates.ts'
import { folderOf } from '#tests/fixtures/past-cases/expected.ts'
import { profileOf } from '#tests/rules/authorities.ts'
import { press, signInAtDesk, submitTo } from '#tests/support/at-the-desk.ts'
import { openBrowser, type Visit, visit } from '#tests/support/browser.ts'
import { axeFaults, reflowFaults, smallTargets } from '#tests/support/page-checks.ts'
import { startWithMail } from '#tests/support/server.ts'
import { temporaryStore } from '#tests/support/store.ts'

const PERIOD = 'from=2021-04-01&to=2022-03-31'
const FOLDER = folderOf('coventry')
let server: Awaited<ReturnType<typeof startWithMail>>
let browser: Browser
let desk: Visit

beforeAll(async () => {
  server = await startWithMail()
  browser = await openBrowser()
  desk = await visit(browser, server.url)
  await submitTo(server, { facts: { who: 'young-person' }, answers: { story: 'They came late.' } })
  await signInAtDesk(desk.page, server, 'grace@council.example', 'manager')
})
afterAll(async () => {
  await desk.end()
  await browser.close()
  await server.close()
})

/** By machine rules, and on a narrow screen, in colours that the reader forces on it too. */
async function everyFaultAt(page: Page, address: string): Promise<readonly string[]> {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(address)
  const wide = [...(await axeFaults(page)), ...(await reflowFaults(page))]
  await page.setViewportSize({ width: 320, height: 720 })
  const narrow = [...(await smallTargets(page)), ...(await reflowFaults(page))]
  await page.emulateMedia({ forcedColors: 'active' })
  const forced = await reflowFaults(page)
  await page.emulateMedia({ forcedColors: 'none' })
  return [...wide, ...narrow, ...forced]
}

describe('the pages of the report at the desk', () => {
  test('past cases are looked through and brought in with a browser’s own file field', async () => {
    const { page } = desk
    await page.goto('/officer/report/import')
    const names = readdirSync(FOLDER).filter((name) => name.endsWith('.csv'))
    await page.getByLabel('Files').setInputFiles(names.map((name) => join(FOLDER, name)))
    await page.getByLabel('Bring them in').check()
    await press(page, 'Read the files')
    await expect
      .poll(async () => {
        await page.goto('/officer/report/import')
        return page.getByText('776 are new').count()
      })
      .toBe(1)
  })

  test('what was said is written, looked at and published, and everybody reads it', async () => {
    const { page } = desk
    await page.goto('/officer/told')
    await page.getByLabel('You said, we did').first().check()
    await page.getByLabel('You said', { exact: true }).fill('Letters used long words.')
    await page.getByLabel('We did', { exact: true }).fill('We use short words now.')
    await press(page, 'Keep it as a draft')
    await page.getByLabel('I looked at every word').check()
    await press(page, 'Publish')
    const other = await visit(browser, server.url)
    await other.page.goto('/you-said')
    await other.page.getByText('We use short words now.').waitFor()
    expect(await everyFaultAt(other.page, '/you-said')).toEqual([])
    await other.end()
  })

  test.each([
    `/officer/report?${PERIOD}`,
    `/officer/report/figures?${PERIOD}`,
    `/officer/report/cases?${PERIOD}&table=contacts-by-category&label=statutory&column=count`,
    `/officer/report/texts/advocacy?${PERIOD}`,
    '/officer/report/import',
    `/officer/dashboard?${PERIOD}`,
    '/officer/told',
    '/officer/told/1',
    '/officer/systems',
  ])('%s is without a fault, narrow and in forced colours too', async (address) => {
    expect(await everyFaultAt(desk.page, address)).toEqual([])
  })
})

describe('the report as a page to keep', () => {
  const content = loadContent('content')
  const words = content.words('en')

  // One with every kind of table and chart, and one with reasons in two levels.
  test.each(['coventry', 'birmingham-childrens-trust'])(
    'of %s is without a fault',
    async (slug) => {
      const profile = profileOf(slug)
      const store = await temporaryStore({ slug: profile.slug })
      const period = { from: day('2021-04-01'), to: day('2022-03-31') }
      const wanted = { store, profile, content, words, period, readers: 'public' } as const
      const html = String(
        await reportForm('html', { ...(await makeReport(wanted)), profile, words }, undefined),
      )
      const { page, context } = desk
      const sheet = await context.newPage()
      await sheet.setContent(html)
      expect(await axeFaults(sheet)).toEqual([])
      await sheet.setViewportSize({ width: 320, height: 720 })
      expect(await reflowFaults(sheet)).toEqual([])
      await sheet.close()
      await page.bringToFront()
    },
  )
})
