import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { codeOfStep, stepAt } from '#api/officers/authenticator.ts'
import { officerCommand } from '#api/officers/commands.ts'
import { firstOfficerKey, firstOfficerLink } from '#api/officers/first-officer.ts'
import { MAILED_LINK_MINUTES, makeMailedLink, newLink } from '#api/officers/links.ts'
import { findOfficer, type Officer, removeOfficer } from '#api/officers/officers.ts'
import {
  endOtherSessions,
  endSession,
  findSession,
  listSessions,
  noteSeen,
} from '#api/officers/sessions.ts'
import { giveCode, openFirstLink, openLink, secretToSetUp } from '#api/officers/sign-in.ts'
import type { Store } from '#api/store/store.ts'
import { officers, sessions, signInLinks } from '#api/store/tables.ts'
import { loadContent } from '#content/index.ts'
import { type Instant, later } from '#schema/dates.ts'
import { addOfficer, savingIn } from '#tests/support/officers.ts'
import { NINE_ON_MONDAY, temporaryStore } from '#tests/support/store.ts'

const NOW = NINE_ON_MONDAY
const content = loadContent('content')

function firstLink(
  store: Store,
  input: Parameters<typeof openFirstLink>[1],
  at: Instant,
): ReturnType<typeof openFirstLink> {
  return openFirstLink(savingIn(store, at), input, content.names)
}
const minutes = (count: number) => later(NOW, count)

function ada(store: Store): Promise<Officer> {
  return addOfficer(
    store,
    { email: 'ada@council.example', name: 'Ada', roles: ['officer'], services: [] },
    NOW,
  )
}

async function linkFor(store: Store, officer: Officer, at = NOW): Promise<string> {
  const { key, writes } = newLink(store, officer.id, at, MAILED_LINK_MINUTES)
  await store.write(writes)
  return key
}

/** Opens a link and answers the half-way session. */
async function halfWay(store: Store, officer: Officer, at = NOW) {
  const opened = await openLink(store, await linkFor(store, officer, at), at)
  if (!opened.ok) throw new Error('the link did not open')
  const session = await findSession(store, opened.cookie, at)
  if (session === undefined) throw new Error('the link opened no session')
  return session
}

/** Signs in with a new authenticator and answers its secret and the full session's cookie. */
async function signIn(store: Store, officer: Officer, at = NOW) {
  const session = await halfWay(store, officer, at)
  const secret = await secretToSetUp(store, session)
  if (secret === undefined) throw new Error('there is nothing to set up')
  const given = await giveCode(store, session, codeOfStep(secret, stepAt(at)), at)
  if (!given.ok) throw new Error('the code was refused')
  return { secret, cookie: given.cookie, halfWayHash: session.hash }
}

describe('a one-time link', () => {
  test('works once', async () => {
    const store = await temporaryStore()
    const key = await linkFor(store, await ada(store))
    expect((await openLink(store, key, NOW)).ok).toBe(true)
    expect(await openLink(store, key, NOW)).toEqual({
      ok: false,
      code: 'invalid-fields',
      fields: [{ field: 'key', code: 'used-or-over' }],
    })
  })

  test('opens for one of many who use it at the same moment', async () => {
    const store = await temporaryStore()
    const key = await linkFor(store, await ada(store))
    const opened = await Promise.all(Array.from({ length: 8 }, () => openLink(store, key, NOW)))
    expect(opened.filter((each) => each.ok)).toHaveLength(1)
  })

  test('is over after fifteen minutes', async () => {
    const store = await temporaryStore()
    const officer = await ada(store)
    expect((await openLink(store, await linkFor(store, officer), minutes(15))).ok).toBe(false)
    expect((await openLink(store, await linkFor(store, officer), minutes(14))).ok).toBe(true)
  })

  test('opens nothing when it was made up', async () => {
    const store = await temporaryStore()
    await linkFor(store, await ada(store))
    expect((await openLink(store, 'A'.repeat(43), NOW)).ok).toBe(false)
  })

  test('opens nothing for an officer who left', async () => {
    const store = await temporaryStore()
    const officer = await ada(store)
    const key = await linkFor(store, officer)
    await removeOfficer(store, officer, NOW)
    expect((await openLink(store, key, NOW)).ok).toBe(false)
  })

  test('is stored as a keyed hash alone', async () => {
    const store = await temporaryStore()
    const key = await linkFor(store, await ada(store))
    expect(JSON.stringify(await store.db.select().from(signInLinks))).not.toContain(key)
  })

  test('comes by mail three times in a quarter of an hour at most, and those three stay open', async () => {
    const store = await temporaryStore()
    const officer = await ada(store)
    const made = await Promise.all(
      Array.from({ length: 8 }, () => makeMailedLink(store, officer.id, NOW)),
    )
    const keys = made.filter((key) => key !== undefined)
    expect(keys).toHaveLength(3)
    for (const key of keys) expect((await openLink(store, key, NOW)).ok).toBe(true)
    expect(await makeMailedLink(store, officer.id, minutes(14))).toBeUndefined()
    expect(await makeMailedLink(store, officer.id, minutes(15))).toBeDefined()
  })
})

describe('the authenticator code', () => {
  test('signs in, under a new cookie, and ends the session of the link', async () => {
    const store = await temporaryStore()
    const { cookie, halfWayHash } = await signIn(store, await ada(store))
    const session = await findSession(store, cookie, NOW)
    expect(session?.strength).toBe('full')
    expect(session?.hash).not.toBe(halfWayHash)
    const [half] = await store.db.select().from(sessions).where(eq(sessions.hash, halfWayHash))
    expect(half?.endedAt).toBe(NOW)
  })

  test('works once: the same code is refused at the next sign-in', async () => {
    const store = await temporaryStore()
    const officer = await ada(store)
    const { secret } = await signIn(store, officer)
    const again = await halfWay(store, officer)
    expect(await secretToSetUp(store, again)).toBeUndefined()
    const used = codeOfStep(secret, stepAt(NOW))
    expect((await giveCode(store, again, used, NOW)).ok).toBe(false)
    const next = codeOfStep(secret, stepAt(minutes(1)))
    expect((await giveCode(store, again, next, minutes(1))).ok).toBe(true)
  })

  test('may be tried five times under one link, and then the right one is refused too', async () => {
    const store = await temporaryStore()
    const officer = await ada(store)
    const { secret } = await signIn(store, officer)
    const guessing = await halfWay(store, officer)
    const tries = Array.from({ length: 20 }, () => giveCode(store, guessing, '000000', minutes(1)))
    const refused = await Promise.all(tries)
    expect(refused.filter((each) => !each.ok && each.code === 'invalid-fields')).toHaveLength(5)
    const right = codeOfStep(secret, stepAt(minutes(1)))
    expect(await giveCode(store, guessing, right, minutes(1))).toMatchObject({ code: 'slow-down' })
  })

  test('tried in vain by somebody else locks the officer out of nothing', async () => {
    const store = await temporaryStore()
    const officer = await ada(store)
    const { secret, cookie } = await signIn(store, officer)
    const guessing = await halfWay(store, officer)
    for (let n = 0; n < 6; n++) await giveCode(store, guessing, '000000', minutes(1))
    expect(await findSession(store, cookie, minutes(1))).toBeDefined()
    const own = await halfWay(store, officer, minutes(1))
    const right = codeOfStep(secret, stepAt(minutes(1)))
    expect((await giveCode(store, own, right, minutes(1))).ok).toBe(true)
  })

  test('of two telephones set up at once counts for the first alone', async () => {
    const store = await temporaryStore()
    const officer = await ada(store)
    const one = await halfWay(store, officer)
    const other = await halfWay(store, officer)
    const secretOfOne = await secretToSetUp(store, one)
    const secretOfOther = await secretToSetUp(store, other)
    if (secretOfOne === undefined || secretOfOther === undefined) throw new Error('no secret')
    const givenOne = await giveCode(store, one, codeOfStep(secretOfOne, stepAt(NOW)), NOW)
    expect(givenOne.ok).toBe(true)
    const at = minutes(1)
    const givenOther = await giveCode(store, other, codeOfStep(secretOfOther, stepAt(at)), at)
    expect(givenOther.ok).toBe(false)
  })
})

/** What an officer does on a page: the session is found and its use is noted. */
async function lookIn(store: Store, cookie: string, after: number) {
  const session = await findSession(store, cookie, minutes(after))
  if (session !== undefined) await noteSeen(store, session, minutes(after))
  return session
}

describe('a session', () => {
  test('ends on the server at sign-out', async () => {
    const store = await temporaryStore()
    const { cookie } = await signIn(store, await ada(store))
    const session = await findSession(store, cookie, NOW)
    if (session === undefined) throw new Error('not signed in')
    await store.write([endSession(store, session.hash, NOW)])
    expect(await findSession(store, cookie, NOW)).toBeUndefined()
  })

  test('ends after fifteen minutes without a request', async () => {
    const store = await temporaryStore()
    const { cookie } = await signIn(store, await ada(store))
    expect(await lookIn(store, cookie, 14)).toBeDefined()
    expect(await lookIn(store, cookie, 28)).toBeDefined()
    expect(await lookIn(store, cookie, 43)).toBeUndefined()
  })

  test('is not kept alive by a list that refreshes itself', async () => {
    const store = await temporaryStore()
    const { cookie } = await signIn(store, await ada(store))
    expect(await findSession(store, cookie, minutes(14))).toBeDefined()
    expect(await findSession(store, cookie, minutes(16))).toBeUndefined()
  })

  test('ends after twelve hours however busy', async () => {
    const store = await temporaryStore()
    const { cookie } = await signIn(store, await ada(store))
    for (let at = 10; at < 12 * 60; at += 10) {
      expect(await lookIn(store, cookie, at)).toBeDefined()
    }
    expect(await lookIn(store, cookie, 12 * 60)).toBeUndefined()
  })

  test('without the code is over after ten minutes', async () => {
    const store = await temporaryStore()
    const officer = await ada(store)
    const opened = await openLink(store, await linkFor(store, officer), NOW)
    if (!opened.ok) throw new Error('the link did not open')
    expect((await findSession(store, opened.cookie, minutes(9)))?.strength).toBe('link')
    expect(await findSession(store, opened.cookie, minutes(10))).toBeUndefined()
  })

  test('of a leaver ends at once', async () => {
    const store = await temporaryStore()
    const officer = await ada(store)
    const { cookie } = await signIn(store, officer)
    await removeOfficer(store, officer, NOW)
    expect(await findSession(store, cookie, NOW)).toBeUndefined()
  })

  test('can end the others and stays itself', async () => {
    const store = await temporaryStore()
    const officer = await ada(store)
    const { secret, cookie } = await signIn(store, officer)
    const at = minutes(1)
    const second = await halfWay(store, officer, at)
    const given = await giveCode(store, second, codeOfStep(secret, stepAt(at)), at)
    if (!given.ok) throw new Error('the code was refused')
    const session = await findSession(store, given.cookie, at)
    if (session === undefined) throw new Error('not signed in')
    expect(await listSessions(store, session, at)).toHaveLength(2)
    await store.write([endOtherSessions(store, session, at)])
    expect(await findSession(store, cookie, at)).toBeUndefined()
    expect(await findSession(store, given.cookie, at)).toBeDefined()
  })

  test('keeps neither cookie nor authenticator in the clear', async () => {
    const store = await temporaryStore()
    const { cookie, secret } = await signIn(store, await ada(store))
    expect(JSON.stringify(await store.db.select().from(sessions))).not.toContain(cookie)
    const [row] = await store.db.select().from(officers)
    expect(Buffer.from(row?.authenticator ?? []).includes(Buffer.from(secret))).toBe(false)
  })
})

describe('the first officer', () => {
  test('sets up the desk with the link that is printed while there is none', async () => {
    const store = await temporaryStore()
    const link = await firstOfficerLink(store, 'http://localhost:4321', NOW)
    const key = new URL(link ?? '').searchParams.get('key') ?? ''
    const opened = await firstLink(store, { key, email: 'Ada@Council.example', name: 'Ada' }, NOW)
    expect(opened.ok).toBe(true)
    expect(await findOfficer(store, 'ada@council.example')).toMatchObject({
      name: 'Ada',
      roles: ['admin', 'officer'],
    })
    expect(await firstOfficerLink(store, 'http://localhost:4321', NOW)).toBeUndefined()
  })

  test('is one person: the link opens for nobody else afterwards', async () => {
    const store = await temporaryStore()
    const key = (await firstOfficerKey(store, NOW)) ?? ''
    const both = await Promise.all(
      ['ada@council.example', 'eve@elsewhere.example'].map((email) =>
        firstLink(store, { key, email, name: 'First' }, NOW),
      ),
    )
    expect(both.filter((each) => each.ok)).toHaveLength(1)
  })

  test('cannot be made by a link that is a day old, changed or of another council', async () => {
    const store = await temporaryStore()
    const other = await temporaryStore({ slug: 'oxfordshire' })
    const key = (await firstOfficerKey(store, NOW)) ?? ''
    const who = { email: 'ada@council.example', name: 'Ada' }
    const [, until = '', mac = ''] = key.split('.')
    const longer = `first.${(Number.parseInt(until, 36) + 60).toString(36)}.${mac}`
    expect((await firstLink(store, { key, ...who }, minutes(24 * 60))).ok).toBe(false)
    expect((await firstLink(store, { key: longer, ...who }, NOW)).ok).toBe(false)
    expect((await firstLink(other, { key, ...who }, NOW)).ok).toBe(false)
  })

  test('is asked for an address and a name, and the link is not used up by their absence', async () => {
    const store = await temporaryStore()
    const key = (await firstOfficerKey(store, NOW)) ?? ''
    expect(await firstLink(store, { key, email: 'ada', name: ' ' }, NOW)).toMatchObject({
      fields: [
        { field: 'email', code: 'missing' },
        { field: 'name', code: 'missing' },
      ],
    })
    const right = await firstLink(store, { key, email: 'ada@council.example', name: 'A' }, NOW)
    expect(right.ok).toBe(true)
  })
})

describe('the officer command', () => {
  const deps = (store: Store) => ({
    storeOf: (slug: string) => (slug === 'coventry' ? store : undefined),
    addressOf: () => 'http://localhost:4321',
    clock: () => NOW,
    content,
  })
  const words = (line: string) => line.split(' ')

  test('adds an officer and prints a link that opens', async () => {
    const store = await temporaryStore()
    const added = await officerCommand(
      words('add bo@council.example --authority coventry --role officer --role duty'),
      deps(store),
    )
    expect(added.exitCode).toBe(0)
    const key = new URL(added.lines[0] ?? '').searchParams.get('key') ?? ''
    expect((await openLink(store, key, NOW)).ok).toBe(true)
    const listed = await officerCommand(words('list --authority coventry'), deps(store))
    expect(listed.lines).toEqual(['bo@council.example\tofficer,duty\tbo'])
  })

  test('removes an officer, who can be added again later without the old authenticator', async () => {
    const store = await temporaryStore()
    await signIn(store, await ada(store))
    const remove = words('remove ada@council.example --authority coventry')
    expect((await officerCommand(remove, deps(store))).exitCode).toBe(0)
    expect(await findOfficer(store, 'ada@council.example')).toBeUndefined()
    const add = words('add ada@council.example --authority coventry --role reviewer')
    expect((await officerCommand(add, deps(store))).exitCode).toBe(0)
    const officer = await findOfficer(store, 'ada@council.example')
    if (officer === undefined) throw new Error('not added again')
    expect(officer.roles).toEqual(['reviewer'])
    expect(await secretToSetUp(store, await halfWay(store, officer))).toBeDefined()
  })

  test('resets a lost telephone: sessions end and the authenticator is set up anew', async () => {
    const store = await temporaryStore()
    const officer = await ada(store)
    const { cookie } = await signIn(store, officer)
    const reset = words('reset ada@council.example --authority coventry')
    expect((await officerCommand(reset, deps(store))).exitCode).toBe(0)
    expect(await findSession(store, cookie, NOW)).toBeUndefined()
    expect(await secretToSetUp(store, await halfWay(store, officer))).toBeDefined()
  })

  test.each([
    ['add bo@council.example --authority coventry', '--role'],
    ['add bo@council.example --authority coventry --role boss', '--role'],
    ['add bo@council.example --authority atlantis --role officer', '--authority'],
    ['add bo --authority coventry --role officer', 'E-MAIL'],
    ['remove nobody@council.example --authority coventry', 'E-MAIL'],
    ['dance --authority coventry', 'officer add'],
    ['list --colour red', 'officer add'],
  ])('names what is wrong with: %s', async (line, named) => {
    const store = await temporaryStore()
    const answer = await officerCommand(words(line), deps(store))
    expect(answer.exitCode).toBe(1)
    expect(answer.lines[0]).toContain(named)
  })
})
