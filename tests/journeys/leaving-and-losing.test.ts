import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import { openBrowser, standInForElsewhere, visit } from '#tests/support/browser.ts'
import { tracesLeft } from '#tests/support/page-checks.ts'
import { startWithMail } from '#tests/support/server.ts'
import {
  addressOf,
  CONTINUE,
  fillPage,
  goOn,
  walkInBrowser,
  walkTo,
} from '#tests/support/walking.ts'
import { journeyAt, questionOf, type Walk, walkWith } from '#tests/support/walks.ts'

const content = loadContent('content')
const SECRET = 'my uncle reads my messages'
let server: Awaited<ReturnType<typeof startWithMail>>
let browser: Browser

beforeAll(async () => {
  server = await startWithMail()
  browser = await openBrowser({ keepsPages: 'yes' })
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

function youngWalk(): Walk {
  const journey = journeyAt(content, 'yp')
  return walkWith(content, journey)
}

/** The pages of a walk where something is typed, in order. */
function typedSteps(walk: Walk) {
  return walk.steps.flatMap(({ n, question }) =>
    questionOf(content, question)
      .fields.filter((field) => field.kind === 'long-text' && walk.answers[question]?.[field.name])
      .map((field) => ({ n, question, field: field.name })),
  )
}

describe.each([
  ['on', true],
  ['off', false],
] as const)('leaving in a hurry, with scripts %s', (_scripts, javaScriptEnabled) => {
  test('Back shows none of the words typed on any page, and the visit is over', async () => {
    const { page, context, end } = await visit(browser, server.url, { javaScriptEnabled })
    await standInForElsewhere(page)
    const walk = youngWalk()
    const [story, second] = typedSteps(walk)
    const left = second ?? story
    await page.goto(addressOf(walk, walk.steps[0]?.n ?? 1))
    for (const step of walk.steps) {
      await fillPage(page, walk, step.question)
      if (step.n === story?.n) await page.locator(`textarea[name="${story.field}"]`).fill(SECRET)
      if (step.n === left?.n) break
      await goOn(page)
    }
    await page.locator(`textarea[name="${left?.field}"]`).fill(SECRET)
    await page.locator('.leave-bar a').click()
    await page.waitForURL(({ protocol }) => protocol === 'https:')
    expect(await page.title()).toBe('Elsewhere')
    expect(await context.cookies(server.url)).toEqual([])
    const back: string[] = []
    for (let steps = 0; steps < 3; steps += 1) {
      await page.goBack({ timeout: 3000 }).catch(() => undefined)
      const shown = await page.evaluate(() => [
        document.body?.innerText ?? '',
        ...[...document.querySelectorAll('textarea, input[type=text]')].map(
          (field) => (field as HTMLInputElement).value,
        ),
      ])
      expect(shown.join(' ')).not.toContain(SECRET)
      expect(await page.locator('input:checked').count(), page.url()).toBe(0)
      back.push(page.url())
    }
    expect(back.filter((url) => url.startsWith(server.url))).not.toEqual([])
    await end()
  })

  test('Back and Reload do not bring back what stood on a page with a mistake', async () => {
    const { page, end } = await visit(browser, server.url, { javaScriptEnabled })
    await standInForElsewhere(page)
    await page.goto('/h/1')
    await page.locator('textarea').fill(SECRET)
    expect((await goOn(page))?.status()).toBe(422)
    await page.goto('/p/rights')
    await page.locator('.leave-bar a').click()
    await page.waitForURL(({ protocol }) => protocol === 'https:')
    for (const steps of [1, 2]) {
      await page.goBack({ timeout: 3000 }).catch(() => undefined)
      await page.reload({ timeout: 10_000 }).catch(() => undefined)
      // A page that is still on its way has nothing to look at.
      const shown = () => page.content().catch(() => SECRET)
      await expect
        .poll(shown, { timeout: 10_000, message: `${steps} pages back` })
        .not.toContain(SECRET)
      const typed = page.locator('textarea')
      if ((await typed.count()) > 0) expect(await typed.inputValue()).not.toContain(SECRET)
      if (steps === 2) expect(new URL(page.url()).pathname).toMatch(/^\/(h\/1)?$/)
    }
    await end()
  })

  test('the second skip link leaves as well', async () => {
    const { page, end } = await visit(browser, server.url, { javaScriptEnabled })
    await standInForElsewhere(page)
    const walk = youngWalk()
    await page.goto(addressOf(walk, 1))
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(({ protocol }) => protocol === 'https:')
    expect(await page.title()).toBe('Elsewhere')
    await end()
  })
})

test('Shift three times leaves, but not while something is typed', async () => {
  const { page, end } = await visit(browser, server.url, {
    viewport: { width: 1280, height: 900 },
  })
  await standInForElsewhere(page)
  const walk = youngWalk()
  const [story] = typedSteps(walk)
  await walkTo(page, walk, story?.n ?? 0)
  const field = page.locator(`textarea[name="${story?.field}"]`)
  await field.focus()
  for (const _ of [1, 2, 3, 4]) await page.keyboard.press('Shift')
  expect(new URL(page.url()).pathname).toBe(addressOf(walk, story?.n ?? 0))
  await field.blur()
  for (const _ of [1, 2, 3]) await page.keyboard.press('Shift')
  await page.waitForURL(({ protocol }) => protocol === 'https:')
  await end()
})

test('nothing stays on the device and nothing of the story in an address', async () => {
  const { page, context, end } = await visit(browser, server.url)
  const walk = youngWalk()
  await page.goto(addressOf(walk, walk.steps[0]?.n ?? 1))
  await walkInBrowser(page, content, walk, async (shown) => {
    expect(await tracesLeft(shown)).toEqual([])
    expect(new URL(shown.url()).pathname).toMatch(/^\/yp\/\d+$/)
  })
  const kept = await context.cookies()
  expect(kept.filter((cookie) => cookie.expires !== -1)).toEqual([])
  expect(kept.filter((cookie) => !cookie.httpOnly)).toEqual([])
  await end()
})

test('there is no cookie before the first answer', async () => {
  const { page, context, end } = await visit(browser, server.url)
  for (const path of ['/', '/yp', '/yp/1']) {
    await page.goto(path)
    expect(await context.cookies()).toEqual([])
  }
  await end()
})

test('a second tab on the same step is taken on, not refused', async () => {
  const { page, context, end } = await visit(browser, server.url)
  const walk = youngWalk()
  const [story] = typedSteps(walk)
  await walkTo(page, walk, story?.n ?? 0)
  const second = await context.newPage()
  await second.goto(page.url())
  await page.locator(`textarea[name="${story?.field}"]`).fill('From the first tab')
  const first = await goOn(page)
  await second.locator(`textarea[name="${story?.field}"]`).fill('From the second tab')
  const other = await goOn(second)
  expect([first?.status(), other?.status()]).toEqual([200, 200])
  expect(second.url()).toBe(page.url())
  await end()
})

test('when the draft has ended, what was just typed is still there', async () => {
  const { page, context, end } = await visit(browser, server.url)
  const walk = youngWalk()
  const [story] = typedSteps(walk)
  await walkTo(page, walk, story?.n ?? 0)
  await context.clearCookies()
  await page.locator(`textarea[name="${story?.field}"]`).fill('What I just typed')
  await goOn(page)
  expect(await page.locator('.notice[role=status]').first().innerText()).not.toBe('')
  for (const step of walk.steps) {
    if (new URL(page.url()).pathname === addressOf(walk, story?.n ?? 0)) break
    await fillPage(page, walk, step.question)
    await goOn(page)
  }
  expect(await page.locator(`textarea[name="${story?.field}"]`).inputValue()).toBe(
    'What I just typed',
  )
  await end()
})

test('without a line the words stay, and Continue works once it is back', async () => {
  const { page, context, end } = await visit(browser, server.url)
  const walk = youngWalk()
  const [story] = typedSteps(walk)
  await walkTo(page, walk, story?.n ?? 0)
  const field = page.locator(`textarea[name="${story?.field}"]`)
  await field.fill('Typed in a tunnel')
  await context.setOffline(true)
  await page.locator(CONTINUE).first().click()
  expect(await field.inputValue()).toBe('Typed in a tunnel')
  expect(await page.locator('form#answers > [role=status]').innerText()).not.toBe('')
  await context.setOffline(false)
  expect((await goOn(page))?.status()).toBe(200)
  await end()
})

test('after eight hours on a page nothing has moved, the words are there, and they can be sent', async () => {
  const { page, end } = await visit(browser, server.url)
  await page.clock.install()
  const walk = youngWalk()
  const [story] = typedSteps(walk)
  await walkTo(page, walk, story?.n ?? 0)
  const field = page.locator(`textarea[name="${story?.field}"]`)
  await field.fill('Typed before school')
  const before = await page.locator('body').ariaSnapshot()
  await page.clock.fastForward('08:00:00')
  expect(await page.locator('body').ariaSnapshot()).toBe(before)
  expect(await field.inputValue()).toBe('Typed before school')
  expect((await goOn(page))?.status()).toBe(200)
  await end()
})
