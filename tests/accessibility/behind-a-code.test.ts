import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import { instantOf, localDateOf } from '#schema/dates.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/days/day-number.ts'
import { signInAtDesk } from '#tests/support/at-the-desk.ts'
import { openBrowser, visit } from '#tests/support/browser.ts'
import {
  axeFaults,
  contrastFaults,
  reflowFaults,
  smallTargets,
} from '#tests/support/page-checks.ts'
import { startWithDrafts } from '#tests/support/server.ts'
import { addressOf, walkWithForms } from '#tests/support/walking.ts'
import { journeyAt, type Walk, walkWith } from '#tests/support/walks.ts'
import { formVisit } from '#tests/support/wire.ts'

const content = loadContent('content')
const TODAY = localDateOf(instantOf(new Date()))
const CODE = /id="code"[^>]*>(.*?)<\/p>/s
let server: Awaited<ReturnType<typeof startWithDrafts>>
let browser: Browser

beforeAll(async () => {
  server = await startWithDrafts()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

/** A young person who asks for an advocate, and reads everything on this site alone. */
function youngWalk(prefix: string): Walk {
  const journey = journeyAt(content, 'yp')
  const wishes = {
    'yp-advocate.answer': 'yes',
    'yp-advocate-share.answer': 'contact-and-words',
    'yp-reply.answer': 'code',
    'yp-advocate-reach.answer': 'site',
  }
  return { ...walkWith(content, journey, wishes), prefix }
}

/** Sends a submission, and answers its private code and its reference. */
async function sent(prefix: string) {
  const pages = await walkWithForms(formVisit(server.url), youngWalk(prefix))
  const shown = CODE.exec(pages.at(-1)?.text ?? '')?.[1] ?? ''
  const code = shown.replaceAll(/<[^>]*>|\s/g, '')
  const text = pages.at(-1)?.text.replaceAll(/<[^>]*>/g, ' ') ?? ''
  return { code, reference: /\b(?=\w*\d)[0-9A-Z]{8}\b/.exec(text)?.[0] ?? '' }
}

async function press(page: Page, selector: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.locator(selector).first().click()])
}

/** One promise that is open, and one that was given up: told by an officer at the desk, as it is done there. */
async function promiseTo(reference: string): Promise<void> {
  const { page, end } = await visit(browser, server.url)
  await signInAtDesk(page, server, `${reference}@council.example`.toLowerCase())
  const form = async (act: string, fields: Readonly<Record<string, string>>) => {
    await page.goto(`/officer/cases/${reference}/acts/${act}`)
    for (const [name, value] of Object.entries(fields)) await page.fill(`[name=${name}]`, value)
    if (act === 'agree-action') await page.check('[name=for][value=promise]')
    else await page.check('[name=action][value="1"]')
    await press(page, 'main form[method=post] button.button')
    expect(page.url()).toContain(`done=${act}`)
  }
  const promise = { text: 'Two journeys a month.', dueOn: dayOfNumber(numberOfDay(TODAY) + 20) }
  await form('agree-action', { ...promise, told: 'You will see your sister twice a month.' })
  await form('agree-action', { ...promise, told: 'You will have a worker of your own.' })
  await form('drop-action', { text: 'Refused.', told: 'A judge said no. You can ask again.' })
  await end()
}

/** What machine rules find in light colours, and how it fits and is touched on 320 px: `address: fault`. */
async function look(page: Page): Promise<readonly string[]> {
  const found = await axeFaults(page)
  return [
    ...found.map((fault) => `${new URL(page.url()).pathname}: ${fault}`),
    ...(await narrowFaults(page)),
  ]
}

/** What does not fit or is too small on 320 px. */
async function narrowFaults(page: Page): Promise<readonly string[]> {
  await page.setViewportSize({ width: 320, height: 800 })
  const { pathname } = new URL(page.url())
  const faults = [...(await reflowFaults(page)), ...(await smallTargets(page))]
  return faults.map((fault) => `${pathname}: ${fault}`)
}

/** Each page by all of it once; read from the right, by what turns with it. */
describe.each([
  ['from the left', '', look],
  ['from the right', '/ar', narrowFaults],
] as const)('read %s, everyone can use', (_direction, prefix, faultsOf) => {
  test('the page on which a draft was saved', async () => {
    const { page, end } = await visit(browser, server.url)
    await page.goto(addressOf(youngWalk(prefix), 2))
    await press(page, 'button[name=keep]')
    expect(new URL(page.url()).pathname).toBe(`${prefix}/yp/saved`)
    expect(await faultsOf(page)).toEqual([])
    await end()
  })

  test('the messages, and every page that they lead to', async () => {
    const { page, end } = await visit(browser, server.url)
    const { code, reference } = await sent(prefix)
    await promiseTo(reference)
    await page.goto(`${prefix}/way-back`)
    await page.locator('form#answers input').first().fill(code)
    await press(page, 'form#answers button:not([type=button])')
    expect(new URL(page.url()).pathname).toBe(`${prefix}/way-back/messages`)
    expect(await page.locator('#promised + ul > li').count()).toBe(2)
    await page.emulateMedia({ colorScheme: 'dark' })
    const faults = [...(await contrastFaults(page)), ...(await faultsOf(page))]
    await page.emulateMedia({ colorScheme: 'light', contrast: 'more' })
    faults.push(...(await contrastFaults(page)))
    await page.emulateMedia({ contrast: null })
    const leads = await page
      .locator('main a[href*="/way-back/"]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
    expect(leads.length).toBeGreaterThan(3)
    await press(page, 'form#answers button')
    faults.push(...(await faultsOf(page)))
    // These are forms like those of the journeys, whose parts are looked at there by every rule.
    for (const path of new Set(leads)) {
      await page.goto(path)
      faults.push(...(await narrowFaults(page)))
    }
    expect(faults).toEqual([])
    await end()
  }, 90_000)
})

test('everyone can use the advocate’s pages', async () => {
  const { page, end } = await visit(browser, server.url)
  await sent('')
  const link = /\/referral\/[\w-]+/
  const mail = await server.sink.arrival(({ text }) => link.test(text ?? ''))
  await page.goto(link.exec(mail.text ?? '')?.[0] ?? '')
  const faults = [...(await look(page))]
  await press(page, 'main form button')
  expect(new URL(page.url()).pathname).toBe('/advocate')
  await press(page, 'button[name=act][value=to-writer]')
  faults.push(...(await look(page)))
  await press(page, 'button[name=act][value=close]')
  await page.goto('/advocate')
  await press(page, 'main form button')
  faults.push(...(await look(page)))
  expect(faults).toEqual([])
  await end()
}, 90_000)
