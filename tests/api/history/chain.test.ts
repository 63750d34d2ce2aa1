import { describe, expect, test } from 'vitest'
import { extendChain, verifyChain } from '#api/history/chain.ts'
import { historyCommand } from '#api/history/command.ts'
import { isChainBroken } from '#api/history/watch-chain.ts'
import type { Store } from '#api/store/store.ts'
import { history } from '#api/store/tables.ts'
import { A_YOUNG_PERSON, openDesk } from '#tests/api/cases/desk.ts'

/** A case that somebody opened twice, with everything of it in the chain. */
async function chained() {
  const desk = await openDesk()
  const ada = await desk.signIn()
  const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
  await ada.get(`/officer/cases/${reference}`)
  desk.minutesOn(1)
  await ada.get(`/officer/cases/${reference}`)
  await (await desk.startUpkeep()).runOnce()
  return { ...desk, ada, reference }
}

/** What somebody could do who has the database and its key, and takes the triggers off. */
async function tamper(store: Store, statement: string): Promise<void> {
  const triggers = [
    'events_never_change',
    'events_never_go',
    'reads_never_change',
    'reads_never_go',
    'desk_acts_never_change',
    'desk_acts_never_go',
  ]
  await store.write([
    ...triggers.map((name) => ({ sql: `drop trigger ${name}` })),
    { sql: statement },
  ])
}

test('everything that happened and was read is in the chain, and it is whole', async () => {
  const { store } = await chained()
  const rows = await store.db.select().from(history)
  expect(rows.map(({ source }) => source)).toEqual([
    'events',
    'events',
    'reads',
    'reads',
    'desk_acts',
    'desk_acts',
  ])
  expect(await verifyChain(store)).toMatchObject({ links: 6, broken: undefined })
})

test('it grows with what happens next, and the links before stay as they are', async () => {
  const { store, ada, reference } = await chained()
  const before = await store.db.select().from(history)
  await ada.get(`/officer/cases/${reference}`)
  expect(await extendChain(store)).toBe(1)
  expect((await store.db.select().from(history)).slice(0, before.length)).toEqual(before)
  expect(await extendChain(store)).toBe(0)
  expect((await verifyChain(store)).broken).toBeUndefined()
})

describe('what was touched is named', () => {
  test.each([
    [
      'a time',
      `update events set at = '2026-11-23T10:00:00.000Z' where seq = 2`,
      'events',
      2,
      'changed',
    ],
    ['who it was', `update events set by = 'officer:9' where seq = 2`, 'events', 2, 'changed'],
    ['who read', 'update reads set officer_id = 9 where seq = 1', 'reads', 1, 'changed'],
    [
      'who signed in',
      `update desk_acts set by = 'officer:9' where seq = 2`,
      'desk_acts',
      2,
      'changed',
    ],
    ['a sign-in that is gone', 'delete from desk_acts where seq = 2', 'desk_acts', 2, 'gone'],
    ['an event that is gone', 'delete from events where seq = 2', 'events', 2, 'gone'],
    ['a reading that is gone', 'delete from reads where seq = 1', 'reads', 1, 'gone'],
    [
      'a reading that came in between',
      `insert into reads (seq, case_id, officer_id, at) values (0, 1, 1, '2026-11-23T09:00:00.000Z')`,
      'reads',
      0,
      'added',
    ],
  ] as const)('%s', async (_, statement, source, seq, why) => {
    const { store } = await chained()
    await tamper(store, statement)
    expect((await verifyChain(store)).broken).toEqual({ source, seq, why })
  })

  test('a link that was worked out anew without the key of the store', async () => {
    const { store } = await chained()
    await store.write([
      { sql: 'drop trigger history_never_changes' },
      { sql: `update history set hash = 'abc' where n = 2` },
    ])
    expect((await verifyChain(store)).broken).toEqual({ source: 'events', seq: 2, why: 'changed' })
  })
})

test('a link is neither edited nor deleted', async () => {
  const { store } = await chained()
  await expect(store.write([{ sql: `update history set hash = 'abc'` }])).rejects.toThrow()
  await expect(store.write([{ sql: 'delete from history' }])).rejects.toThrow()
})

test('the service works it out again by itself, and finds that it is broken', async () => {
  const desk = await chained()
  const upkeep = await desk.startUpkeep()
  await tamper(desk.store, `update events set by = 'officer:9' where seq = 2`)
  await upkeep.runOnce()
  await upkeep.runOnce()
  expect(isChainBroken(desk.store)).toBe(true)
})

test('the command says that it is whole, or where it is broken first', async () => {
  const { store } = await chained()
  const deps = { storeOf: (slug: string) => (slug === 'coventry' ? store : undefined) }
  const whole = await historyCommand(['--authority', 'coventry'], deps)
  expect(whole.exitCode).toBe(0)
  expect(whole.lines[0]).toMatch(/^whole: 6 links, the last \S+$/)
  await tamper(store, 'delete from reads where seq = 1')
  const broken = await historyCommand(['--authority', 'coventry'], deps)
  expect(broken).toEqual({ exitCode: 1, lines: ['broken after 2 links: reads 1 gone'] })
  expect((await historyCommand(['--authority', 'atlantis'], deps)).exitCode).toBe(1)
  expect((await historyCommand(['--colour', 'red'], deps)).exitCode).toBe(1)
})
