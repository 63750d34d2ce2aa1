import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import { startWithDrafts } from '#tests/support/server.ts'
import { walkWithForms } from '#tests/support/walking.ts'
import { journeyAt, walksOver } from '#tests/support/walks.ts'
import { type Answer, ask, formVisit } from '#tests/support/wire.ts'

const KB = 1024
const content = loadContent('content')
const journeys = [...content.journeys.values()]
let server: Awaited<ReturnType<typeof startWithDrafts>>

beforeAll(async () => {
  server = await startWithDrafts()
})
afterAll(() => server.close())

/** What a browser fetches with a page: its styles, scripts and icon. */
function addressesIn(html: string): readonly string[] {
  const tags = html.match(/<(?:link|script|img|source|audio|video|iframe)\b[^>]*>/g) ?? []
  return tags
    .filter((tag) => !/rel="(?:alternate|canonical|prefetch)"/.test(tag))
    .flatMap((tag) => /\b(?:href|src)="([^"]+)"/.exec(tag)?.[1] ?? [])
}

async function coldVisit(path: string) {
  const page = await ask(`${server.url}${path}`)
  const files = await Promise.all(
    addressesIn(page.text).map(async (address) => ({
      address,
      ...(await ask(new URL(address, server.url).href)),
    })),
  )
  return { page, files }
}

describe('what a page costs on a bad line', () => {
  test.each(journeys.map((journey) => `/${journey.path}/1`))(
    'the first form page %s is at most 30 KB in 4 requests',
    async (path) => {
      const { page, files } = await coldVisit(path)
      expect([page, ...files].map(({ status }) => status)).not.toContain(404)
      expect(1 + files.length, files.map((file) => file.address).join(' ')).toBeLessThanOrEqual(4)
      const total = [page, ...files].reduce((sum, answer) => sum + answer.bytes, 0)
      expect(total).toBeLessThanOrEqual(30 * KB)
    },
  )

  test.each(journeys.map((journey) => `/${journey.path}/1`))(
    'the words and the look of %s are at most 14 KB',
    async (path) => {
      const { page, files } = await coldVisit(path)
      const styles = files.filter((file) => /css/.test(String(file.headers['content-type'])))
      const total = [page, ...styles].reduce((sum, answer) => sum + answer.bytes, 0)
      // A page where something is typed goes as gzip: it names the visit that it belongs to.
      expect(['br', 'gzip']).toContain(page.headers['content-encoding'])
      expect(styles.length).toBeGreaterThan(0)
      expect(total).toBeLessThanOrEqual(14 * KB)
    },
  )

  test.each(journeys.map((journey) => [journey.id, journey] as const))(
    'each further page of %s is at most 8 KB and asks no other host',
    async (_id, journey) => {
      for (const walk of walksOver(content, journey)) {
        const pages = await walkWithForms(formVisit(server.url), walk)
        expect(pages.filter(isHeavy).map((page) => page.bytes)).toEqual([])
        expect(pages.flatMap(hostsIn)).toEqual([])
      }
    },
  )
})

describe.each(content.languages.map(({ tag }) => tag).filter((tag) => tag !== 'en'))(
  'what a young person’s page costs in %s',
  (tag) => {
    test('the first form page is at most 30 KB, each further one 8 KB, the whole route 100 KB', async () => {
      const journey = journeyAt(content, 'yp')
      const first = await coldVisit(`/${tag}/yp/2`)
      const files = first.files.reduce((sum, { bytes }) => sum + bytes, 0)
      expect(first.page.bytes + files).toBeLessThanOrEqual(30 * KB)
      for (const walk of walksOver(content, journey)) {
        const pages = await walkWithForms(formVisit(server.url), { ...walk, prefix: `/${tag}` })
        expect(pages.filter(isHeavy).map((page) => page.bytes)).toEqual([])
        const total = pages.reduce((sum, page) => sum + page.bytes, files)
        expect(total).toBeLessThanOrEqual(100 * KB)
      }
    })
  },
)

function isHeavy(page: Answer): boolean {
  return page.bytes > 8 * KB
}

/** Hosts other than ours that a page would fetch something from by itself. */
function hostsIn(page: Answer): readonly string[] {
  return addressesIn(page.text).filter(
    (address) => new URL(address, server.url).origin !== server.url,
  )
}
