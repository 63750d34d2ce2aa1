import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookAround, press, signInAtDesk, submitTo } from '#tests/support/at-the-desk.ts'
import { openBrowser, visit } from '#tests/support/browser.ts'
import { startWithMail } from '#tests/support/server.ts'

const WIDE = { width: 1280, height: 1024 }
const ABOUT_SARAH = {
  facts: { who: 'young-person', service: 'family-time', wants: 'put-right', danger_now: 'no' },
  answers: { story: 'Sarah Jones cancelled my visit.', contact: { kind: 'code' } },
}
let server: Awaited<ReturnType<typeof startWithMail>>
let browser: Browser

beforeAll(async () => {
  server = await startWithMail()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

/** A device with a finger on it, as Chromium's own virtual authenticator is one. */
async function plugIn(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return session
}

test('an officer adds a passkey and signs in with one press, without an address or a code', async () => {
  const { page, end } = await visit(browser, server.url, { viewport: WIDE })
  await plugIn(page)
  await signInAtDesk(page, server, 'key@council.example')
  await page.goto('/officer/sessions')
  await page.getByRole('link', { name: 'Passkeys' }).click()
  await page.getByLabel('Name of this passkey').fill('Work laptop')
  await press(page, 'Add it')
  await page.getByText('The passkey is added').waitFor()
  await page.getByText('Work laptop', { exact: true }).waitFor()
  await press(page, 'Sign out')
  await page.goto('/officer/sign-in')
  await press(page, 'Sign in with a passkey')
  await page.getByRole('heading', { name: 'Today' }).waitFor()
  await page.goto('/officer/passkeys')
  await page.getByText('last used').waitFor()
  await page.getByRole('button', { name: 'Remove: Work laptop' }).click()
  await page.getByText('You have none yet').waitFor()
  await press(page, 'Sign out')
  await page.goto('/officer/sign-in')
  await press(page, 'Sign in with a passkey')
  await page.getByText('This passkey is not known here').first().waitFor()
  await end()
})

test('everyone can use the pages of people and doors', async () => {
  const { page, end } = await visit(browser, server.url)
  const look = lookAround(page)
  const { reference } = await submitTo(server, ABOUT_SARAH)
  await signInAtDesk(page, server, 'ada@council.example', ['admin', 'officer'])
  await page.goto('/officer/passkeys')
  await look.atMistake('passkeys')
  await page.goto('/officer/people')
  await look.atMistake('people')
  await page.getByLabel('Name', { exact: true }).fill('Sarah Jones')
  await press(page, 'Add, and make a link')
  await look.atMistake('people')
  await page.getByLabel('Work e-mail address').fill('sarah@council.example')
  await page.getByRole('checkbox', { name: /^Reviewer/ }).check()
  await press(page, 'Add, and make a link')
  await look.atMistake('handed link')
  await page.goto('/officer/people')
  await page.getByRole('link', { name: 'Sarah Jones' }).click()
  await look.atMistake('person')
  await page.goto('/officer/rota')
  await look.atMistake('rota')
  await page.goto('/officer/keys')
  await look.atMistake('keys')
  await page.goto(`/officer/cases/${reference}`)
  await page.getByRole('heading', { name: 'Who is kept out' }).waitFor()
  await look.atMistake('case with somebody kept out')
  await page.getByRole('link', { name: 'See who has seen this' }).click()
  await look.atMistake('who has seen')
  await end()
  expect(look.faults).toEqual([])
})
