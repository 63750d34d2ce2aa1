import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import { openBrowser, visit } from '#tests/support/browser.ts'
import { walkByKeyboard } from '#tests/support/keyboard.ts'
import { startWithDrafts } from '#tests/support/server.ts'
import { journeyAt, questionOf, type Walk, walkWith } from '#tests/support/walks.ts'

const content = loadContent('content')
const CODE = /^[0-9A-Z]{16}$/
/** A window of 1280 × 1024 at 400 %. */
const ZOOMED = { width: 320, height: 256 }
/** 400 ms there and back, 400 kbit/s. */
const BAD_LINE = {
  offline: false,
  latency: 400,
  downloadThroughput: 400_000 / 8,
  uploadThroughput: 400_000 / 8,
}
/** Two journeys that, between them, ask in every way there is. What each page shows is looked at elsewhere. */
const WALKS = [
  ['a young child without scripts', walkOf('k', '', {}), false],
  [
    'a young person who reads from the right',
    walkOf('yp', '/ar', { 'yp-want.answer': 'sorry', 'yp-reply.answer': 'letter' }),
    true,
  ],
] as const
let server: Awaited<ReturnType<typeof startWithDrafts>>
let browser: Browser

beforeAll(async () => {
  server = await startWithDrafts()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

function walkOf(id: string, prefix: string, wishes: Readonly<Record<string, string>>): Walk {
  const journey = journeyAt(content, id)
  return { ...walkWith(content, journey, wishes), prefix }
}

/** How a page asks, as fingers meet it: by circles, boxes, a line or several lines. */
function waysToAsk(kinds: readonly string[]): readonly string[] {
  const way = (kind: string) =>
    ['choice', 'choices', 'long-text', 'address', 'file', 'mark'].includes(kind) ? kind : 'line'
  return [...new Set(kinds.map(way))].filter((kind) => kind !== 'mark' && kind !== 'file').sort()
}

test('the two journeys ask in every way that any journey does', () => {
  const all = [...content.questions.values()].flatMap(({ fields }) =>
    fields.map(({ kind }) => kind),
  )
  const walked = WALKS.flatMap(([, walk]) =>
    walk.steps.flatMap(({ question }) =>
      questionOf(content, question)
        .fields.filter(({ name }) => walk.answers[question]?.[name] !== undefined)
        .map(({ kind }) => kind),
    ),
  )
  expect(waysToAsk(walked)).toEqual(waysToAsk(all))
})

// Both at once: what takes the time is the line, and each has its own.
describe.concurrent('by keyboard alone, at 400 % and on a bad line, to a private code', () => {
  test.each(WALKS)(
    '%s',
    async (_who, walk, javaScriptEnabled) => {
      const { page, context, end } = await visit(browser, server.url, {
        viewport: ZOOMED,
        javaScriptEnabled,
      })
      const session = await context.newCDPSession(page)
      await session.send('Network.enable')
      await session.send('Network.emulateNetworkConditions', BAD_LINE)
      expect(await walkByKeyboard(page, content, walk)).toMatch(CODE)
      await end()
    },
    120_000,
  )
})
