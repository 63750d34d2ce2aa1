/**
 * `node tests/trials/pages.ts [ADDRESS…]`: how soon every kind of public page, or these, are there on a bad line
 * and a slow telephone, what a young person's whole way costs, and what Lighthouse says where it is at hand. Writes
 * its figures to docs/operate/pages.md; `--once` looks at each page once and writes nothing. Lighthouse is no part
 * of this project: `--lighthouse PATH` names the command of one that is installed elsewhere.
 */
import { type ExecFileSyncOptions, execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { loadContent } from '#content/index.ts'
import { openBrowser, visit } from '#tests/support/browser.ts'
import { startServer, temporaryFolder } from '#tests/support/server.ts'
import { addressOf, walkInBrowser } from '#tests/support/walking.ts'
import { journeyAt, walkWith } from '#tests/support/walks.ts'
import { findBrowser } from '../../scripts/browser.mjs'

const REPORT = 'docs/operate/pages.md'
const [BEGIN, END] = ['<!-- figures -->', '<!-- end of figures -->']
/** The line and the telephone of the goal: 400 ms, 400 kbit/s, a processor six times slower. */
const LINE = {
  offline: false,
  latency: 400,
  downloadThroughput: 400_000 / 8,
  uploadThroughput: 400_000 / 8,
}
const SLOWER = 6
const GOAL_LCP = 2500
const GOAL_ROUTE_KB = 100
/** One address for each kind of public page that can be opened without answers before it. */
const KINDS = [
  ['the first page', '/'],
  ['the start of a journey', '/yp'],
  ['a question', '/yp/1'],
  ['a question with pictures', '/k/1'],
  ['an adult’s question', '/a/1'],
  ['a long page', '/p/rights'],
  ['rights with pictures', '/other-ways'],
  ['the way back', '/way-back'],
  ['things to print', '/print'],
  ['a poster', '/print/poster/yp'],
  ['a leaflet', '/print/leaflet/yp'],
  ['a form on paper', '/print/form/yp'],
  ['the advocate’s way in', '/advocate'],
] as const
/** Not one page: the way from the first one to the one after sending. */
const WHOLE = '/yp …'
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const

const { values: asked, positionals: only } = parseArgs({
  allowPositionals: true,
  options: { once: { type: 'boolean', default: false }, lighthouse: { type: 'string' } },
})
const rounds = asked.once ? 1 : 5

type Painted = { readonly lcp: number; readonly bytes: number; readonly requests: number }

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

/** Slows the line and the processor, and counts what comes over it. */
async function slow(page: Page): Promise<{ session: CDPSession; got: () => Omit<Painted, 'lcp'> }> {
  const session = await page.context().newCDPSession(page)
  let [bytes, requests] = [0, 0]
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
    requests += 1
  })
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', LINE)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  return { session, got: () => ({ bytes, requests }) }
}

/** When the largest thing of the page was painted, in ms after the press, with nothing kept from before. */
async function paint(browser: Browser, url: string, path: string): Promise<Painted> {
  const { page, end } = await visit(browser, url)
  const { got } = await slow(page)
  await page.goto(path, { waitUntil: 'load', timeout: 60_000 })
  const lcp = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let last = 0
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) last = entry.startTime
        }).observe({ type: 'largest-contentful-paint', buffered: true })
        // What is painted later than this would be a page that moves under the reader.
        setTimeout(() => resolve(last), 1500)
      }),
  )
  const counted = got()
  await end()
  return { lcp, ...counted }
}

/** Bytes down from the first page to the page after sending, as a young person goes, files kept meanwhile. */
async function wholeRoute(browser: Browser, url: string) {
  const content = loadContent('content')
  const journey = journeyAt(content, 'yp')
  const walk = walkWith(content, journey)
  const { page, end } = await visit(browser, url)
  const session = await page.context().newCDPSession(page)
  let bytes = 0
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await session.send('Network.enable')
  await page.goto('/')
  await page.goto('/yp')
  await page.goto(addressOf(walk, walk.steps[0]?.n ?? 1))
  await walkInBrowser(page, content, walk)
  await end()
  return { pages: walk.steps.length + 3, kb: bytes / 1024 }
}

/** Lighthouse’s marks for telephones, the median of each over the rounds. */
async function marks(command: string, url: string): Promise<readonly number[]> {
  const chromium = await findBrowser()
  const flags = ['--quiet', '--output=json', '--output-path=stdout']
  const chrome = '--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage'
  const only = `--only-categories=${CATEGORIES.join(',')}`
  const options: ExecFileSyncOptions = {
    env: { ...process.env, CHROME_PATH: chromium ?? '' },
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
  }
  /** A look that Lighthouse itself gives up, as it now and then does, is taken again. */
  const look = (attempts = 3): string => {
    try {
      const said = execFileSync(process.execPath, [command, url, ...flags, chrome, only], options)
      return said.toString()
    } catch (fault) {
      if (attempts === 1) throw fault
      return look(attempts - 1)
    }
  }
  const found = Array.from({ length: rounds }, () => {
    const { categories } = JSON.parse(look())
    return CATEGORIES.map((name) => Math.round(Number(categories[name].score) * 100))
  })
  return CATEGORIES.map((_, index) => median(found.map((each) => each[index] ?? 0)))
}

/** The figures of one kind of page, as a row of the table. */
async function rowOf(kind: string, path: string): Promise<string> {
  const seen: Painted[] = []
  for (let n = 0; n < rounds; n += 1) seen.push(await paint(browser, server.url, path))
  const lcp = Math.round(median(seen.map((each) => each.lcp)))
  const kb = median(seen.map(({ bytes }) => bytes)) / 1024
  const requests = median(seen.map((each) => each.requests))
  if (lcp > GOAL_LCP || lcp === 0) missed += 1
  const scores = asked.lighthouse && (await marks(asked.lighthouse, `${server.url}${path}`))
  const cells = [lcp, kb.toFixed(1), requests, scores ? scores.join(' / ') : '–', conditions()]
  return `| ${kind} | \`${path}\` | ${cells.join(' | ')} |`
}

/** Day and machine: a figure counts for them alone. */
function conditions(): string {
  const [cpu] = cpus()
  const load = loadavg()[0]?.toFixed(1)
  const day = new Date().toISOString().slice(0, 10)
  return `${day}, ${cpus().length} × ${cpu?.model.trim()}, Node ${process.version}, load ${load}`
}

/** Puts rows in the place of the older ones for the same address. */
function writeRows(rows: ReadonlyMap<string, string>): void {
  const before = readFileSync(REPORT, 'utf8')
  const [head = '', rest = ''] = before.split(BEGIN)
  const [old = '', tail = ''] = rest.split(END)
  const kept = new Map(
    [...old.matchAll(/^\| [^|]+ \| `([^`]+)` \|.*$/gm)].map(([line, key = '']) => [key, line]),
  )
  const all = [...KINDS.map(([, path]) => path), WHOLE]
  const lines = all.flatMap((key) => rows.get(key) ?? kept.get(key) ?? [])
  const title = '| page | address | LCP, ms | KB down | requests | Lighthouse | measured |'
  const table = [title, '|---|---|---|---|---|---|---|', ...lines].join('\n')
  writeFileSync(REPORT, `${head}${BEGIN}\n${table}\n${END}${tail}`)
}

const folder = temporaryFolder()
const server = await startServer({
  dataDir: join(folder.path, 'data'),
  // Nothing listens there: what would be mailed waits.
  env: { SMTP_URL: 'smtp://127.0.0.1:9' },
})
const browser = await openBrowser()
const rows = new Map<string, string>()
let missed = 0
try {
  const isAsked = (path: string) => only.length === 0 || only.includes(path)
  for (const [kind, path] of KINDS.filter((each) => isAsked(each[1]))) {
    rows.set(path, await rowOf(kind, path))
    process.stdout.write(`${rows.get(path)}\n`)
  }
  if (isAsked(WHOLE)) {
    const { pages, kb } = await wholeRoute(browser, server.url)
    if (kb > GOAL_ROUTE_KB) missed += 1
    const cells = ['–', kb.toFixed(1), '–', '–', conditions()]
    rows.set(
      WHOLE,
      `| a young person’s whole way, ${pages} pages | \`${WHOLE}\` | ${cells.join(' | ')} |`,
    )
    process.stdout.write(`${rows.get(WHOLE)}\n`)
  }
  if (asked.lighthouse === undefined)
    process.stdout.write('Lighthouse: skipped; `--lighthouse PATH` names one\n')
  if (!asked.once) writeRows(rows)
} finally {
  await browser.close()
  await server.stop()
  folder.remove()
}
process.exitCode = missed === 0 ? 0 : 1
