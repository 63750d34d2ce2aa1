import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, visit } from '#tests/support/browser.ts'
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

test.each(['/k/1', '/yp/2', '/a/3', '/p/help-now', '/other-ways', '/way-back'])(
  '%s at 320 px in letters of 200 per cent has whole words, and nothing beyond its edge',
  async (path) => {
    const viewport = { width: 320, height: 640 }
    const { page, end } = await visit(browser, server.url, { viewport })
    await page.goto(path)
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe(
      '32px',
    )
    expect(await brokenWords(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    await end()
  },
)
