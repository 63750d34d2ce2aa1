import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keep } from '#api/http/compressed.ts'
import { escaped } from '#api/http/escaped.ts'
import { filled, plainly, zipped } from '#api/http/filled.ts'
import { type Browser, browserOf, givenApp } from '#tests/support/app.ts'

const MARK = '\u{FDD2}'
/** Words from one letter to more than one packed block holds. */
const aText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.integer({ min: 1, max: 8000 }))
    .map(([word, times]) => word.repeat(times).slice(0, 70_000)),
)
const withoutMark = aText.map((text) => text.replaceAll(MARK, '').toWellFormed())

test('a page comes out of its packed parts as its pieces and texts stand, whatever was typed', () => {
  fc.assert(
    fc.property(
      withoutMark,
      fc.array(fc.tuple(aText, withoutMark), { maxLength: 6 }),
      (first, rest) => {
        const html = first + rest.map(([, piece], n) => `${MARK}${n}${MARK}${piece}`).join('')
        const parts = filled(
          keep(Buffer.from(html), 'text/html', 'no-store'),
          rest.map(([typed]) => typed),
        )
        const page = first + rest.map(([typed, piece]) => escaped(typed) + piece).join('')
        expect(plainly(parts).equals(Buffer.from(page))).toBe(true)
        expect(gunzipSync(zipped(parts)).equals(plainly(parts))).toBe(true)
      },
    ),
    { numRuns: 200 },
  )
})

const STORY = 'It is 5 < 6 & "so" </textarea><script>alert(1)</script>\u{FDD2}0\u{FDD2} ünd ☂'

async function pageOf(browser: Browser, encoding: string): Promise<string> {
  const page = await browser.get('/yp/6', { 'Accept-Encoding': encoding })
  const bytes = Buffer.from(await page.arrayBuffer())
  expect(page.headers.get('Content-Length')).toBe(String(bytes.byteLength))
  expect(page.headers.get('Cache-Control')).toBe('no-store')
  expect(page.headers.get('ETag')).toBeNull()
  if (page.headers.get('Content-Encoding') === null) return bytes.toString('utf8')
  expect(page.headers.get('Content-Encoding')).toBe('gzip')
  return gunzipSync(bytes).toString('utf8')
}

test('a story stands on its page as it was typed, over a line that packs and over one that does not', async () => {
  const app = await givenApp()
  const browser = browserOf(app)
  await browser.post('/yp/2', { answer: 'yes' })
  await browser.post('/yp/4', { answer: 'not-ok' })
  await browser.post('/yp/5', { answer: 'complaint' })
  await browser.post('/yp/6', { story: STORY })
  const plain = await pageOf(browser, 'identity')
  const field = /<textarea[^>]*name="story"[^>]*>\n([\s\S]*?)<\/textarea>/.exec(plain)?.[1]
  expect(field).toBe(escaped(STORY))
  expect(await pageOf(browser, 'br, gzip')).toBe(plain)
})
