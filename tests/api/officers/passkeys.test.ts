import { describe, expect, test } from 'vitest'
import { removeOfficer, resetOfficer } from '#api/officers/officers.ts'
import { deskActs, passkeys } from '#api/store/tables.ts'
import { openDesk, pageOf } from '#tests/api/cases/desk.ts'
import { passkeyDevice } from '#tests/support/passkey-device.ts'

const ORIGIN = 'http://localhost:4321'

type Desk = Awaited<ReturnType<typeof openDesk>>
type Officer = Awaited<ReturnType<Desk['signIn']>>
type Browser = Pick<Officer, 'get' | 'post'>
type Offered = { readonly challenge: string }

async function offeredTo(officer: Browser): Promise<Offered> {
  return pageOf(await officer.get('/officer/passkeys'), 'passkeys').offered as Offered
}

async function askedOf(browser: Browser): Promise<Offered> {
  return pageOf(await browser.get('/officer/sign-in'), 'sign-in').passkey as Offered
}

/** An officer with a passkey, who has signed out. */
async function withPasskey(desk: Desk) {
  const officer = await desk.signIn()
  const device = passkeyDevice(ORIGIN)
  const answer = device.make(await offeredTo(officer))
  const added = await officer.post('/officer/passkeys', { name: 'Work laptop', answer })
  if (added.status !== 303) throw new Error(added.text)
  await officer.post('/officer/sign-out', {})
  return { officer, device }
}

test('an officer adds a passkey, signs in with it and nothing else, and removes it', async () => {
  const desk = await openDesk()
  const { device } = await withPasskey(desk)
  desk.minutesOn(5)
  const browser = desk.browser()
  const answer = device.use(await askedOf(browser))
  expect(await browser.post('/officer/passkey', { answer })).toMatchObject({
    status: 303,
    location: '/officer',
  })
  const shown = pageOf(await browser.get('/officer/passkeys'), 'passkeys')
  expect(shown.passkeys).toMatchObject([{ name: 'Work laptop', usedAt: desk.clock.now }])
  await browser.post('/officer/passkeys/remove', { id: shown.passkeys[0]?.id ?? '' })
  await browser.post('/officer/sign-out', {})
  const again = device.use(await askedOf(browser))
  const refused = await browser.post('/officer/passkey', { answer: again })
  expect([refused.status, pageOf(refused, 'sign-in').faults]).toEqual([
    422,
    [{ field: 'passkey', code: 'unknown' }],
  ])
  const acts = await desk.store.db
    .select({ kind: deskActs.kind, data: deskActs.data })
    .from(deskActs)
  expect(acts.map(({ kind }) => kind)).toEqual([
    'person-added',
    'signed-in',
    'passkey-added',
    'signed-out',
    'signed-in',
    'passkey-removed',
    'signed-out',
  ])
  expect(acts[4]?.data).toEqual({ way: 'passkey' })
})

test('of a passkey the public half is kept, and the officer’s word for it is sealed', async () => {
  const desk = await openDesk()
  await withPasskey(desk)
  const [row] = await desk.store.db.select().from(passkeys)
  expect(row?.publicKey.length).toBe(77)
  expect(row?.sealedName.includes('laptop')).toBe(false)
})

describe('a passkey signs nobody in', () => {
  test('twice with one answer', async () => {
    const desk = await openDesk()
    const { device } = await withPasskey(desk)
    const browser = desk.browser()
    const answer = device.use(await askedOf(browser))
    const copied = desk.browser()
    for (const [name, value] of browser.cookies) copied.cookies.set(name, value)
    expect((await browser.post('/officer/passkey', { answer })).status).toBe(303)
    const second = await copied.post('/officer/passkey', { answer })
    expect(pageOf(second, 'sign-in').faults).toEqual([{ field: 'passkey', code: 'over' }])
  })

  test.each([
    ['for another site', { origin: 'http://localhost:9999' }],
    ['for another name', { origin: ORIGIN, rpId: 'elsewhere.example' }],
    ['without a finger, a face or a PIN', { origin: ORIGIN, verifies: 'nobody' as const }],
  ])('%s', async (_, { origin, ...given }) => {
    const desk = await openDesk()
    const officer = await desk.signIn()
    const answer = passkeyDevice(origin, given).make(await offeredTo(officer))
    const refused = await officer.post('/officer/passkeys', { name: 'Mine', answer })
    expect(pageOf(refused, 'passkeys').faults).toEqual([{ field: 'passkey', code: 'wrong' }])
    expect(await desk.store.db.select().from(passkeys)).toEqual([])
  })

  test('when the challenge was another browser’s, or is too old', async () => {
    const desk = await openDesk()
    const { device } = await withPasskey(desk)
    const [one, other] = [desk.browser(), desk.browser()]
    const answer = device.use(await askedOf(one))
    await askedOf(other)
    const refused = await other.post('/officer/passkey', { answer })
    expect(pageOf(refused, 'sign-in').faults).toEqual([{ field: 'passkey', code: 'unknown' }])
    const late = device.use(await askedOf(one))
    desk.minutesOn(11)
    const old = await one.post('/officer/passkey', { answer: late })
    expect(pageOf(old, 'sign-in').faults).toEqual([{ field: 'passkey', code: 'over' }])
  })

  test('when it counts backwards, as a copy of it does', async () => {
    const desk = await openDesk()
    const { device } = await withPasskey(desk)
    const browser = desk.browser()
    device.countFrom(0)
    const answer = device.use(await askedOf(browser))
    expect((await browser.post('/officer/passkey', { answer })).status).toBe(422)
  })

  test.each(['', 'null', '{}', '{"id":"x","rawId":"x","type":"public-key","response":{}}'])(
    'with rubbish in place of an answer: %s',
    async (answer) => {
      const desk = await openDesk()
      const browser = desk.browser()
      await askedOf(browser)
      expect((await browser.post('/officer/passkey', { answer })).status).toBe(422)
    },
  )

  test.each(['left', 'lost the telephone'])('who %s', async (why) => {
    const desk = await openDesk()
    const { officer, device } = await withPasskey(desk)
    const act = why === 'left' ? removeOfficer : resetOfficer
    await act(desk.store, officer.officer, desk.clock.now)
    const browser = desk.browser()
    const answer = device.use(await askedOf(browser))
    expect((await browser.post('/officer/passkey', { answer })).status).toBe(422)
    expect(await desk.store.db.select().from(passkeys)).toEqual([])
  })
})

test('nobody removes the passkey of somebody else', async () => {
  const desk = await openDesk()
  await withPasskey(desk)
  const [row] = await desk.store.db.select().from(passkeys)
  const eve = await desk.signIn({ email: 'eve@council.example', name: 'Eve', roles: ['admin'] })
  await eve.post('/officer/passkeys/remove', { id: row?.id ?? '' })
  expect(await desk.store.db.select().from(passkeys)).toHaveLength(1)
})
