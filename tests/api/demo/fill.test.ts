import { expect, test } from 'vitest'
import { todayFor } from '#api/cases/today.ts'
import { demoCode, fillDemo } from '#api/demo/command.ts'
import { fillYear } from '#api/demo/fill.ts'
import { createAuthorities } from '#api/http/authorities.ts'
import { codeOfStep, stepAt } from '#api/officers/authenticator.ts'
import { dutyAt } from '#api/officers/duty.ts'
import { findOfficer, officerById } from '#api/officers/officers.ts'
import { partOf } from '#api/officers/your-part.ts'
import { agreedActions, inbox, outbox } from '#api/store/tables.ts'
import { loadContent } from '#content/index.ts'
import { readInventedCases } from '#content/invented-cases.ts'
import { localDateOf } from '#schema/dates.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/days/day-number.ts'
import { englandAndWales } from '#schema/rules/days/working-days.ts'
import { NINE_ON_MONDAY, temporaryStore } from '#tests/support/store.ts'

const content = loadContent('content')
const invented = readInventedCases('content')
const calendar = englandAndWales(content.bankHolidays)

async function givenDemo(slug: string) {
  const store = await temporaryStore({ slug })
  const profile = content.authorities.get(slug)
  if (profile === undefined) throw new Error('there is no such authority')
  return { store, profile, base: '' }
}

test.each([...content.authorities.keys()])(
  'the invented year of %s has work for every part of the desk, and sends nothing',
  async (slug) => {
    const served = await givenDemo(slug)
    const { store } = served
    const publicUrl = 'http://localhost'
    const now = NINE_ON_MONDAY
    const id = await fillYear({ content, invented, publicUrl, now }, served)
    const officer = await officerById(store, id)
    if (officer === undefined) throw new Error('there is no officer')
    const { counts } = await todayFor(served, officer, { today: localDateOf(now), calendar })
    expect(counts.unread).toBeGreaterThan(0)
    expect(counts.urgentUnread).toBeGreaterThan(0)
    expect(counts.overdue).toBeGreaterThan(0)
    expect(counts.messages).toBeGreaterThan(0)
    expect(counts.turn.manager).toBeGreaterThan(0)
    expect(counts.actions).toBeGreaterThan(0)
    // Somebody was told of a promise that was kept, and somebody of one that is late.
    const promises = await store.db.select().from(agreedActions)
    const told = promises.filter(({ toldOn }) => toldOn !== null)
    expect(told.some(({ doneOn }) => doneOn !== null)).toBe(true)
    expect(told.some(({ open, dueOn }) => open === 1 && dueOn < localDateOf(now))).toBe(true)
    // An officer who opens it first sees a desk that somebody works at: little is late, and not for long.
    expect(counts.overdue).toBeLessThan(5)
    expect(counts.actionsLate).toBeLessThan(3)
    // Somebody waits for an advocate; somebody is on duty, and somebody on leave.
    expect(counts.advocateLate).toBeGreaterThan(0)
    expect((await dutyAt(served, calendar, now)).officers.map(({ name }) => name)).toEqual([
      'Dee Example',
    ])
    const second = await findOfficer(store, 'second-manager@demo.example')
    if (second === undefined) throw new Error('nobody stands in')
    const { standsIn } = await partOf(served, second, { calendar, at: now })
    expect(standsIn.map(({ name }) => name)).toEqual(['Mo Example'])
    // One case is about the officer themselves: a colleague works on it, and they never see that it is there.
    const colleague = await findOfficer(store, 'colleague@demo.example')
    if (colleague === undefined) throw new Error('there is no colleague')
    const { counts: seen } = await todayFor(served, colleague, {
      today: localDateOf(now),
      calendar,
    })
    expect(seen.turn.ours + seen.turn.manager).toBeGreaterThan(
      counts.turn.ours + counts.turn.manager,
    )
    const rows = await store.db.select().from(inbox)
    expect(new Set(rows.map(({ stage }) => stage))).toEqual(new Set([null, 1, 2, 3]))
    expect(rows.some(({ open }) => open === 0)).toBe(true)
    const longAgo = dayOfNumber(numberOfDay(localDateOf(now)) - 30)
    const late = rows.filter(({ open, dueOn }) => open === 1 && dueOn < longAgo)
    expect(late.map(({ reference, dueOn }) => `${reference} ${dueOn}`)).toEqual([])
    expect((await store.db.select().from(outbox)).every(({ state }) => state === 'sent')).toBe(true)
  },
  120_000,
)

test('a folder in which somebody works already is left alone', async () => {
  const served = await givenDemo('coventry')
  const authorities = createAuthorities({
    profiles: [served.profile],
    stores: new Map([['coventry', served.store]]),
    languagesOf: ({ languages }) => languages,
  })
  const deps = { authorities, content, clock: () => NINE_ON_MONDAY, publicUrl: 'http://localhost' }
  const filled = await fillDemo(deps)
  expect(filled.exitCode).toBe(0)
  expect(filled.lines[0]).toMatch(/^demo-officer http:\/\/localhost\/officer\/link\?key=/)
  expect(await fillDemo(deps)).toEqual({ exitCode: 1, lines: ['this folder is in use'] })
}, 120_000)

test('the digits of the moment come from the secret that was printed', () => {
  const secret = 'ab'.repeat(20)
  const clock = () => NINE_ON_MONDAY
  const code = codeOfStep(Buffer.from(secret, 'hex'), stepAt(NINE_ON_MONDAY))
  expect(demoCode(['code', secret], clock).lines).toEqual([`demo-code ${code}`])
  expect(demoCode(['code', 'nonsense'], clock).exitCode).toBe(1)
})
