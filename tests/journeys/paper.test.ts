import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import { openBrowser, visit } from '#tests/support/browser.ts'
import { startWithMail } from '#tests/support/server.ts'
import { ask } from '#tests/support/wire.ts'

const content = loadContent('content')
const words = content.words('en')
const DOORS = ['k', 'yp', 'cl', 'a'] as const
/** Childline ends at 19; adults call about a child. */
const HELPLINES = { k: '0800 1111', yp: '0800 1111', cl: '116 123', a: '0808 800 5000' } as const
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

  test.each(Object.keys(SHEETS))('the %s leads to the door', async (kind) => {
    const { text } = await ask(`${server.url}/print/${kind}/${door}`)
    expect(text).toContain(`${new URL(server.url).host}/${door}</bdi>`)
  })

  test.each([...Object.keys(SHEETS), 'form'])('the %s names no day', async (kind) => {
    expect((await ask(`${server.url}/print/${kind}/${door}`)).text).not.toMatch(A_DAY)
  })

  test.each([...Object.keys(SHEETS), 'form'])(
    'the %s says who listens at that age',
    async (kind) => {
      const { text } = await ask(`${server.url}/print/${kind}/${door}`)
      expect(text.replaceAll('\u00a0', ' ')).toContain(HELPLINES[door])
    },
  )

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

test('a home has its own name on the poster and the leaflet, kept nowhere', async () => {
  const { page, end } = await visit(browser, server.url, { javaScriptEnabled: false })
  await page.goto('/print')
  await page.getByLabel('Name of the home, school or office').fill(' Oak <b>House</b>')
  await page.getByRole('button', { name: 'Put the name on' }).click()
  for (const kind of ['Poster', 'Leaflet']) {
    await page.getByRole('link', { name: kind }).nth(1).click()
    expect(await page.locator('.place').innerText()).toBe('Oak <b>House</b>')
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(kind === 'Poster' ? 1 : 2)
    await page.locator('.back a').click()
  }
  await page.getByRole('link', { name: 'Cards to cut out' }).nth(1).click()
  expect(await page.locator('main').innerText()).not.toContain('Oak')
  await end()
})

test.each(['/print/poster/xx', '/print/nothing/yp', '/print/form/h'])(
  '%s is no page',
  async (path) => {
    expect((await ask(`${server.url}${path}`)).status).toBe(404)
  },
)

test('a form names only answers that paper has, and each thing that must hold in a line of its own', async () => {
  const young = await ask(`${server.url}/print/form/k`)
  const adult = await ask(`${server.url}/print/form/a`)
  const onlyIf = (html: string) => [...html.matchAll(/<i>Just for you if you picked: (.*?)<\/i>/g)]
  expect(onlyIf(young.text).map(([, answers]) => answers)).toEqual(['Yes please'])
  const ways = onlyIf(adult.text).map(([, answers]) => answers)
  expect(ways).toContain('Email / Phone call / Letter')
})
