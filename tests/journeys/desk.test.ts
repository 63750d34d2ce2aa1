import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { instantOf } from '#schema/dates.ts'
import { codeFor } from '#tests/support/authenticator.ts'
import { openBrowser, visit } from '#tests/support/browser.ts'
import { mistakeFaults, screenFaults } from '#tests/support/screen-checks.ts'
import { startWithMail } from '#tests/support/server.ts'
import { ask } from '#tests/support/wire.ts'

const STORY = 'They cancelled my visit.\nNobody told me why.'
const LETTER = 'A letter.\n'
const REASON = 'You want this put right fast, so we try that first.'
let server: Awaited<ReturnType<typeof startWithMail>>
let browser: Browser
let sent: { readonly reference: string; readonly code: string }

async function upload(body: string): Promise<string> {
  const answer = await ask(`${server.url}/api/attachments`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body,
  })
  return JSON.parse(answer.text).id
}

async function submit(attachments: readonly string[] = []): Promise<typeof sent> {
  const answer = await ask(`${server.url}/api/submissions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      authority: 'coventry',
      language: 'en',
      facts: { who: 'young-person', service: 'family-time', wants: 'put-right', danger_now: 'no' },
      answers: { story: STORY, contact: { kind: 'code' }, attachments },
      idempotencyKey: randomBytes(16).toString('base64url'),
    }),
  })
  return JSON.parse(answer.text)
}

/** A link for a new officer, as an administrator makes one beside the running server. */
function linkFor(email: string): string {
  const args = ['officer', 'add', email, '--authority', 'coventry', '--role', 'officer']
  const printed = execFileSync(process.execPath, ['dist/command.mjs', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DATA_DIR: server.dataDir, PUBLIC_URL: server.url },
  })
  return printed.trim()
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
}

/** From the open page of a link to the inbox. */
async function giveCode(page: Page): Promise<void> {
  const key = await page.locator('.secret').innerText()
  await page.getByLabel('Six-digit code').fill(codeFor(key, instantOf(new Date())))
  await press(page, 'Continue')
  await page.getByRole('heading', { name: 'Today' }).waitFor()
}

beforeAll(async () => {
  server = await startWithMail()
  browser = await openBrowser()
  sent = await submit([await upload(LETTER)])
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

/** Signs a new officer in with the link of an administrator, and waits for the inbox. */
async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(linkFor(email))
  await press(page, 'Sign in')
  await giveCode(page)
}

/** Looks at the pages of a walk as it goes, and answers what is wrong with each. */
function lookAround(page: Page) {
  const faults: string[] = []
  const note = (name: string, found: readonly string[]) => {
    faults.push(...found.map((fault) => `${name}, ${fault}`))
  }
  return {
    faults,
    at: async (name: string) => note(name, await screenFaults(page)),
    atMistake: async (name: string) => note(name, await mistakeFaults(page)),
  }
}

describe('everyone can use the pages of the desk', { timeout: 300_000 }, () => {
  test('on the first officer’s way in', async () => {
    const { page, end } = await visit(browser, server.url)
    const look = lookAround(page)
    await page.goto('/officer')
    await look.at('sign-in')
    await press(page, 'Send me a link')
    await look.atMistake('sign-in')
    await page.getByLabel('Your work e-mail address').fill('nobody@council.example')
    await press(page, 'Send me a link')
    await look.at('asked')
    await page.goto(server.firstOfficer ?? '')
    await look.at('first link')
    await page.getByLabel('Your work e-mail address').fill('ada@council.example')
    await page.getByLabel('Your name').fill('Ada')
    await press(page, 'Set up and go on')
    await look.at('authenticator')
    await giveCode(page)
    await end()
    expect(look.faults).toEqual([])
  })

  test('at work on a case', async () => {
    const { page, end } = await visit(browser, server.url)
    const look = lookAround(page)
    await signIn(page, 'work@council.example')
    await look.at('today')
    await page.goto('/officer/inbox')
    await look.at('inbox')
    await page.getByText('Narrow the list').click()
    await look.at('inbox, all filters')
    await page.getByRole('link', { name: sent.reference }).click()
    await look.at('case')
    await page.getByLabel('Change the route').check()
    await press(page, 'Save the decision')
    await look.atMistake('case')
    await page.context().clearCookies()
    await press(page, 'Save the decision')
    await look.atMistake('session ended')
    await end()
    expect(look.faults).toEqual([])
  })

  test('around the work', async () => {
    const { page, end } = await visit(browser, server.url)
    const look = lookAround(page)
    await signIn(page, 'around@council.example')
    await page.goto('/officer/triage')
    await look.at('triage')
    await page.getByLabel('Who is writing').selectOption('young-person')
    await page.getByLabel('Words').fill('They cancelled my visit.')
    await press(page, 'Show what triage would say')
    await look.at('tried')
    await page.goto('/officer/sessions')
    await look.at('sessions')
    await page.goto('/officer/cases/C2D3F4H6')
    await look.at('not found')
    await press(page, 'Sign out')
    await look.at('signed out')
    await end()
    expect(look.faults).toEqual([])
  })
})

describe.each([
  ['off', false],
  ['on', true],
] as const)('an officer, with scripts %s', (scripts, javaScriptEnabled) => {
  test('goes from a one-time link to a changed route, which the writer reads', async () => {
    const { reference, code } = await submit()
    const { page, end } = await visit(browser, server.url, { javaScriptEnabled })
    await signIn(page, `bo-${scripts}@council.example`)
    await page.getByRole('link', { name: reference }).click()
    expect(await page.locator('.their-words').first().innerText()).toBe(STORY)
    await page.getByLabel('Change the route').check()
    await page.getByLabel('Change it to').selectOption('concern')
    await page.getByLabel('Ground').selectOption('writer-asked')
    await page.getByLabel('Your reason').fill(REASON)
    await press(page, 'Save the decision')
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    expect(await page.getByLabel('Your reason').inputValue()).toBe(REASON)
    await page.getByLabel('They can tell us more').check()
    await page.getByLabel('We look at this again on').fill('2050-01-04')
    await page.getByLabel('Remind them of free advocacy').check()
    await page.getByLabel('Tell them of the ombudsman').check()
    await press(page, 'Save the decision')
    await page.getByText('Your decision is saved').waitFor()
    await page.goto('/way-back')
    await page.locator('main input[type=text], main input:not([type])').first().fill(code)
    await page.locator('main form button').first().click()
    await page.getByText(REASON).waitFor()
    await end()
  })
})

test('an officer saves what came with a submission, and it is what was sent', async () => {
  const { page, end } = await visit(browser, server.url)
  await signIn(page, 'ed@council.example')
  await page.goto(`/officer/cases/${sent.reference}`)
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: `${sent.reference}-1.txt` }).click(),
  ])
  expect(saved.suggestedFilename()).toBe(`${sent.reference}-1.txt`)
  expect(readFileSync(await saved.path(), 'utf8')).toBe(LETTER)
  await end()
})

test('an officer whose session ended signs in in another tab, and saves what they wrote', async () => {
  const { reference } = await submit()
  const { page, context, end } = await visit(browser, server.url)
  await signIn(page, 'fay@council.example')
  await page.goto(`/officer/cases/${reference}`)
  await page.getByLabel('Hand over').check()
  await page.getByLabel('Ground').selectOption('not-our-function')
  await page.getByLabel('Your reason').fill(REASON)
  await page.getByLabel('Another body, which we name').check()
  await page.getByLabel('We look at this again on').fill('2050-01-04')
  await page.getByLabel('Remind them of free advocacy').check()
  await page.getByLabel('Tell them of the ombudsman').check()
  await context.clearCookies()
  await press(page, 'Save the decision')
  await page.getByRole('heading', { name: 'Your session has ended' }).waitFor()
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'Sign in again in another tab', exact: true }).click(),
  ])
  await tab.getByRole('heading', { name: 'Sign in to the desk' }).waitFor()
  await signIn(tab, 'gus@council.example')
  await press(page, 'Save the decision')
  await page.getByText('Your decision is saved').waitFor()
  expect(await page.getByText(REASON).count()).toBe(1)
  await end()
})

test('the form of a decision asks only for what the choice needs', async () => {
  const { page, end } = await visit(browser, server.url)
  await signIn(page, 'hal@council.example')
  await page.goto(`/officer/cases/${sent.reference}`)
  const asked = () =>
    Promise.all(
      ['Change it to', 'Ground', 'We look at this again on'].map((name) =>
        page.getByLabel(name).isVisible(),
      ),
    )
  expect(await asked()).toEqual([false, false, false])
  await page.getByLabel('Change the route').check()
  expect(await asked()).toEqual([true, true, true])
  await page.getByLabel('Refuse').check()
  expect(await asked()).toEqual([false, true, true])
  await page.getByLabel('Confirm the route').check()
  expect(await asked()).toEqual([false, false, false])
  await end()
})

test('an officer with scripts narrows the list as they type, and walks it with j and k', async () => {
  const [first, second] = [await submit(), await submit()]
  const { page, end } = await visit(browser, server.url)
  await signIn(page, 'cy@council.example')
  await page.goto('/officer/inbox')
  const rows = page.locator('[data-row]')
  await page.getByLabel('Reference begins with').fill(first.reference)
  await expect.poll(() => rows.allInnerTexts()).toEqual([first.reference])
  expect(page.url()).toContain(first.reference)
  await page.getByLabel('Reference begins with').fill('')
  await expect.poll(() => rows.count()).toBeGreaterThan(1)
  const all = await rows.allInnerTexts()
  expect(all).toContain(second.reference)
  await rows.first().focus()
  await page.keyboard.press('j')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(all[1])
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: `Case ${all[0]}` }).waitFor()
  await end()
})

test('the list says when it is no longer fresh, keeps what was chosen, and comes back by itself', async () => {
  const [first, second] = [await submit(), await submit()]
  const { page, context, end } = await visit(browser, server.url)
  await signIn(page, 'ivy@council.example')
  await page.goto('/officer/inbox')
  const rows = page.locator('[data-row]')
  const box = page.getByLabel(`Choose ${first.reference}`)
  const all = await rows.count()
  await box.check()
  await context.setOffline(true)
  await page.getByLabel('Reference begins with').fill(first.reference)
  await page.getByText('The list cannot be refreshed now').waitFor()
  expect(await rows.allInnerTexts()).toContain(second.reference)
  await context.setOffline(false)
  await expect.poll(() => rows.allInnerTexts()).toEqual([first.reference])
  await page.getByLabel('Reference begins with').fill('')
  await expect.poll(() => rows.count()).toBe(all)
  expect(await box.isChecked()).toBe(true)
  await end()
})

test('the list costs at most 60 KB on the line, with everything that the browser fetches for it', async () => {
  const { page, context, end } = await visit(browser, server.url)
  await signIn(page, 'jo@council.example')
  const line = await context.newCDPSession(page)
  await line.send('Network.enable')
  await line.send('Network.setCacheDisabled', { cacheDisabled: true })
  let bytes = 0
  line.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await page.goto('/officer/inbox', { waitUntil: 'networkidle' })
  expect(await page.locator('[data-row]').count()).toBeGreaterThan(0)
  expect(bytes).toBeGreaterThan(10_000)
  expect(bytes).toBeLessThanOrEqual(60_000)
  await end()
})

test('what an officer was writing is there after the browser died', async () => {
  const { reference } = await submit()
  const first = await visit(browser, server.url)
  await signIn(first.page, 'kit@council.example')
  const path = `/officer/cases/${reference}/acts/message`
  await first.page.goto(path)
  await first.page.getByLabel('What the writer reads').fill(REASON)
  await first.page.getByText('Kept as a draft').waitFor()
  const storageState = await first.context.storageState()
  await first.end()
  const { page, end } = await visit(browser, server.url, { storageState })
  await page.goto(path)
  await page.getByText('This is your draft from').waitFor()
  expect(await page.getByLabel('What the writer reads').inputValue()).toBe(REASON)
  await end()
})

test('no page of the desk holds a script or a style of its own', async () => {
  const { page, end } = await visit(browser, server.url)
  await signIn(page, 'di@council.example')
  const inline: string[] = []
  for (const path of [
    '/officer',
    '/officer/inbox',
    `/officer/cases/${sent.reference}`,
    '/officer/triage',
  ]) {
    await page.goto(path)
    inline.push(
      ...(await page
        .locator('[style], style, script:not([src])')
        .evaluateAll((all) => all.map((element) => element.outerHTML))),
    )
  }
  await end()
  expect(inline).toEqual([])
})
