import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import { openBrowser, visit } from '#tests/support/browser.ts'
import { startWithMail } from '#tests/support/server.ts'
import { addressOf, goOn, walkInBrowser, walkTo } from '#tests/support/walking.ts'
import { journeyAt, walkWith } from '#tests/support/walks.ts'

const content = loadContent('content')
const REFERENCE = /\b[0-9A-Z]{8}\b/
let server: Awaited<ReturnType<typeof startWithMail>>
let browser: Browser
let sent: { readonly code: string; readonly reference: string }

/** One submission, sent as a young person does. */
async function send() {
  const journey = journeyAt(content, 'yp')
  const walk = walkWith(content, journey)
  const { page, end } = await visit(browser, server.url)
  await page.goto(addressOf(walk, walk.steps[0]?.n ?? 1))
  const code = await walkInBrowser(page, content, walk)
  const text = await page.locator('main').innerText()
  const reference = REFERENCE.exec(text.replaceAll(code, ''))?.[0] ?? ''
  await end()
  return { code, reference }
}

beforeAll(async () => {
  server = await startWithMail()
  browser = await openBrowser()
  sent = await send()
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

/** The same code as somebody hurried types it: small letters, look-alikes, odd spaces. */
function mangled(code: string): string {
  const groups = code
    .toLowerCase()
    .replaceAll('0', 'O')
    .replaceAll('1', 'l')
    .match(/.{1,4}/g)
  return ` ${(groups ?? []).join(' - ')} `
}

describe.each([
  ['on', true],
  ['off', false],
] as const)('coming back, with scripts %s', (_scripts, javaScriptEnabled) => {
  test('a badly typed code opens what was sent', async () => {
    const { page, end } = await visit(browser, server.url, { javaScriptEnabled })
    await page.goto('/way-back')
    await page
      .locator('main input[type=text], main input:not([type])')
      .first()
      .fill(mangled(sent.code))
    await page.locator('main form button').first().click()
    await page.waitForSelector(`text=${sent.reference}`)
    expect(await page.locator('main').innerText()).toContain(sent.reference)
    await end()
  })

  test.each([
    ['a wrong code', () => 'AAAA BBBB CCCC DDDD'],
    ['the reference', () => sent.reference],
  ])('%s opens nothing and stays where it was typed', async (_what, typed) => {
    const { page, end } = await visit(browser, server.url, { javaScriptEnabled })
    await page.goto('/way-back')
    const field = page.locator('main input[type=text], main input:not([type])').first()
    await field.fill(typed())
    await Promise.all([page.waitForNavigation(), page.locator('main form button').first().click()])
    expect(await page.title()).toMatch(/^Error: /)
    expect(await field.inputValue()).toBe(typed())
    await end()
  })
})

test('a code that is copied is said to be, and the press stays where it was', async () => {
  const walk = walkWith(content, journeyAt(content, 'yp'))
  const { page, context, end } = await visit(browser, server.url)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await walkTo(page, walk, walk.steps.at(-1)?.n ?? 0)
  await goOn(page)
  const said = page.locator('[data-copied]')
  expect(await said.getAttribute('role')).toBe('status')
  const copy = page.getByRole('button', { name: 'Copy my code' })
  await copy.click()
  await expect.poll(() => said.innerText()).toBe('Code copied')
  expect(await copy.evaluate((button) => button === document.activeElement)).toBe(true)
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toBe((await page.locator('#code').innerText()).replaceAll(/\s+/g, ' '))
  await end()
})
