import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, visit } from '#tests/support/browser.ts'
import { reflowFaults } from '#tests/support/page-checks.ts'
import { startServer, temporaryFolder } from '#tests/support/server.ts'

const folder = temporaryFolder()
let server: Awaited<ReturnType<typeof startServer>>
let browser: Browser

beforeAll(async () => {
  server = await startServer({ dataDir: folder.path })
  browser = await openBrowser({ letters: 'of 200 %' })
})
afterAll(async () => {
  await browser.close()
  await server.stop()
  folder.remove()
})

/** Words of at most eight letters, which have room on a line, that stand on two. Addresses may be cut anywhere. */
function brokenWords(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const broken: string[] = []
    const whole = /(?<![\p{L}@.])\p{L}+(?![\p{L}@]|\.\p{L})/gu
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      for (const { 0: word, index } of (text.textContent ?? '').matchAll(whole)) {
        const range = document.createRange()
        range.setStart(text, index)
        range.setEnd(text, index + word.length)
        const lines = [...range.getClientRects()].filter(({ width }) => width > 0)
        if (word.length <= 8 && new Set(lines.map(({ top }) => Math.round(top))).size > 1)
          broken.push(word)
      }
    }
    return broken
  })
}

/** One page of each kind. */
const PAGES = ['/k/1', '/yp/2', '/a/3', '/p/help-now', '/other-ways', '/way-back']

test('at 320 px in letters of 200 per cent words stay whole, and nothing runs beyond the edge', async () => {
  const { page, end } = await visit(browser, server.url, { viewport: { width: 320, height: 640 } })
  const broken: string[] = []
  for (const path of PAGES) {
    await page.goto(path)
    const size = await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)
    expect(size).toBe('32px')
    broken.push(...(await brokenWords(page)).map((word) => `${path}: ${word}`))
    broken.push(...(await reflowFaults(page)).map((fault) => `${path}: ${fault}`))
  }
  expect(broken).toEqual([])
  await end()
})

/** WCAG 1.4.12: between lines, paragraphs, words and letters. */
const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }`

test('no page loses anything with letters spaced as a reader sets them', async () => {
  // In these letters 640 px are what 320 px are in usual ones.
  const { page, end } = await visit(browser, server.url, { viewport: { width: 640, height: 1280 } })
  const lost: string[] = []
  for (const path of PAGES) {
    await page.goto(path)
    await page.evaluate((css) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(css)
      document.adoptedStyleSheets = [sheet]
    }, SPACED)
    const spacing = await page.locator('h1').evaluate((h1) => getComputedStyle(h1).letterSpacing)
    expect(spacing).not.toBe('normal')
    lost.push(...(await reflowFaults(page)).map((fault) => `${path}: ${fault}`))
  }
  expect(lost).toEqual([])
  await end()
})
