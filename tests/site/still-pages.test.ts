import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Every file of the public pages; the desk's own are looked at elsewhere. */
const FILES = readdirSync('site', { recursive: true, encoding: 'utf8' })
  .map((name) => join('site', name))
  .filter((path) => /\.(css|astro|ts)$/.test(path) && !/desk|officer|report/.test(path))

/** Where something stands that should not, by file. */
function holding(pattern: RegExp, kind: RegExp = /./): readonly string[] {
  return FILES.filter((path) => kind.test(path) && pattern.test(readFileSync(path, 'utf8')))
}

test('there are pages to look at', () => {
  expect(holding(/<main/).length).toBeGreaterThan(0)
  expect(holding(/font-size/, /\.css$/).length).toBeGreaterThan(5)
})

test.each([
  [
    'nothing moves, flashes or plays by itself',
    /@keyframes|animation|transition:|autoplay|<marquee/,
  ],
  [
    'no gesture is needed, and nothing happens before a press is let go',
    /touchmove|dragstart|contextmenu|mousedown|pointerdown|dblclick/,
  ],
  ['nobody is kept from making the page larger', /user-scalable|maximum-scale/],
  ['no page loads itself anew', /http-equiv=["']refresh/],
  ['letters grow with the size that a reader has set', /font-size:\s*[\d.]+px/],
  [
    'the browser puts up no window of its own about a mistake',
    /<(?:input|textarea|select)\b[^>]*\srequired\b/,
  ],
  [
    'every drawing is silent or says what it is',
    /<svg\b(?![^>]*(?:aria-hidden="true"|role="img"))/,
  ],
  ['words of any direction can be typed', /<textarea\b(?![^>]*dir="auto")/],
])('%s', (_statement, fault) => {
  expect(holding(fault)).toEqual([])
})
