import { describe, expect, test } from 'vitest'
import { linkKey, openBrowser, openDesk, pageOf, signIn } from '#tests/api/cases/desk.ts'
import { addOfficer } from '#tests/support/officers.ts'

type Desk = Awaited<ReturnType<typeof openDesk>>

/** Every address of the app for this method, once, with something in the place of what varies. */
function addressesOf({ app }: Desk, method: string): readonly string[] {
  const all = app.routes
    .filter((route) => route.method === method)
    .map(({ path }) => path.replace(/:[a-z]+/g, 'C2D3F4H6').replace('*', 'x'))
  return [...new Set(all)]
}

const FOREIGN: readonly Readonly<Record<string, string>>[] = [
  { Origin: 'https://elsewhere.example' },
  // What a browser says for a page in a frame without a name, or led here by another site.
  { Origin: 'null' },
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site', Origin: 'https://neighbour.localhost' },
]

test('no address at all takes a write that another site made the browser of an officer send', async () => {
  const desk = await openDesk()
  const officer = await desk.signIn()
  const addresses = addressesOf(desk, 'POST')
  expect(addresses.length).toBeGreaterThan(30)
  for (const path of addresses) {
    for (const headers of FOREIGN) {
      const body = new URLSearchParams({ act: 'confirm', email: 'eve@elsewhere.example' })
      const { status } = await officer.ask(path, { method: 'POST', body, headers })
      expect([path, status]).toEqual([path, 403])
    }
  }
  expect((await officer.get('/officer')).status).toBe(200)
})

test('no page of the desk is shown in a frame, guessed at as another kind, or kept by a browser', async () => {
  const desk = await openDesk()
  const officer = await desk.signIn()
  const pages = addressesOf(desk, 'GET').filter((path) => path.startsWith('/officer'))
  expect(pages.length).toBeGreaterThan(20)
  for (const path of pages) {
    const { headers } = await officer.get(path)
    expect([path, headers.get('X-Frame-Options')]).toEqual([path, 'DENY'])
    expect(headers.get('Content-Security-Policy')).toMatch(/frame-ancestors 'none'|^sandbox;/)
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect([path, headers.get('Cache-Control')]).toEqual([path, 'no-store'])
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull()
  }
})

describe('cookies of the desk', () => {
  test('are for this host alone, encrypted lines alone, and out of reach of scripts', async () => {
    const desk = await openDesk()
    const ada = { email: 'ada@council.example', name: 'Ada', roles: ['officer'], services: [] }
    const officer = await addOfficer(desk.store, { ...ada, roles: ['officer'] }, desk.clock.now)
    const browser = openBrowser(desk.app)
    const lines: string[] = []
    const ask = async (path: string, fields?: Record<string, string>) => {
      const shown = await (fields === undefined ? browser.get(path) : browser.post(path, fields))
      lines.push(...shown.headers.getSetCookie())
      return shown
    }
    await ask('/officer/sign-in')
    await ask('/officer/link', { key: await linkKey(desk.store, officer, desk.clock.now) })
    await signIn(browser, await linkKey(desk.store, officer, desk.clock.now), desk.clock.now)
    await ask('/officer/passkeys')
    await ask('/officer/sign-out', {})
    expect(lines.length).toBeGreaterThan(3)
    for (const line of lines) {
      expect(line).toMatch(/^__Host-desk-/)
      for (const attribute of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Strict']) {
        expect(line).toContain(attribute)
      }
      expect(line).not.toContain('Domain')
    }
  })

  test('that somebody else put into the browser are not taken over by signing in', async () => {
    const desk = await openDesk()
    const known = await desk.signIn()
    const planted = 'A'.repeat(43)
    const name = '__Host-desk-coventry'
    const browser = openBrowser(desk.app)
    browser.cookies.set(name, planted)
    desk.minutesOn(1)
    await desk.signInAgain({ ...browser, officer: known.officer })
    expect(browser.cookies.get(name)).not.toBe(planted)
    expect((await browser.get('/officer')).status).toBe(200)
    const thief = openBrowser(desk.app)
    thief.cookies.set(name, planted)
    expect((await thief.get('/officer')).location).toBe('/officer/sign-in')
  })

  test('of one kind are none of another', async () => {
    const desk = await openDesk()
    const browser = await desk.signIn()
    await browser.get('/officer/passkeys')
    const of = (kind: string) => browser.cookies.get(`__Host-desk-${kind}coventry`) ?? ''
    const swapped = openBrowser(desk.app)
    swapped.cookies.set('__Host-desk-coventry', of('known-'))
    swapped.cookies.set('__Host-desk-passkey-coventry', of('known-'))
    swapped.cookies.set('__Host-desk-known-coventry', of('passkey-'))
    expect((await swapped.get('/officer')).location).toBe('/officer/sign-in')
    const refused = await swapped.post('/officer/passkey', { answer: '{}' })
    expect(pageOf(refused, 'sign-in').faults).toEqual([{ field: 'passkey', code: 'over' }])
  })
})

test('whoever is taken off the desk is out in the middle of their work, with every way back in', async () => {
  const desk = await openDesk()
  const admin = await desk.signIn({ email: 'max@council.example', name: 'Max', roles: ['admin'] })
  const leaver = await desk.signIn()
  const link = await linkKey(desk.store, leaver.officer, desk.clock.now)
  const { id } = leaver.officer
  expect((await admin.post(`/officer/people/${id}/remove`, { heir: '' })).status).toBe(303)
  expect((await leaver.get('/officer')).location).toBe('/officer/sign-in')
  expect((await leaver.get('/api/officer/inbox')).status).toBe(401)
  expect((await leaver.post('/officer/link', { key: link })).status).toBe(422)
  await leaver.post('/officer/sign-in', { email: leaver.officer.email })
  expect((await admin.get('/officer/people')).text).not.toContain(leaver.officer.email)
})
