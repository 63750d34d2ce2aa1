import { expect, test } from 'vitest'
import { newSession } from '#api/officers/sessions.ts'
import { retention, sessions } from '#api/store/tables.ts'
import { givenAuthority } from '#tests/api/upkeep/given.ts'
import { addOfficer } from '#tests/support/officers.ts'

const YEAR_MINUTES = 365 * 24 * 60

test('what happens while the clock is set back stands behind what happened before', async () => {
  const given = await givenAuthority()
  const first = await given.receive()
  given.clock.forward(-24 * 60)
  const second = await given.receive()
  given.clock.forward(-10 * YEAR_MINUTES)
  const third = await given.receive()
  const numbers = await Promise.all(
    [first, second, third].map(({ reference }) => given.caseId(reference)),
  )
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
  for (const { code, reference } of [first, second, third]) {
    expect(await given.wayBack(code)).toMatchObject({ reference })
  }
})

test('a clock that jumps ten years ahead and back removes no case, and the desk goes on', async () => {
  const given = await givenAuthority()
  const { reference, code } = await given.receive(
    { who: 'parent', wants: 'thank' },
    { story: 'Thank you for all of it.' },
  )
  const upkeep = await given.start()
  await upkeep.runOnce()
  given.clock.forward(10 * YEAR_MINUTES)
  await upkeep.runOnce()
  given.clock.forward(-10 * YEAR_MINUTES)
  await upkeep.runOnce()
  expect((await given.events(reference)).map(({ kind }) => kind)).not.toContain('removed')
  expect(await given.wayBack(code)).toMatchObject({ reference, removedOn: null })
  expect(await given.store.db.select().from(retention)).toEqual([])
})

test('a session does not come back to life when the clock is set back', async () => {
  const given = await givenAuthority()
  const newcomer = {
    email: 'ada@council.example',
    name: 'Ada',
    roles: ['officer' as const],
    services: [],
  }
  const officer = await addOfficer(given.store, newcomer, given.clock())
  await given.store.write([newSession(given.store, officer.id, 'full', given.clock()).write])
  const upkeep = await given.start()
  given.clock.forward(20)
  await upkeep.runOnce()
  given.clock.forward(-20)
  expect(await given.store.db.select().from(sessions)).toEqual([])
})
