import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { firstOfficerLink } from '#api/officers/first-officer.ts'
import { outbox, sessions, signInLinks } from '#api/store/tables.ts'
import { A_YOUNG_PERSON, linkKey, openDesk, pageOf, signIn } from '#tests/api/cases/desk.ts'
import { codeFor } from '#tests/support/authenticator.ts'
import { addOfficer } from '#tests/support/officers.ts'

type Desk = Awaited<ReturnType<typeof openDesk>>

function ada(desk: Desk) {
  return addOfficer(
    desk.store,
    { email: 'ada@council.example', name: 'Ada', roles: ['officer'], services: [] },
    desk.clock.now,
  )
}

/** The links that wait in the outbox, newest last. */
async function mailedLinks(desk: Desk): Promise<readonly string[]> {
  const rows = await desk.store.db.select().from(outbox).where(eq(outbox.kind, 'sign-in'))
  return rows.map(({ sealed }) => {
    const { text } = JSON.parse(desk.store.keys.own.open(sealed ?? Buffer.alloc(0)).toString())
    return /http\S+/.exec(text)?.[0] ?? ''
  })
}

describe('from nothing to a changed route', () => {
  test('the first officer sets up the desk and does the first piece of work', async () => {
    const desk = await openDesk()
    const link = await firstOfficerLink(desk.store, 'http://localhost:4321', desk.clock.now)
    const key = new URL(link ?? '').searchParams.get('key') ?? ''
    const { reference, code } = await desk.submit({ facts: A_YOUNG_PERSON })
    const browser = desk.browser()

    const looked = pageOf(await browser.get(`/officer/link?key=${key}`), 'link')
    expect(looked.isFirst).toBe(true)
    const who = { key, email: 'ada@council.example', name: 'Ada' }
    expect(await browser.post('/officer/link', who)).toMatchObject({
      status: 303,
      location: '/officer/authenticator',
    })
    const { setUp } = pageOf(await browser.get('/officer/authenticator'), 'authenticator')
    const digits = codeFor(setUp?.secret ?? '', desk.clock.now)
    expect(await browser.post('/officer/authenticator', { code: digits })).toMatchObject({
      status: 303,
      location: '/officer',
    })
    const { list } = pageOf(await browser.get('/officer/inbox'), 'inbox')
    expect(list.rows.map((row) => row.reference)).toEqual([reference])
    const { view } = pageOf(await browser.get(`/officer/cases/${reference}`), 'case')
    const changed = await browser.post(`/officer/cases/${reference}`, {
      act: 'change',
      to: 'concern',
      reason: 'writer-asked',
      text: 'You said you want it fixed fast.',
      still: 'say-more',
      reviewOn: '2026-11-25',
      advocacyReminder: 'yes',
      ombudsmanLine: 'yes',
      seq: String(view.seq),
    })
    expect(changed.status).toBe(303)
    const { decisions } = await desk.wayBack(code)
    expect(decisions[0]?.text).toContain('You said you want it fixed fast.')
  })
})

describe('asking for a link', () => {
  test('sends one to an officer, and it opens', async () => {
    const desk = await openDesk()
    await ada(desk)
    const browser = desk.browser()
    const asked = await browser.post('/officer/sign-in', { email: ' Ada@Council.example ' })
    expect(pageOf(asked, 'sign-in').isAsked).toBe(true)
    const [link = ''] = await mailedLinks(desk)
    const key = new URL(link).searchParams.get('key') ?? ''
    await signIn(browser, key, desk.clock.now)
    expect((await browser.get('/officer')).status).toBe(200)
  })

  test('answers a stranger with the same bytes, and sends nothing', async () => {
    const desk = await openDesk()
    await ada(desk)
    const known = await desk.browser().post('/officer/sign-in', { email: 'ada@council.example' })
    const stranger = await desk.browser().post('/officer/sign-in', { email: 'eve@else.example' })
    expect([stranger.status, stranger.text]).toEqual([known.status, known.text])
    expect(await mailedLinks(desk)).toHaveLength(1)
  })

  test('takes the same time for a stranger', async () => {
    const desk = await openDesk()
    await ada(desk)
    const timeFor = async (email: string) => {
      const began = performance.now()
      await desk.browser().post('/officer/sign-in', { email })
      return performance.now() - began
    }
    const times = [await timeFor('ada@council.example'), await timeFor('eve@else.example')]
    for (const time of times) expect(time).toBeGreaterThanOrEqual(249)
  })

  test('again and again fills nobody’s mailbox, and locks nobody out', async () => {
    const desk = await openDesk()
    await ada(desk)
    await Promise.all(
      Array.from({ length: 5 }, () =>
        desk.browser().post('/officer/sign-in', { email: 'ada@council.example' }),
      ),
    )
    for (let n = 0; n < 3; n++)
      await desk.browser().post('/officer/sign-in', { email: 'ada@council.example' })
    const links = await mailedLinks(desk)
    expect(links).toHaveLength(3)
    const browser = desk.browser()
    await signIn(browser, new URL(links[0] ?? '').searchParams.get('key') ?? '', desk.clock.now)
    expect((await browser.get('/officer')).status).toBe(200)
  })

  test('thirty times from one network is enough, but a browser that signed in before still may', async () => {
    const desk = await openDesk()
    const known = await desk.signIn()
    const stranger = desk.browser()
    const askings = Array.from({ length: 30 }, (_, n) =>
      stranger.post('/officer/sign-in', { email: `somebody-${n}@council.example` }),
    )
    expect((await Promise.all(askings)).map(({ status }) => status)).not.toContain(429)
    const waits = await stranger.post('/officer/sign-in', { email: 'ada@council.example' })
    expect([waits.status, pageOf(waits, 'sign-in').faults]).toEqual([
      429,
      [{ field: 'email', code: 'wait' }],
    ])
    await known.post('/officer/sign-out', {})
    const asked = await known.post('/officer/sign-in', { email: 'ada@council.example' })
    expect(pageOf(asked, 'sign-in').isAsked).toBe(true)
  })

  test('in somebody else’s name uses up no link of the browser they sign in with', async () => {
    const desk = await openDesk()
    const known = await desk.signIn()
    await known.post('/officer/sign-out', {})
    for (let n = 0; n < 4; n++)
      await desk.browser().post('/officer/sign-in', { email: 'ada@council.example' })
    const before = await mailedLinks(desk)
    await known.post('/officer/sign-in', { email: 'ada@council.example' })
    expect([before.length, (await mailedLinks(desk)).length]).toEqual([2, 3])
  })

  test('without an address is told what to enter', async () => {
    const desk = await openDesk()
    const asked = await desk.browser().post('/officer/sign-in', { email: 'ada' })
    const page = pageOf(asked, 'sign-in')
    expect([asked.status, page.faults]).toEqual([422, [{ field: 'email', code: 'missing' }]])
    expect(page.typed).toEqual({ email: ['ada'] })
  })
})

describe('a link', () => {
  test('that a scanner of mail looked at still opens', async () => {
    const desk = await openDesk()
    const key = await linkKey(desk.store, await ada(desk), desk.clock.now)
    for (let n = 0; n < 3; n++) await desk.browser().get(`/officer/link?key=${key}`)
    const browser = desk.browser()
    await signIn(browser, key, desk.clock.now)
    expect((await browser.get('/officer')).status).toBe(200)
  })

  test.each(['used', 'made up', 'too old'])(
    'that is %s leads to asking for a new one',
    async (kind) => {
      const desk = await openDesk()
      const real = await linkKey(desk.store, await ada(desk), desk.clock.now)
      if (kind === 'used') await desk.browser().post('/officer/link', { key: real })
      if (kind === 'too old') desk.minutesOn(24 * 60)
      const key = kind === 'made up' ? 'x'.repeat(43) : real
      const browser = desk.browser()
      const answer = await browser.post('/officer/link', { key })
      expect(answer.status).toBe(422)
      expect(pageOf(answer, 'sign-in').faults).toEqual([{ field: 'key', code: 'used-or-over' }])
      expect(browser.cookies.size).toBe(0)
    },
  )
})

describe('the cookie', () => {
  test('is for this host alone, out of reach of scripts and other sites', async () => {
    const desk = await openDesk()
    const key = await linkKey(desk.store, await ada(desk), desk.clock.now)
    const answer = await desk.browser().post('/officer/link', { key })
    const [line = ''] = answer.headers.getSetCookie()
    expect(line).toMatch(/^__Host-desk-coventry=[A-Za-z0-9_-]{43}; /)
    for (const attribute of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict'])
      expect(line).toContain(attribute)
    expect(line).not.toContain('Domain')
  })

  test('is a new one after the code, and the old one opens nothing', async () => {
    const desk = await openDesk()
    const key = await linkKey(desk.store, await ada(desk), desk.clock.now)
    const browser = desk.browser()
    await browser.post('/officer/link', { key })
    const [before] = [...browser.cookies.values()]
    const { setUp } = pageOf(await browser.get('/officer/authenticator'), 'authenticator')
    const code = codeFor(setUp?.secret ?? '', desk.clock.now)
    await browser.post('/officer/authenticator', { code })
    const [after] = [...browser.cookies.values()]
    expect(after).not.toBe(before)
    const thief = desk.browser()
    thief.cookies.set('__Host-desk-coventry', before ?? '')
    expect((await thief.get('/officer')).location).toBe('/officer/sign-in')
  })

  test('of a link alone opens nothing but the page for the code', async () => {
    const desk = await openDesk()
    const key = await linkKey(desk.store, await ada(desk), desk.clock.now)
    const browser = desk.browser()
    await browser.post('/officer/link', { key })
    for (const path of ['/officer', '/officer/triage', '/officer/sessions', '/officer/cases/X'])
      expect((await browser.get(path)).location).toBe('/officer/authenticator')
    expect((await browser.get('/api/officer/inbox')).status).toBe(401)
  })

  test('copied before signing out opens nothing afterwards', async () => {
    const desk = await openDesk()
    const officer = await desk.signIn()
    const copy = [...officer.cookies]
    expect((await officer.post('/officer/sign-out', {})).location).toBe('/officer/signed-out')
    expect([...officer.cookies.keys()]).toEqual(['__Host-desk-known-coventry'])
    const thief = desk.browser()
    for (const [name, value] of copy) thief.cookies.set(name, value)
    expect((await thief.get('/officer')).location).toBe('/officer/sign-in')
  })
})

describe('the authenticator’s page', () => {
  test('takes five codes and then asks to wait', async () => {
    const desk = await openDesk()
    const key = await linkKey(desk.store, await ada(desk), desk.clock.now)
    const browser = desk.browser()
    await browser.post('/officer/link', { key })
    for (let n = 0; n < 5; n++) {
      const refused = await browser.post('/officer/authenticator', { code: '12345' })
      expect(pageOf(refused, 'authenticator').faults).toEqual([{ field: 'code', code: 'wrong' }])
    }
    const last = await browser.post('/officer/authenticator', { code: '12345' })
    expect([last.status, pageOf(last, 'authenticator').faults]).toEqual([
      429,
      [{ field: 'code', code: 'wait' }],
    ])
  })

  test('takes five codes in a quarter of an hour from strangers, whatever the link; the officer’s own browser still opens', async () => {
    const desk = await openDesk()
    const own = await desk.signIn()
    const guesser = desk.browser()
    const open = async (browser: typeof guesser) => {
      const key = await linkKey(desk.store, own.officer, desk.clock.now)
      await browser.post('/officer/link', { key })
    }
    await open(guesser)
    for (let n = 0; n < 3; n++) await guesser.post('/officer/authenticator', { code: '000000' })
    await open(guesser)
    for (let n = 0; n < 2; n++) await guesser.post('/officer/authenticator', { code: '000000' })
    await open(guesser)
    const sixth = await guesser.post('/officer/authenticator', { code: '000000' })
    expect(sixth.status).toBe(429)
    await own.post('/officer/sign-out', {})
    desk.minutesOn(1)
    await open(own)
    const { status } = await own.post('/officer/authenticator', { code: '000000' })
    expect(status).toBe(422)
    desk.minutesOn(15)
    await open(guesser)
    expect((await guesser.post('/officer/authenticator', { code: '000000' })).status).toBe(422)
  })

  test('shows a secret only until it is set up', async () => {
    const desk = await openDesk()
    const officer = await desk.signIn()
    const browser = desk.browser()
    const key = await linkKey(desk.store, officer.officer, desk.clock.now)
    await browser.post('/officer/link', { key })
    const shown = await browser.get('/officer/authenticator')
    expect(pageOf(shown, 'authenticator').setUp).toBeUndefined()
  })
})

describe('somebody who is not signed in', () => {
  const PAGES = ['/officer', '/officer/cases/C2D3F4H6', '/officer/triage', '/officer/nothing']

  test.each(PAGES)('is led from %s to where they can', async (path) => {
    const desk = await openDesk()
    expect(await desk.browser().get(path)).toMatchObject({
      status: 303,
      location: '/officer/sign-in',
    })
  })

  test('and comes from an e-mail is led on within the site, where a strict cookie travels', async () => {
    const desk = await openDesk()
    const shown = await desk
      .browser()
      .ask('/officer/cases/C2D3F4H6', { headers: { 'Sec-Fetch-Site': 'cross-site' } })
    expect(pageOf(shown, 'continue').to).toBe('/officer/cases/C2D3F4H6')
  })

  test.each(['/officer/sign-out', '/officer/sessions'])(
    'changes nothing by posting to %s',
    async (path) => {
      const desk = await openDesk()
      const answer = await desk.browser().post(path, { act: 'confirm', seq: '1' })
      expect(answer.location).toBe('/officer/sign-in')
    },
  )
})

test.each([
  { Origin: 'https://elsewhere.example' },
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site' },
])('a post that another site makes a browser send is refused: %j', async (headers) => {
  const desk = await openDesk()
  const officer = await desk.signIn()
  const paths = [
    '/officer/sign-in',
    '/officer/link',
    '/officer/authenticator',
    '/officer/sign-out',
    '/officer/sessions',
    '/officer/triage',
    '/officer/cases/C2D3F4H6',
  ]
  const links = await desk.store.db.select().from(signInLinks)
  for (const path of paths) {
    const body = new URLSearchParams({ email: 'ada@council.example' })
    expect((await officer.ask(path, { method: 'POST', body, headers })).status).toBe(403)
  }
  expect((await officer.get('/officer')).status).toBe(200)
  expect(await desk.store.db.select().from(signInLinks)).toEqual(links)
})

test('an officer can end one of their sessions and keep another', async () => {
  const desk = await openDesk()
  const here = await desk.signIn()
  const left = desk.browser()
  const kept = desk.browser()
  for (const browser of [left, kept]) {
    desk.minutesOn(1)
    const key = await linkKey(desk.store, here.officer, desk.clock.now)
    await browser.post('/officer/link', { key })
  }
  const rows = await desk.store.db.select().from(sessions)
  const began = rows.map(({ createdAt }) => createdAt).sort()
  const one = began.at(-2) ?? ''
  expect((await here.post('/officer/sessions', { one })).location).toBe(
    '/officer/sessions?did=session-ended',
  )
  expect((await left.get('/officer/authenticator')).location).toBe('/officer/sign-in')
  expect((await kept.get('/officer/authenticator')).location).not.toBe('/officer/sign-in')
  await here.post('/officer/sessions', { one: began[0] ?? '' })
  expect((await here.get('/officer')).status).toBe(200)
})

test('an officer sees their open sessions and can end the others', async () => {
  const desk = await openDesk()
  const here = await desk.signIn()
  const there = desk.browser()
  desk.minutesOn(1)
  await there.post('/officer/link', {
    key: await linkKey(desk.store, here.officer, desk.clock.now),
  })
  expect(pageOf(await here.get('/officer/sessions'), 'sessions').sessions).toHaveLength(1)
  expect((await here.post('/officer/sessions', {})).location).toBe(
    '/officer/sessions?did=sessions-ended',
  )
  expect((await there.get('/officer/authenticator')).location).toBe('/officer/sign-in')
  expect((await here.get('/officer')).status).toBe(200)
})
