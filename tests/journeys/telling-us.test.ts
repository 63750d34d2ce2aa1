import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import type { Journey } from '#schema/form/journey.ts'
import { openBrowser, somebodyNew, type Visit, visit } from '#tests/support/browser.ts'
import { startWithMail } from '#tests/support/server.ts'
import {
  addressOf,
  CONTINUE,
  fillPage,
  goOn,
  SUMMARY,
  walkInBrowser,
  walkTo,
} from '#tests/support/walking.ts'
import { questionOf, type Walk, walkWith } from '#tests/support/walks.ts'

const content = loadContent('content')
const journeys = [...content.journeys.values()].map((journey) => [journey.id, journey] as const)
const CODE = /^[0-9A-Z]{16}$/
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

/** The first page of a walk that cannot be left unanswered. */
function firstNeeded(walk: Walk) {
  const found = walk.steps.find(({ question }) =>
    questionOf(content, question).fields.some((field) => field.kind !== 'mark' && field.needed),
  )
  if (found === undefined) throw new Error(`${walk.journey.id} asks nothing that must be answered`)
  return found
}

describe.each([
  ['on', true],
  ['off', false],
] as const)('with scripts %s', (_scripts, javaScriptEnabled) => {
  let visited: Visit

  beforeAll(async () => {
    visited = await visit(browser, server.url, { javaScriptEnabled })
  })
  afterAll(() => visited.end())

  test.each(journeys)(
    '%s: from the first page to a private code that a reload keeps',
    async (_id, journey) => {
      const page = await somebodyNew(visited)
      const walk = walkWith(content, journey)
      await page.goto(addressOf(walk, walk.steps[0]?.n ?? 1))
      const code = await walkInBrowser(page, content, walk)
      expect(code).toMatch(CODE)
      await page.reload()
      expect((await page.locator('#code').innerText()).replaceAll(/\s/g, '')).toBe(code)
    },
  )

  test.each(journeys)(
    '%s: an answer left out brings the same page back, with a summary that has focus',
    async (_id, journey) => {
      const page = await somebodyNew(visited)
      const walk = walkWith(content, journey)
      const { n } = firstNeeded(walk)
      await walkTo(page, walk, n)
      const answer = await goOn(page)
      expect(answer?.status()).toBe(422)
      expect(new URL(page.url()).pathname).toBe(addressOf(walk, n))
      expect(await page.title()).toMatch(/^Error: /)
      await page.waitForFunction(() => document.activeElement?.id === 'faults')
      const link = page.locator(`${SUMMARY} a`).first()
      const told = await link.innerText()
      expect(await page.locator('p.error').first().innerText()).toContain(told)
      const target = await link.getAttribute('href')
      await link.click()
      if (javaScriptEnabled) {
        await page.waitForFunction((id) => `#${document.activeElement?.id}` === id, target)
      }
      expect(new URL(page.url()).hash).toBe(target)
    },
  )

  test.each(journeys.filter(([, journey]) => storyStep(journey) !== undefined))(
    '%s: a story that is too long is kept whole while its writer shortens it',
    async (_id, journey) => {
      const page = await somebodyNew(visited)
      const walk = walkWith(content, journey)
      const step = storyStep(journey)
      if (step === undefined) throw new Error('no story is asked for')
      await walkTo(page, walk, step.n)
      const story = `It began on Monday. ${'x'.repeat(20_000)}`
      await page.locator(`textarea[name="${step.field}"]`).fill(story)
      const answer = await goOn(page)
      expect(answer?.status()).toBe(422)
      expect(await page.locator(`textarea[name="${step.field}"]`).inputValue()).toBe(story)
    },
  )

  test.each(journeys.filter(([, journey]) => checkStep(journey) !== undefined))(
    '%s: an answer can be changed from the page that shows them all',
    async (_id, journey) => {
      const page = await somebodyNew(visited)
      const walk = walkWith(content, journey)
      const n = checkStep(journey) ?? 0
      await walkTo(page, walk, n)
      const step = storyStep(journey)
      const address = `${addressOf(walk, step?.n ?? 0)}?`
      await page
        .locator(`.review a[href*="${address.slice(0, -1)}"]`)
        .first()
        .click()
      await page.waitForURL((url) => url.pathname === addressOf(walk, step?.n ?? 0))
      const field = page.locator(`textarea[name="${step?.field}"]`)
      expect(await field.inputValue()).toBe(walk.answers[step?.question ?? '']?.[step?.field ?? ''])
      await field.fill('It was Thursday, not Tuesday.')
      await goOn(page)
      expect(new URL(page.url()).pathname).toBe(addressOf(walk, n))
      expect(await page.locator('.review').innerText()).toContain('It was Thursday, not Tuesday.')
    },
  )

  test.each(journeys)('%s: pressing Send twice sends once', async (_id, journey) => {
    const page = await somebodyNew(visited)
    const walk = walkWith(content, journey)
    const last = walk.steps.at(-1)
    await walkTo(page, walk, last?.n ?? 0)
    await fillPage(page, walk, last?.question ?? '')
    await page.locator(CONTINUE).first().dblclick()
    await page.waitForSelector('#code')
    const code = await page.locator('#code').innerText()
    await page.reload()
    expect(await page.locator('#code').innerText()).toBe(code)
  })
})

/** Where the story is told on the usual way. */
function storyStep(journey: Journey) {
  for (const { n, question } of walkWith(content, journey).steps) {
    const field = questionOf(content, question).fields.find(
      (each) => each.kind === 'long-text' && each.into === 'story',
    )
    if (field !== undefined) return { n, question, field: field.name }
  }
  return undefined
}

/** Where all answers are shown before they are sent. */
function checkStep(journey: Journey): number | undefined {
  return walkWith(content, journey).steps.find(
    ({ question }) => questionOf(content, question).kind === 'check',
  )?.n
}
