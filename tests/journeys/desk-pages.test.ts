import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookAround, press, signInAtDesk, submitTo } from '#tests/support/at-the-desk.ts'
import { openBrowser, visit } from '#tests/support/browser.ts'
import { startWithMail } from '#tests/support/server.ts'

const SENT = {
  facts: { who: 'young-person', service: 'family-time', wants: 'put-right', danger_now: 'no' },
  answers: { story: 'They cancelled my visit.', contact: { kind: 'code' } },
}
let server: Awaited<ReturnType<typeof startWithMail>>
let browser: Browser
let first: string
let second: string

beforeAll(async () => {
  server = await startWithMail()
  browser = await openBrowser()
  first = (await submitTo(server, SENT)).reference
  second = (await submitTo(server, SENT)).reference
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

/** Notes something that is to change, through its form. */
async function noteLearning(page: Page): Promise<void> {
  await page.goto(`/officer/cases/${first}/acts/agree-action`)
  await page.getByLabel('What will be done').fill('Ring before a visit is called off.')
  await page.getByLabel('By which day?').fill('2050-01-04')
  await press(page, 'Save it')
  await page.getByText('It stays on the desk until it is done').waitFor()
}

test('a promise stands on the first page, and everyone can use what is said of a mistake', async () => {
  const { page, end } = await visit(browser, server.url)
  const look = lookAround(page)
  await signInAtDesk(page, server, 'ida@council.example')
  await noteLearning(page)
  await page.goto('/officer')
  await page.getByRole('link', { name: `${first}, number 1` }).waitFor()
  await page.goto(`/officer/cases/${second}/links`)
  await page.getByLabel('Reference of the other case').fill(first)
  await page.getByLabel('The same again').check()
  await press(page, 'Link them')
  await page.getByRole('link', { name: `Put this case into ${first}` }).click()
  await press(page, 'Link them')
  await look.atMistake('links')
  await page.goto('/officer/search')
  await look.atMistake('search')
  await page.goto('/officer/guide/answering')
  await look.atMistake('guide')
  await end()
  expect(look.faults).toEqual([])
}, 120_000)

test('an administrator changes the phone that everybody reads at once', async () => {
  const { page, end } = await visit(browser, server.url)
  const look = lookAround(page)
  await signInAtDesk(page, server, 'root@council.example', 'admin')
  await page.goto('/officer/profile')
  await page.getByLabel('Phone', { exact: true }).fill('')
  await press(page, 'Save the details')
  await look.atMistake('our details')
  await page.getByLabel('Phone', { exact: true }).fill('0808 157 0999')
  await press(page, 'Save the details')
  await page.getByText('It holds from now on').waitFor()
  await page.goto('/p/help-now')
  await page.getByText('0808 157 0999').first().waitFor()
  await end()
  expect(look.faults).toEqual([])
}, 90_000)
