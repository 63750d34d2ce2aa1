import { eq } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { readEvents } from '#api/cases/events.ts'
import { saveEvents } from '#api/cases/save-events.ts'
import { silentLog } from '#api/log.ts'
import { cases, people, removals } from '#api/store/tables.ts'
import { startUpkeep, type Upkeep } from '#api/upkeep/upkeep.ts'
import type { Content } from '#content/index.ts'
import { CaseEvent } from '#schema/case/case.ts'
import { instant } from '#schema/dates.ts'
import { englandAndWales } from '#schema/rules/days/working-days.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from '#tests/api/cases/desk.ts'
import { content } from '#tests/support/app.ts'

type Desk = Awaited<ReturnType<typeof openDesk>>
type Officer = Awaited<ReturnType<Desk['signIn']>>

async function upkeepOf(desk: Desk, of: Content = content): Promise<Upkeep> {
  const upkeep = await startUpkeep({
    ...desk.app,
    content: of,
    calendar: englandAndWales(content.bankHolidays),
    clock: () => desk.clock.now,
    log: silentLog,
    publicUrl: 'http://localhost',
  })
  onTestFinished(() => upkeep.stop())
  return upkeep
}

/** A thank-you of long ago, passed on the same day. */
async function thanks(desk: Desk): Promise<string> {
  const { reference } = await desk.submit({
    facts: { who: 'parent', wants: 'thank' },
    answers: { story: 'Thank you. Our worker was wonderful.' },
  })
  const [row] = await desk.store.db.select().from(cases).where(eq(cases.reference, reference))
  if (row === undefined) throw new Error('there is no such case')
  const [served] = desk.app.authorities.all
  if (served === undefined) throw new Error('one authority is served')
  const at = desk.clock.now
  const event = CaseEvent.parse({
    kind: 'thanks-passed-on',
    at,
    on: '2026-11-23',
    by: 'officer:1',
    data: { part: 1 },
  })
  const calendar = englandAndWales(content.bankHolidays)
  const saving = { ...served, calendar, at, publicUrl: 'http://localhost' }
  const kept = await readEvents(desk.store, row.id)
  await saveEvents(saving, { caseId: row.id, key: undefined, kept }, { events: [{ event }] })
  return reference
}

async function seqOf(officer: Officer, reference: string): Promise<string> {
  const { view } = pageOf(await officer.get(`/officer/removal/${reference}`), 'removal-case')
  return String(view.seq)
}

test('what need no longer be kept is listed on the day and not before, and a look ahead removes nothing', async () => {
  const desk = await openDesk()
  const [reference, open] = [await thanks(desk), await desk.submit({ facts: A_YOUNG_PERSON })]
  const upkeep = await upkeepOf(desk)
  await upkeep.runOnce()
  const ada = await desk.signIn()
  expect(pageOf(await ada.get('/officer/removal'), 'removal').due.rows).toEqual([])
  const ahead = pageOf(await ada.get('/officer/removal?on=2028-11-23'), 'removal')
  expect(ahead).toMatchObject({
    isAhead: true,
    due: { rows: [{ reference, until: '2028-11-23' }] },
  })
  expect(JSON.stringify(ahead)).not.toContain(open.reference)
  desk.clock.now = instant('2028-11-23T09:00:00.000Z')
  await upkeep.runOnce()
  const bea = await desk.signIn({ email: 'bea@council.example' })
  expect(pageOf(await bea.get('/officer/removal'), 'removal').due.rows).toMatchObject([
    { reference },
  ])
})

/** An authority whose own rule has thanks removed after two years, without a look. */
function whereThanksGo(): Content {
  const coventry = content.authorities.get('coventry')
  if (coventry === undefined) throw new Error('there is no such authority')
  const rule = { category: 'compliment', outcome: null, years: 2, afterwards: 'destroy' } as const
  return {
    ...content,
    authorities: new Map([['coventry', { ...coventry, retentionRules: [rule] }]]),
  }
}

test('what an authority has removed without a look goes on its day, however much it is', async () => {
  const rules = whereThanksGo()
  const desk = await openDesk({ content: rules })
  for (let nth = 0; nth < 51; nth++) await thanks(desk)
  const open = await desk.submit({ facts: A_YOUNG_PERSON })
  const upkeep = await upkeepOf(desk, rules)
  const removed = () => desk.store.db.select().from(removals)
  desk.clock.now = instant('2028-11-22T09:00:00.000Z')
  await upkeep.runOnce()
  expect(await removed()).toEqual([])
  desk.clock.now = instant('2028-11-23T09:00:00.000Z')
  await upkeep.runOnce()
  expect(await removed()).toHaveLength(51)
  const [left] = await desk.store.db.select().from(cases).where(eq(cases.reference, open.reference))
  expect(await desk.store.keys.caseKey(left?.keyId ?? '')).toBeDefined()
})

test('an officer removes a case whose time is over, having said so twice', async () => {
  const desk = await openDesk()
  const reference = await thanks(desk)
  desk.clock.now = instant('2028-11-24T09:00:00.000Z')
  const ada = await desk.signIn()
  const act = { act: 'remove', why: 'time-over', seq: await seqOf(ada, reference) }
  const address = `/officer/removal/${reference}`
  const once = await ada.post(address, act)
  expect(once.status).toBe(422)
  expect((await ada.post(address, { ...act, sure: 'yes' })).status).toBe(303)
  const { view } = pageOf(await ada.get(address), 'removal-case')
  expect(view).toMatchObject({ removedOn: '2028-11-24', keeping: null })
  expect(await desk.store.db.select().from(people)).toEqual([])
})

test('before its time a case goes only when somebody asked for it', async () => {
  const desk = await openDesk()
  const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
  const ada = await desk.signIn()
  const seq = await seqOf(ada, reference)
  const address = `/officer/removal/${reference}`
  const act = { act: 'remove', sure: 'yes', seq }
  const over = await ada.post(address, { ...act, why: 'time-over' })
  expect(over.status).toBe(422)
  expect(over.text).toContain('not-over')
  expect((await ada.post(address, { ...act, why: 'asked' })).status).toBe(303)
})

test('on legal hold nothing goes, by nobody, until the hold is ended', async () => {
  const desk = await openDesk()
  const reference = await thanks(desk)
  const ada = await desk.signIn()
  const address = `/officer/removal/${reference}`
  await ada.post(address, { act: 'hold', seq: await seqOf(ada, reference) })
  const act = { act: 'remove', why: 'asked', sure: 'yes' }
  expect((await ada.post(address, { ...act, seq: await seqOf(ada, reference) })).status).toBe(422)
  await ada.post(address, { act: 'end-hold', seq: await seqOf(ada, reference) })
  expect((await ada.post(address, { ...act, seq: await seqOf(ada, reference) })).status).toBe(303)
})

test.each([['reviewer' as const], ['admin' as const], ['duty' as const]])(
  'a %s sees nothing to remove and removes nothing: a case is answered as one that is not there',
  async (role) => {
    const desk = await openDesk()
    const reference = await thanks(desk)
    const ada = await desk.signIn()
    const seq = await seqOf(ada, reference)
    const other = await desk.signIn({ email: 'cy@council.example', roles: [role] })
    const act = { act: 'remove', why: 'asked', sure: 'yes', seq }
    const [real, none] = [
      await other.post(`/officer/removal/${reference}`, act),
      await other.post('/officer/removal/ZZZZ9999', act),
    ]
    expect([real.status, real.text]).toEqual([none.status, none.text])
    expect(real.status).toBe(404)
    const ahead = pageOf(await other.get('/officer/removal?on=2099-01-01'), 'removal')
    expect(ahead.due.rows).toEqual([])
  },
)

test('two officers at once: the second is told that something happened meanwhile', async () => {
  const desk = await openDesk()
  const reference = await thanks(desk)
  const ada = await desk.signIn()
  const seq = await seqOf(ada, reference)
  const address = `/officer/removal/${reference}`
  await ada.post(address, { act: 'keep', until: '2030-01-01', seq })
  const late = await ada.post(address, { act: 'remove', why: 'asked', sure: 'yes', seq })
  expect(late.status).toBe(409)
})
