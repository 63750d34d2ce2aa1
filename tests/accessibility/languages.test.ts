import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import { openBrowser, somebodyNew, type Visit, visit } from '#tests/support/browser.ts'
import { axeFaults, headingFaults, reflowFaults, smallTargets } from '#tests/support/page-checks.ts'
import { mistakeFaults, screenFaults } from '#tests/support/screen-checks.ts'
import { startWithDrafts } from '#tests/support/server.ts'
import { addressOf, goOn, walkPast } from '#tests/support/walking.ts'
import { journeyAt, questionOf, walksOver, walkWith } from '#tests/support/walks.ts'

/** The one language that is looked at in every state: it is read from the right. */
const FROM_THE_RIGHT = 'ar'
const content = loadContent('content')
const journeys = [...content.journeys.values()].filter(({ facts }) => facts.who === 'young-person')
const others = content.languages.map(({ tag }) => tag).filter((tag) => tag !== 'en')
let server: Awaited<ReturnType<typeof startWithDrafts>>
let browser: Browser
let visited: Visit

beforeAll(async () => {
  server = await startWithDrafts()
  browser = await openBrowser()
  visited = await visit(browser, server.url)
})
afterAll(async () => {
  await visited.end()
  await browser.close()
  await server.close()
})

/** Read from the right, a page and its mistakes: each question once, in whichever walk comes to it first. */
const looked = new Set<string>()

async function faultsFromTheRight(page: Page, question: string): Promise<readonly string[]> {
  looked.add(question)
  const found = [...(await screenFaults(page))]
  const isNeeded = questionOf(content, question).fields.some(
    (field) => field.kind !== 'mark' && field.needed && field.shownWhen === undefined,
  )
  if (isNeeded) {
    await goOn(page)
    found.push(...(await mistakeFaults(page)))
  }
  return found.map((fault) => `${question}: ${fault}`)
}

describe('read from the right', () => {
  const walks = journeys.flatMap((journey) => walksOver(content, journey))

  test.each(walks.map((walk, n) => [walk.journey.id, n + 1, walk] as const))(
    'every page of %s can be used by everyone, walk %i',
    async (_id, _n, walk) => {
      const turned = { ...walk, prefix: `/${FROM_THE_RIGHT}` }
      const page = await somebodyNew(visited)
      const faults: string[] = []
      const isNew = (question: string) => !looked.has(question)
      await walkPast(page, turned, isNew, async (shown, question) => {
        faults.push(...(await faultsFromTheRight(shown, question)))
      })
      const heading = await page.locator('h1').innerText()
      if (!looked.has(heading)) faults.push(...(await screenFaults(page)))
      looked.add(heading)
      expect(faults).toEqual([])
    },
    900_000,
  )
})

describe.each(others)('in %s', (tag) => {
  test('a page of many answers holds on a small screen', async () => {
    const page = await somebodyNew(visited)
    await page.setViewportSize({ width: 320, height: 800 })
    const faults: string[] = []
    for (const path of [`/${tag}/yp`, `/${tag}/t/1`]) {
      await page.goto(path)
      faults.push(
        ...(await headingFaults(page)),
        ...(await axeFaults(page)),
        ...(await reflowFaults(page)),
        ...(await smallTargets(page)),
      )
    }
    expect(faults).toEqual([])
  })
})

/** Sheets of each thing that is printed, and their size in points: A5 for the leaflet, else A4. */
const PRINTED = [
  ['poster', 1, '595'],
  ['card', 1, '595'],
  ['leaflet', 2, '420'],
] as const

/** Letters that are wider, or stand higher: at a size that can be read their leaflet is folded once more. */
const TALL = ['ur', 'pa', 'bn', 'ti']

test.each(others)('what is printed in %s fills its sheets, no more', async (tag) => {
  const page = await somebodyNew(visited)
  for (const [kind, sheets, wide] of PRINTED) {
    await page.goto(`/${tag}/print/${kind}/yp`)
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    const most = kind === 'leaflet' && TALL.includes(tag) ? 4 : sheets
    const printed = pdf.match(/\/Type \/Page\b/g)?.length
    expect(printed, kind).toBeGreaterThanOrEqual(sheets)
    expect(printed, kind).toBeLessThanOrEqual(most)
    const [, width = ''] = /\/MediaBox \[0 0 ([\d.]+)/.exec(pdf) ?? []
    expect(Math.round(Number(width)), kind).toBe(Number(wide))
  }
})

test('another language is one press away without scripts, and the words stay', async () => {
  const walk = walkWith(content, journeyAt(content, 'yp'), { 'yp-kind.answer': 'idea' })
  const storyAt = walk.steps.findIndex(({ question }) => question === 'yp-story')
  const { page, end } = await visit(browser, server.url, { javaScriptEnabled: false })
  for (const step of walk.steps.slice(0, storyAt)) {
    await page.goto(addressOf(walk, step.n))
    for (const [name, value] of Object.entries(walk.answers[step.question] ?? {}))
      await page.locator(`input[name="${name}"][value="${String(value)}"]`).check()
    await goOn(page)
  }
  await page.locator('textarea[name=story]').fill('A garden for us all')
  await Promise.all([page.waitForNavigation(), page.locator('button[lang=pl]').click()])
  expect(new URL(page.url()).pathname).toBe(`/pl${addressOf(walk, walk.steps[storyAt]?.n ?? 0)}`)
  expect(await page.locator('textarea[name=story]').inputValue()).toBe('A garden for us all')
  await end()
})

test('Enter in a field goes on; it does not change the language', async () => {
  const { page, end } = await visit(browser, server.url)
  await page.goto('/h/1')
  await page.locator('input[name=name]').fill('Robin')
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  expect(new URL(page.url()).pathname).toBe('/h/1')
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  expect(await page.locator('#faults').count()).toBe(1)
  await end()
})
