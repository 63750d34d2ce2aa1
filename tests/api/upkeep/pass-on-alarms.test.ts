import { describe, expect, test } from 'vitest'
import { addTurn } from '#api/officers/duty.ts'
import { exclusions, reads } from '#api/store/tables.ts'
import { day } from '#schema/dates.ts'
import { browserOf } from '#tests/support/app.ts'
import { addOfficer } from '#tests/support/officers.ts'
import { type GivenAuthority, givenAuthority } from './given.ts'

const IN_DANGER = { danger_now: 'yes' } as const

const alertsOf = async (given: GivenAuthority) =>
  (await given.mails())
    .filter(({ kind }) => kind === 'urgent')
    .map(({ to, subject }) => `${to.split('@')[0]} ${subject.split(':')[0]}`)

async function open(given: GivenAuthority, reference: string): Promise<void> {
  const { store, clock } = given
  const officer = await addOfficer(
    store,
    { email: 'ada@council.example', name: 'Ada', roles: ['duty'], services: [] },
    clock(),
  )
  const caseId = await given.caseId(reference)
  await store.write([store.db.insert(reads).values({ caseId, officerId: officer.id, at: clock() })])
}

test('a worry that nobody opens goes from the duty to the next person, then out of hours', async () => {
  const given = await givenAuthority()
  const upkeep = await settled(given)
  const { reference, code } = await given.receive(IN_DANGER)
  expect(await alertsOf(given)).toEqual(['duty Urgent'])
  given.until('2026-11-23T10:59:00.000Z')
  await upkeep.runOnce()
  expect(await alertsOf(given)).toEqual(['duty Urgent'])
  expect((await given.wayBack(code)).alarm).toBe('waiting')
  given.until('2026-11-23T11:00:00.000Z')
  await upkeep.runOnce()
  expect(await alertsOf(given)).toEqual(['duty Urgent', 'safeguarding-lead Unopened'])
  expect((await given.wayBack(code)).alarm).toBe('nobody-yet')
  given.until('2026-11-23T13:00:00.000Z')
  await upkeep.runOnce()
  await upkeep.runOnce()
  expect(await alertsOf(given)).toEqual([
    'duty Urgent',
    'safeguarding-lead Unopened',
    'out-of-hours Unopened',
  ])
  expect((await given.events(reference)).map(({ kind, data }) => [kind, data]).slice(1)).toEqual([
    ['alerted', { to: 'next' }],
    ['alerted', { to: 'out-of-hours' }],
  ])
})

/** Started, and its first round over: it may have looked for alarms before what follows came in. */
async function settled(given: GivenAuthority) {
  const upkeep = await given.start()
  await upkeep.runOnce()
  return upkeep
}

test('none of the alerts holds a word of the writer or a name', async () => {
  const given = await givenAuthority()
  const upkeep = await settled(given)
  await given.receive(IN_DANGER, { story: 'Mr Brown has a key to my room.' })
  given.until('2026-11-23T15:00:00.000Z')
  await upkeep.runOnce()
  const mails = (await given.mails()).filter(({ kind }) => kind === 'urgent')
  expect(mails).toHaveLength(3)
  expect(mails.filter(({ text, subject }) => /Brown|key|room/.test(subject + text))).toEqual([])
})

test('at night the out-of-hours team is told at once', async () => {
  const given = await givenAuthority({ at: '2026-11-23T23:30:00.000Z' })
  const upkeep = await settled(given)
  await given.receive(IN_DANGER)
  await upkeep.runOnce()
  expect(await alertsOf(given)).toEqual(['duty Urgent', 'out-of-hours Unopened'])
  given.until('2026-11-24T11:00:00.000Z')
  await upkeep.runOnce()
  expect(await alertsOf(given)).toContain('safeguarding-lead Unopened')
})

test('what somebody opened is passed on to nobody, and the writer is told nothing of it', async () => {
  const given = await givenAuthority()
  const upkeep = await settled(given)
  const { reference, code } = await given.receive(IN_DANGER)
  given.until('2026-11-23T09:30:00.000Z')
  await open(given, reference)
  given.until('2026-11-23T15:00:00.000Z')
  await upkeep.runOnce()
  expect(await alertsOf(given)).toEqual(['duty Urgent'])
  expect((await given.wayBack(code)).alarm).toBe('opened')
})

test('a service that was stopped for a night tells everybody at its next start', async () => {
  const given = await givenAuthority()
  await given.receive(IN_DANGER)
  given.until('2026-11-24T08:00:00.000Z')
  await (await given.start()).runOnce()
  expect(await alertsOf(given)).toEqual([
    'duty Urgent',
    'safeguarding-lead Unopened',
    'out-of-hours Unopened',
  ])
})

test('a wish to be reached today is passed on like a worry', async () => {
  const given = await givenAuthority()
  const upkeep = await settled(given)
  await given.receive({}, { ask: 'urgent-contact', story: undefined })
  given.until('2026-11-23T11:00:00.000Z')
  await upkeep.runOnce()
  expect(await alertsOf(given)).toContain('safeguarding-lead Unopened')
})

test('a complaint without a worry is passed on to nobody', async () => {
  const given = await givenAuthority()
  const upkeep = await settled(given)
  const { code } = await given.receive()
  given.until('2026-11-25T15:00:00.000Z')
  await upkeep.runOnce()
  expect(await alertsOf(given)).toEqual([])
  expect((await given.wayBack(code)).alarm).toBe('none')
})

test('in a flood a wish to be reached today is set apart no more than a worry is', async () => {
  const given = await givenAuthority({ floodPerMinute: 1 })
  for (let nth = 0; nth < 3; nth++) await given.receive()
  const urgent = await given.receive({}, { ask: 'urgent-contact', story: undefined })
  expect(await given.row(urgent.reference)).toMatchObject({ setApart: 0 })
  expect(await alertsOf(given)).toEqual(['duty Urgent'])
})

test('the page of a writer whose worry nobody opened says so first, with the numbers to call', async () => {
  const given = await givenAuthority()
  const { code } = await given.receive(IN_DANGER)
  const browser = browserOf(given.app)
  await browser.post('/way-back', { code })
  const page = async () => (await browser.get('/way-back/messages')).text()
  expect(await page()).not.toContain('No one has read this yet')
  given.until('2026-11-23T11:00:00.000Z')
  const late = await page()
  expect(late).toContain('No one has read this yet. We are sorry.')
  expect(late).toContain('href="tel:999"')
  expect(late.indexOf('No one has read this yet')).toBeLessThan(late.indexOf('class="status"'))
})

/** An officer with a turn on the rota for the whole week. */
async function withTurn(
  given: GivenAuthority,
  name: string,
  turn: {
    readonly hours: 'duty-hours' | 'out-of-hours'
    readonly from: string
    readonly until: string
  },
) {
  const { store, clock } = given
  const email = `${name}@council.example`
  const officer = await addOfficer(store, { email, name, roles: ['duty'], services: [] }, clock())
  const { hours, from, until } = turn
  await store.write([
    addTurn(store, { officer: officer.id, hours, from: day(from), until: day(until) }),
  ])
  return officer
}

describe('with a rota', () => {
  const MONDAY = { hours: 'duty-hours', from: '2026-11-23', until: '2026-11-23' } as const
  const MONDAY_NIGHT = { ...MONDAY, hours: 'out-of-hours' } as const

  test('whoever holds the duty is told at their own address, and then who is next', async () => {
    const given = await givenAuthority()
    await withTurn(given, 'ada', MONDAY)
    await withTurn(given, 'grace', MONDAY_NIGHT)
    const upkeep = await settled(given)
    await given.receive(IN_DANGER)
    expect(await alertsOf(given)).toEqual(['duty Urgent', 'ada Urgent'])
    given.until('2026-11-23T11:00:00.000Z')
    await upkeep.runOnce()
    expect((await alertsOf(given)).slice(2)).toEqual([
      'safeguarding-lead Unopened',
      'grace Unopened',
    ])
  })

  test('at night the one who holds the night is told', async () => {
    const given = await givenAuthority({ at: '2026-11-23T23:30:00.000Z' })
    await withTurn(given, 'grace', MONDAY_NIGHT)
    const upkeep = await settled(given)
    await given.receive(IN_DANGER)
    await upkeep.runOnce()
    expect(await alertsOf(given)).toEqual([
      'duty Urgent',
      'grace Urgent',
      'out-of-hours Unopened',
      'grace Unopened',
    ])
  })

  test('nobody is told who is kept out of the case', async () => {
    const given = await givenAuthority()
    const grace = await withTurn(given, 'grace', MONDAY_NIGHT)
    const upkeep = await settled(given)
    const { reference } = await given.receive(IN_DANGER)
    const caseId = await given.caseId(reference)
    await given.store.write([
      given.store.db.insert(exclusions).values({ caseId, officerId: grace.id }),
    ])
    given.until('2026-11-23T13:00:00.000Z')
    await upkeep.runOnce()
    const told = await alertsOf(given)
    expect(told.filter((line) => line.includes('Unopened'))).not.toEqual([])
    expect(told.filter((line) => line.startsWith('grace'))).toEqual([])
  })
})
