import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf, localDateOf } from '#schema/dates.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/days/day-number.ts'
import { Role } from '#schema/vocabulary.ts'
import { openDesk } from '#tests/api/cases/desk.ts'
import { linkFor, submitTo } from '#tests/support/at-the-desk.ts'
import { codeFor } from '#tests/support/authenticator.ts'
import { openBrowser, type Visit, visit } from '#tests/support/browser.ts'
import {
  type DeskAddress,
  everyDeskPage,
  isPage,
  linksOf,
  madeOf,
} from '#tests/support/every-desk-page.ts'
import {
  axeFaults,
  contrastFaults,
  headingFaults,
  reachFaults,
  reflowFaults,
  smallTargets,
  stopFaults,
} from '#tests/support/page-checks.ts'
import { type RunningServer, startServer, temporaryFolder } from '#tests/support/server.ts'
import { spokenNameFaults } from '#tests/support/spoken-names.ts'
import { tabFaults } from '#tests/support/tab-walk.ts'
import { ask, type FormVisit, formVisit } from '#tests/support/wire.ts'

/** Where to begin: the first page, the stages that lie further down its lists, and what no link leads to. */
const STARTS = [
  '/officer',
  '/officer/inbox?stage=2',
  '/officer/inbox?stage=3',
  '/officer/inbox?state=closed',
  '/officer/keys',
  '/officer/report/texts?from=2026-04-01&to=2027-03-31',
  '/officer/removal?on=2099-01-01',
  '/officer/rota?add=cover',
]
/** Files and data, the ways to and from a council's own sign-in, and what those see who are not signed in. */
const NO_PAGE_OF_AN_OFFICER = [
  '/officer/cases/:reference/files/:id',
  '/officer/cases/:reference/letter/:nth',
  '/officer/report/:file',
  '/officer/council',
  '/officer/council/back',
  '/officer/sign-in',
  '/officer/link',
  '/officer/authenticator',
  '/officer/signed-out',
]
/** Acts whose forms are open in the cases that this test takes so far. */
const COME_LATE = [
  'put-right',
  'acknowledge-request',
  'agree-statement',
  'release-decision',
  'referral-acknowledged',
  'ombudsman-remedy-done',
  'data-acknowledge',
  'lift-exclusion',
]
/** One pixel. */
const A_PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
/** The roles besides an officer who administers, the one who sees most first. */
const OTHERS = Role.options.filter((role) => role !== 'officer' && role !== 'admin')

const NARROW = { width: 320, height: 800 }
const WIDE = { width: 1280, height: 900 }

const folder = temporaryFolder()
const dataDir = join(folder.path, 'data')
let server: RunningServer
let browser: Browser
let windows: readonly Visit[]
let officer: FormVisit

beforeAll(async () => {
  const env = { ...process.env, DATA_DIR: dataDir, AUTHORITIES: 'coventry', PRACTICE: 'yes' }
  execFileSync(process.execPath, ['dist/command.mjs', 'demo', 'fill'], { env })
  server = await startServer({ dataDir, env: { PRACTICE: 'yes' } })
  browser = await openBrowser()
  const inWindow = () => visit(browser, server.url, { viewport: NARROW })
  windows = await Promise.all([inWindow(), inWindow()])
})
afterAll(async () => {
  for (const one of windows) await one.end()
  await browser.close()
  await server.stop()
  folder.remove()
})

const somebodyOf = new Map<string, FormVisit>()

/** Somebody of these roles, signed in over the line; the same one each time. */
async function signIn(...roles: readonly Role[]): Promise<FormVisit> {
  const known = somebodyOf.get(roles.join())
  if (known !== undefined) return known
  const link = linkFor({ url: server.url, dataDir }, `${roles.join('-')}@council.example`, roles)
  const somebody = formVisit(server.url)
  await somebody.send('/officer/link', { key: new URL(link).searchParams.get('key') ?? '' })
  const { text } = await somebody.open('/officer/authenticator')
  const secret = /class="secret"[^>]*>([^<]*)</.exec(text)?.[1] ?? ''
  await somebody.send('/officer/authenticator', { code: codeFor(secret, instantOf(new Date())) })
  somebodyOf.set(roles.join(), somebody)
  return somebody
}

/** The addresses of the desk that can be opened, from the app's own table. */
async function patterns(): Promise<readonly string[]> {
  const { app } = await openDesk()
  const all = app.routes
    .filter(({ method, path }) => method === 'GET' && /^\/officer(\/|$)/.test(path))
    .map(({ path }) => path)
  return [...new Set(all)]
}

/** Something that came with a file, and words that are to be said in public: the year has none of either. */
async function addMore(ada: FormVisit): Promise<string> {
  const sent = await ask(`${server.url}/api/attachments`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: Buffer.from(A_PICTURE, 'base64'),
  })
  const { reference } = await submitTo(
    { url: server.url, dataDir },
    {
      facts: { who: 'young-person', service: 'family-time', wants: 'put-right', danger_now: 'no' },
      answers: { story: 'They cancelled my visit.', attachments: [JSON.parse(sent.text).id] },
    },
  )
  const { text } = await ada.open('/officer/told')
  const year = /<option value="(\d{4}-\d{2})"/.exec(text)?.[1] ?? ''
  await ada.send('/officer/told', { kind: 'change', year, said: 'Slow.', did: 'Faster.' })
  return `/officer/cases/${reference}`
}

/** Sends the form of an act, with what it asks for among these. */
async function act(
  ada: FormVisit,
  at: string,
  id: string,
  fields: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<void> {
  const path = `${at}/acts/${id}`
  const { text } = await ada.open(path)
  const seq = /name="seq" value="(\d+)"/.exec(text)?.[1] ?? ''
  const officers = [...text.matchAll(/value="(officer:\d+)"/g)].map(([, who]) => who ?? '')
  // Whoever is kept out is another than the one who was let in.
  const officer = officers.at(id === 'exclude' ? -1 : 0) ?? ''
  const filled = Object.entries({ seq, part: '1', text: WORDS, officer, ...fields })
  const asked = filled.filter(([name]) => text.includes(`name="${name}"`))
  const sent = await ada.send(path, Object.fromEntries(asked))
  if (sent.status !== 200) throw new Error(`${id}: ${sent.status} ${sent.text}`)
}

const WORDS = 'We looked. This is so.'

/** Forms that come late in a case, and that no case of the year happens to stand at. */
async function offerMoreForms(ada: FormVisit, at: string): Promise<string> {
  const on = localDateOf(instantOf(new Date()))
  const later = dayOfNumber(numberOfDay(on) + 40)
  await act(ada, at, 'freeze-decision')
  await act(ada, at, 'refer', { to: 'police', who: 'Jo', on })
  await act(ada, at, 'data-asked', { about: 'complaint', on })
  await act(ada, at, 'give-access', { until: later })
  await act(ada, at, 'exclude')
  await act(ada, at, 'add-point')
  await act(ada, at, 'answer-point', { point: '1', outcome: 'upheld' })
  await act(ada, at, 'answer', { short: WORDS })
  await act(ada, at, 'request-stage', { on, because: 'not-happy' })
  await act(ada, at, 'send-statement')
  await act(ada, at, 'ombudsman', { ref: '26 001', on })
  const decision = 'No full investigation'
  await act(ada, at, 'ombudsman-decided', { enquiry: '1', decision, on })
  await act(ada, at, 'ombudsman-remedy', { enquiry: '1', dueOn: later })
  const concern = { service: 'family-time', formal_choice: 'no', quick_fix: 'yes' }
  const { reference } = await submitTo(
    { url: server.url, dataDir },
    {
      facts: { who: 'young-person', ...concern, wants: 'put-right', danger_now: 'no' },
      answers: { story: 'They cancelled my visit.' },
    },
  )
  return `/officer/cases/${reference}`
}

async function lendSession({ context }: Visit, somebody: FormVisit): Promise<void> {
  await context.clearCookies()
  const url = server.url.replace('http:', 'https:')
  const cookies = [...somebody.cookies()].map(([name, value]) => ({ name, value }))
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, url, secure: true })))
}

/** By machine rules, by touch, without scrolling sideways, and by name. */
async function narrowFaults(page: Page): Promise<readonly string[]> {
  return [
    ...(await headingFaults(page)),
    ...(await axeFaults(page)),
    ...(await smallTargets(page)),
    ...(await reflowFaults(page)),
    ...(await reachFaults(page)),
    ...(await spokenNameFaults(page)),
  ]
}

/** On 320 px, and by Tab alone; then wide and in the dark. */
async function faultsOn(page: Page): Promise<readonly string[]> {
  const byTab = await tabFaults(page)
  await page.evaluate(() => scrollTo(0, 0))
  const narrow = [...byTab, ...(await narrowFaults(page))]
  await page.setViewportSize(WIDE)
  await page.emulateMedia({ colorScheme: 'dark' })
  const wide = [...(await reflowFaults(page)), ...(await contrastFaults(page))]
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(NARROW)
  return [
    ...narrow.map((fault) => `on 320 px: ${fault}`),
    ...wide.map((fault) => `wide and dark: ${fault}`),
  ]
}

/** Two windows share the work: a machine has two cores. */
async function faultsOf(
  visits: readonly Visit[],
  addresses: readonly DeskAddress[],
): Promise<readonly string[]> {
  const waiting = [...addresses]
  const found: string[] = []
  const look = async ({ page }: Visit) => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await page.goto(next.path)
      const faults = await faultsOn(page)
      found.push(...faults.map((fault) => `${next?.path} ${fault}`))
    }
  }
  await Promise.all(visits.map(look))
  return found
}

/** Forms of acts and pages of the guide differ in what `main` holds: it is put into a page that is there already. */
async function faultsInside(
  { page }: Visit,
  somebody: FormVisit,
  addresses: readonly DeskAddress[],
): Promise<readonly string[]> {
  const found: string[] = []
  await page.goto(addresses[0]?.path ?? '')
  // A browser shows a ring for a focus that a script gives, once somebody has pressed Tab.
  await page.keyboard.press('Tab')
  for (const { path } of addresses) {
    const { text } = await somebody.open(path)
    const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(text)?.[1] ?? ''
    await page.locator('main').evaluate((element, html) => {
      element.innerHTML = html
    }, main)
    const faults = [...(await narrowFaults(page)), ...(await stopFaults(page))]
    found.push(...faults.map((fault) => `${path} ${fault}`))
  }
  return found
}

const routeOf = ({ kind }: DeskAddress) => kind.split(' ')[0] ?? ''

/** Pages of one layout: each form of an act, each page of the guide. */
const isOneOfMany = (page: DeskAddress) => /:(act|page)$/.test(routeOf(page))

/** All pages, but one alone of each layout that has many. */
function ofEachLayout(all: readonly DeskAddress[]): readonly DeskAddress[] {
  return all.filter(
    (page, at) =>
      !isOneOfMany(page) || all.findIndex((one) => routeOf(one) === routeOf(page)) === at,
  )
}

let pages: readonly DeskAddress[]
/** What pages of a kind were made of where somebody looked at them. */
const seen = new Map<string, Set<string>>()

test('everyone can use every page of the desk, by keyboard alone too', async () => {
  const routes = await patterns()
  const ada = await signIn('officer', 'manager', 'admin')
  officer = ada
  const more = await addMore(ada)
  const concern = await offerMoreForms(ada, more)
  pages = await everyDeskPage(ada, routes, [...STARTS, more, concern])
  for (const late of COME_LATE) expect(pages.map(({ kind }) => kind.split(' ')[1])).toContain(late)
  const unseen = routes.filter((route) => !pages.some((page) => routeOf(page) === route))
  expect([...unseen].sort()).toEqual([...NO_PAGE_OF_AN_OFFICER].sort())
  for (const { kind, path } of pages) {
    seen.set(kind, new Set(madeOf((await ada.open(path)).text)))
  }
  for (const one of windows) await lendSession(one, ada)
  expect(await faultsOf(windows, ofEachLayout(pages))).toEqual([])
}, 300_000)

test('whoever types a letter into a field goes nowhere by it, and elsewhere goes where it leads', async () => {
  const page = windows[0]?.page
  if (page === undefined) throw new Error('there is no window')
  await page.goto('/officer/search')
  await page.locator('main input').first().focus()
  await page.keyboard.type('tlsn?')
  expect(await page.locator('main input').first().inputValue()).toBe('tlsn?')
  expect(new URL(page.url()).pathname).toBe('/officer/search')
  await page.locator('main').focus()
  await page.keyboard.press('l')
  await page.waitForURL('**/officer/inbox')
})

test('what hides from Tab, shows no ring, lies under something or holds the focus is found', async () => {
  const page = windows[0]?.page
  if (page === undefined) throw new Error('there is no window')
  await page.goto('/officer/search')
  await page.locator('main').evaluate((main) => {
    const add = (name: string) => {
      const button = main.appendChild(document.createElement('button'))
      button.textContent = name
      return button
    }
    add('Taken out').tabIndex = -1
    add('Without a ring').style.outline = 'none'
    add('Covered')
    const lid = main.appendChild(document.createElement('div'))
    Object.assign(lid.style, { position: 'relative', top: '-2rem', height: '2rem' })
  })
  expect(await tabFaults(page)).toEqual([
    'Without a ring: no ring',
    'Without a ring: covered',
    'Covered: covered',
    'Taken out: Tab never comes to it',
  ])
  await page.goto('/officer/search')
  await page
    .locator('main button')
    .first()
    .evaluate((button) => {
      button.addEventListener('keydown', (event) => event.preventDefault())
    })
  expect(await tabFaults(page)).toEqual([expect.stringMatching(/: holds the focus$/)])
})

test('and every form of an act and every page of the guide', async () => {
  const ada = officer
  const halves = windows.map((_, nth) =>
    pages.filter(isOneOfMany).filter((_page, at) => at % windows.length === nth),
  )
  const faults = await Promise.all(
    windows.map((one, nth) => faultsInside(one, ada, halves[nth] ?? [])),
  )
  expect(faults.flat()).toEqual([])
}, 300_000)

test.each(OTHERS)('and whatever of it is made otherwise for the role %s', async (role) => {
  const somebody = await signIn(role)
  const own: DeskAddress[] = []
  for (const { kind, path } of ofEachLayout(pages)) {
    const answer = await somebody.open(path)
    if (!isPage(answer) || answer.path !== path) continue
    const parts = [...madeOf(answer.text)]
    const known = seen.get(kind) ?? new Set()
    if (parts.some((part) => !known.has(part))) own.push({ kind, path })
    seen.set(kind, new Set([...known, ...parts]))
  }
  for (const one of windows) await lendSession(one, somebody)
  expect(await faultsOf(windows, own)).toEqual([])
})

/** Two steps from the first page, and of each kind of page one: `/officer/cases/B2C3D4F5/acts/answer?part=1`. */
const kindOf = (path: string) =>
  path.replace(/\/cases\/[^/?#]+/, '/cases/one').replace(/\?(part|done)=.*/, '')

test.each([...OTHERS, 'admin'] as const)(
  'nothing that the %s is shown leads to where there is nothing for them',
  async (role) => {
    const somebody = await signIn(role)
    const known = new Set<string>()
    const nowhere: string[] = []
    const linksBehind = async (path: string) => {
      if (known.has(kindOf(path))) return []
      known.add(kindOf(path))
      const { status, text } = await somebody.open(path)
      if (status !== 200) nowhere.push(`${path} ${status}`)
      return linksOf(text)
    }
    for (const path of await linksBehind('/officer')) {
      for (const next of await linksBehind(path)) await linksBehind(next)
    }
    expect(nowhere).toEqual([])
  },
)
