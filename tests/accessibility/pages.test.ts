import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import { openBrowser, visit } from '#tests/support/browser.ts'
import { screenFaults } from '#tests/support/screen-checks.ts'
import { startWithMail } from '#tests/support/server.ts'
import { goOn } from '#tests/support/walking.ts'
import { ask } from '#tests/support/wire.ts'

const content = loadContent('content')
let server: Awaited<ReturnType<typeof startWithMail>>
let browser: Browser
let pages: ReadonlyMap<string, number>

beforeAll(async () => {
  server = await startWithMail()
  browser = await openBrowser()
  pages = await pagesFrom('/')
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

/** Every page of ours that links lead to, with its status. Leaving and the desk are walked elsewhere. */
async function pagesFrom(start: string): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  const waiting = [start]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path) || /^\/(leave|officer|_astro)\b/.test(path)) continue
    const answer = await ask(`${server.url}${path}`)
    found.set(path, answer.status)
    if (!String(answer.headers['content-type']).startsWith('text/html')) continue
    for (const [, href = ''] of answer.text.matchAll(/<a\b[^>]*\bhref="([^"]+)"/g)) {
      const address = new URL(href.replaceAll('&amp;', '&'), `${server.url}${path}`)
      if (address.origin === server.url) waiting.push(address.pathname)
    }
  }
  return found
}

/** Pages that need no answers before them. */
function openPages(): readonly string[] {
  return [...pages].filter(([, status]) => status === 200).map(([path]) => path)
}

test('no link leads nowhere', () => {
  const broken = [...pages].filter(([, status]) => status >= 400)
  expect(broken).toEqual([])
})

test('every long page is linked from somewhere', () => {
  const unlinked = content.pageNames.filter(
    (name) => !openPages().some((path) => path.split('/').at(-1) === name),
  )
  expect(unlinked).toEqual([])
})

type Looked = { readonly title: string; readonly help: string; readonly faults: readonly string[] }

/** What each page that needs no answers before it looks like: opened once, for every test that asks. */
let looked: Promise<ReadonlyMap<string, Looked>> | undefined
function everyPage(): Promise<ReadonlyMap<string, Looked>> {
  looked ??= lookAtAll()
  return looked
}

async function lookAtAll(): Promise<ReadonlyMap<string, Looked>> {
  const { page, end } = await visit(browser, server.url)
  const all = new Map<string, Looked>()
  for (const path of openPages()) {
    await page.goto(path)
    const title = await page.title()
    const help = (await page.locator('#help a').allInnerTexts()).join(' | ')
    all.set(path, { title, help, faults: await screenFaults(page) })
  }
  await end()
  return all
}

test('every public page can be used by everyone', async () => {
  const pages = [...(await everyPage())]
  const faults = pages.flatMap(([path, { faults }]) => faults.map((fault) => `${path}: ${fault}`))
  expect(faults).toEqual([])
}, 900_000)

test('an address that is no page says so and shows a way on', async () => {
  const { page, end } = await visit(browser, server.url)
  const answer = await page.goto('/no-such-page')
  expect(answer?.status()).toBe(404)
  expect(await page.locator('main a').count()).toBeGreaterThan(0)
  expect(await screenFaults(page)).toEqual([])
  await end()
})

test('help stands in the same order on every public page', async () => {
  // Who listens day and night is another for a care leaver and for an adult, at the same place.
  const orders = [...(await everyPage()).values()].map(({ help }) =>
    help.replace(/116 123|0808 800 5000/, '0800 1111'),
  )
  expect([...new Set(orders)]).toHaveLength(1)
}, 900_000)

test('no title and no address of a public page says what it is about', async () => {
  const said = [...(await everyPage())].map(([path, { title }]) => `${path} ${title}`)
  expect(said.filter((one) => /complain|council|abuse|social|safeguard/i.test(one))).toEqual([])
}, 900_000)

test('a screen reader is told of a mistake first, then the question, what to do and the answers', async () => {
  const { page, end } = await visit(browser, server.url)
  await page.goto('/yp/2')
  await goOn(page)
  const error = 'Choose an answer, or pick \\"I do not want to say\\"'
  const told = [
    'heading "There is a problem" [level=2]',
    `link "${error}":`,
    'group "Are you safe right now?":',
    'heading "Are you safe right now?" [level=1]',
    'paragraph: We ask everyone this',
    `paragraph: "Error: ${error}"`,
    'radio "Yes, I am safe"',
    'radio "No, I am not safe"',
    'radio "I am not sure"',
    'radio "I do not want to say"',
    'status',
    'button "Continue"',
    'button "Save and come back later"',
  ]
  const lines = (await page.locator('main').ariaSnapshot()).split('\n')
  const heard = lines.map((line) => line.trim().replace(/^- /, ''))
  const spoken = heard.filter(
    (line) => !/^(main:|alert:|list:|listitem:|text:|\/url:|paragraph:$)/.test(line),
  )
  expect(spoken).toEqual(told)
  await end()
})
