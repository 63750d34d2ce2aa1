import { expect, test } from 'vitest'
import { turnConcerns } from '#api/intake/turn-concerns.ts'
import { inbox, outbox, parts } from '#api/store/tables.ts'
import { englandAndWales } from '#schema/rules/working-days.ts'
import { aSubmission, content, type GivenApp, givenApp, postJson } from '../../support/app.ts'

const DAY = 24 * 60

async function givenConcern(): Promise<GivenApp> {
  const app = await givenApp()
  const facts = { formal_choice: 'no', quick_fix: 'yes' }
  await postJson(app, '/api/submissions', aSubmission({ facts }))
  return app
}

function turn(app: GivenApp): Promise<number> {
  const [served] = app.authorities.all
  if (served === undefined) throw new Error('one authority is served')
  const calendar = englandAndWales(content.bankHolidays)
  return turnConcerns({
    served,
    calendar,
    clock: app.clock,
    content,
    publicUrl: 'http://localhost',
  })
}

test('a concern that is not settled in time becomes a complaint, counted from first receipt', async () => {
  const app = await givenConcern()
  const [before] = await app.store.db.select().from(inbox)
  expect(before?.category).toBe('concern')
  app.clock.forward(8 * DAY)
  expect(await turn(app)).toBe(1)
  const [after] = await app.store.db.select().from(inbox)
  expect(after).toMatchObject({
    category: 'statutory',
    receivedOn: '2026-11-23',
    dueOn: '2026-12-07',
  })
  const [part] = await app.store.db.select().from(parts)
  expect(part?.category).toBe('statutory')
  expect(await app.store.db.select().from(outbox)).toHaveLength(2)
})

test('it happens once', async () => {
  const app = await givenConcern()
  app.clock.forward(8 * DAY)
  await turn(app)
  expect(await turn(app)).toBe(0)
})

test('a concern whose time is not over stays one', async () => {
  const app = await givenConcern()
  expect(await turn(app)).toBe(0)
})
