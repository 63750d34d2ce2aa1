import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readFiles } from '#api/http/files.ts'
import { browserOf, content, givenApp } from '#tests/support/app.ts'
import { scoreOf } from './observatory.ts'

const HTTPS = 'https://tell.example.gov.uk'
const FILES = await readFiles(resolve('dist/site/client'))

function givenPublic() {
  return givenApp({ publicUrl: HTTPS, files: FILES })
}

/** Pages of every kind, rendered on demand or kept, faults too. */
const PAGES = [
  '/',
  ...[...content.journeys.keys()].map((path) => `/${path}`),
  ...content.pageNames.map((name) => `/p/${name}`),
  '/yp/1',
  '/way-back',
  '/way-back/messages',
  '/officer',
  '/officer/sign-in',
  '/officer/link?key=x',
  '/api/health',
  '/api/openapi.json',
  '/.well-known/security.txt',
  '/no-such-page',
]

test('every page, static or on demand, scores at least 130 by Mozilla’s published table, and more with a cookie', async () => {
  const app = await givenPublic()
  for (const path of [...PAGES, ...FILES.keys()]) {
    const answer = await app.request(`${HTTPS}${path}`)
    const html = await answer.text()
    const { score, why } = scoreOf({ headers: answer.headers, html })
    expect(score, `${path}: ${why.join(', ')}`).toBeGreaterThanOrEqual(130)
  }
  const browser = browserOf(app)
  const steps = content.journeys.get('yp')?.steps ?? []
  const safe = steps.findIndex(({ question }) => question === 'yp-safe') + 1
  const withCookie = await browser.post(`${HTTPS}/yp/${safe}`, { answer: 'yes' })
  expect(withCookie.headers.getSetCookie()).not.toEqual([])
  expect(scoreOf({ headers: withCookie.headers, html: '' }).score).toBeGreaterThanOrEqual(135)
})

test('no page holds an inline script, an inline style, an event handler or anything of a third party', async () => {
  const app = await givenPublic()
  for (const path of PAGES) {
    const html = await (await app.request(`${HTTPS}${path}`)).text()
    if (!html.startsWith('<!')) continue
    expect(html, path).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/)
    expect(html, path).not.toMatch(/<style|\sstyle=|\son[a-z]+=/)
    const loaded = [
      ...html.matchAll(
        /<(?:script|link|img|iframe|source|audio|video|form)\b[^>]*?\s(?:src|href|action)="([^"]*)"/g,
      ),
    ]
    const foreign = loaded.map(([, to = '']) => to).filter((to) => /^(https?:)?\/\//.test(to))
    expect(foreign, path).toEqual([])
  }
})

test('nothing unsafe is allowed by any policy, and no page may be framed', async () => {
  const app = await givenPublic()
  for (const path of PAGES) {
    const policy = (await app.request(`${HTTPS}${path}`)).headers.get('Content-Security-Policy')
    expect(policy, path).toContain("default-src 'none'")
    expect(policy, path).toContain("frame-ancestors 'none'")
    expect(policy, path).not.toMatch(/unsafe|\*|http:/)
  }
})

test('what holds somebody’s words is kept by no browser on the way', async () => {
  const app = await givenPublic()
  for (const path of ['/yp/1', '/way-back', '/officer', '/api/health']) {
    expect((await app.request(`${HTTPS}${path}`)).headers.get('Cache-Control'), path).toBe(
      'no-store',
    )
  }
})

test('whoever finds a hole is told whom to write to, and that for less than a year', async () => {
  const app = await givenPublic()
  const answer = await app.request(`${HTTPS}/.well-known/security.txt`)
  expect(answer.headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
  const text = await answer.text()
  expect(text).toMatch(/^Contact: mailto:\S+@\S+$/m)
  expect(text).toContain(`Canonical: ${HTTPS}/.well-known/security.txt`)
  const expires = Date.parse(/^Expires: (\S+)$/m.exec(text)?.[1] ?? '')
  const days = (expires - Date.parse(app.clock())) / 86_400_000
  expect(days).toBeGreaterThan(30)
  expect(days).toBeLessThan(365)
})

describe('the scorer', () => {
  const good = new Headers({
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Strict-Transport-Security': 'max-age=63072000',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  })

  test.each([
    ['all of it', {}, 130],
    [
      'a policy with unsafe-inline',
      { 'Content-Security-Policy': "script-src 'unsafe-inline'" },
      60,
    ],
    ['https for a day', { 'Strict-Transport-Security': 'max-age=86400' }, 120],
    ['shared with every site', { 'Access-Control-Allow-Origin': '*' }, 50],
  ])('gives %s what the table gives', (_, change, score) => {
    const headers = new Headers(good)
    for (const [name, value] of Object.entries(change)) headers.set(name, value)
    expect(scoreOf({ headers, html: '' }).score).toBe(score)
  })
})
