import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import { openBrowser, visit } from '#tests/support/browser.ts'
import { startWithMail } from '#tests/support/server.ts'
import { ask } from '#tests/support/wire.ts'

const content = loadContent('content')
const words = content.words('en')
const DOORS = ['k', 'yp', 'cl', 'a'] as const
const SHEETS = { poster: 1, card: 1, leaflet: 2 } as const
/** On paper a day counted from the day of printing would be a promise that nobody made. */
const A_DAY = /\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d/
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

describe.each(DOORS)('what is printed for the door %s', (door) => {
  test.each(Object.entries(SHEETS))('the %s fills its sheets, no more', async (kind, sheets) => {
    const { page, end } = await visit(browser, server.url)
    await page.goto(`/print/${kind}/${door}`)
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(sheets)
    await end()
  })

  test.each(Object.keys(SHEETS))('the %s leads to the door and names no day', async (kind) => {
    const { text } = await ask(`${server.url}/print/${kind}/${door}`)
    expect(text).toContain(`${new URL(server.url).host}/${door}</bdi>`)
    expect(text).toContain('0800 1111')
    expect(text).not.toMatch(A_DAY)
  })

  test('the form asks all that the screens ask of a person', async () => {
    const { text } = await ask(`${server.url}/print/form/${door}`)
    const asked = new Set(content.journeys.get(door)?.steps.map(({ question }) => question))
    const titles = [...asked]
      .filter((id) => content.questions.get(id)?.kind === 'question')
      .map((id) => words.get(`question.${id}.title`))
    const plain = text.replaceAll('&#39;', "'").replaceAll('&quot;', '"')
    expect(titles.length).toBeGreaterThan(5)
    expect(titles.filter((title) => !title.includes('{{') && !plain.includes(title))).toEqual([])
    expect(text).toContain('Got on')
  })
})

test.each(['/print/poster/xx', '/print/nothing/yp', '/print/form/h'])(
  '%s is no page',
  async (path) => {
    expect((await ask(`${server.url}${path}`)).status).toBe(404)
  },
)
