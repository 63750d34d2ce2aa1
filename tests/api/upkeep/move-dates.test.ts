import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { openCase } from '#api/cases/open.ts'
import { type Store, StoreBusy } from '#api/store/store.ts'
import { inbox } from '#api/store/tables.ts'
import { noteDateBasis, readDateBasis } from '#api/upkeep/date-basis.ts'
import { unconfirmedDates } from '#api/upkeep/unconfirmed-dates.ts'
import { instant } from '#schema/dates.ts'
import { englandAndWales } from '#schema/rules/days/working-days.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from '#tests/api/cases/desk.ts'
import { content } from '#tests/support/app.ts'
import { addOfficer } from '#tests/support/officers.ts'
import { type GivenAuthority, givenAuthority, withHoliday } from './given.ts'

/** Days that a case says moved: `2026-12-15 to 2026-12-16`. */
async function movesOf(given: GivenAuthority, reference: string): Promise<readonly string[]> {
  return (await given.events(reference)).flatMap(({ kind, data }) =>
    kind === 'calendar-changed' && 'from' in data ? [`${data.from} to ${data.to}`] : [],
  )
}

/** Three complaints, of which only the second is due after 10 December. */
async function givenThree(wrap?: (store: Store) => Store) {
  const given = await givenAuthority(wrap === undefined ? {} : { store: wrap })
  const before = await given.receive()
  given.until('2026-12-01T09:00:00.000Z')
  const after = await given.receive()
  given.until('2026-12-10T09:00:00.000Z')
  const later = await given.receive()
  given.until('2026-12-02T09:00:00.000Z')
  return { given, before, after, later }
}

describe('a bank holiday that is proclaimed', () => {
  test('moves the open dates behind it, and no others, and their cases say so', async () => {
    const { given, before, after, later } = await givenThree()
    await (await given.start()).stop()
    const jubilee = withHoliday('2026-12-10')
    const upkeep = await given.start(jubilee)
    expect(await upkeep.runOnce()).toMatchObject({ moved: 1 })
    expect(await movesOf(given, after.reference)).toEqual(['2026-12-15 to 2026-12-16'])
    expect(await given.row(after.reference)).toMatchObject({ dueOn: '2026-12-16' })
    expect(await movesOf(given, before.reference)).toEqual([])
    expect(await given.row(before.reference)).toMatchObject({ dueOn: '2026-12-07' })
    // Day 0 is no day of the count: whoever wrote on the holiday itself loses nothing.
    expect(await movesOf(given, later.reference)).toEqual([])
  })

  test('is told to the writer in their words, and to the officer beside the case', async () => {
    const { given, after } = await givenThree()
    await (await given.start()).stop()
    const jubilee = withHoliday('2026-12-10')
    await (await given.start(jubilee)).runOnce()
    const text =
      'A bank holiday has changed. We said Tuesday 15 December. Now we will write by Wednesday 16 December.'
    const seen = await given.wayBack(after.code, jubilee)
    expect(seen).toMatchObject({ dueOn: '2026-12-16' })
    expect(seen.messages.at(-1)).toMatchObject({ from: 'us', text })
    const { store, served, clock } = given
    const newcomer = { email: 'ada@council.example', name: 'Ada', roles: ['officer' as const] }
    const officer = await addOfficer(store, { ...newcomer, services: [] }, clock())
    const calendar = englandAndWales(jubilee.bankHolidays)
    const publicUrl = 'http://localhost'
    const reading = { store, profile: served.profile, calendar, officer, at: clock(), publicUrl }
    const view = await openCase(reading, after.reference)
    expect(view?.events.find(({ event }) => event.kind === 'calendar-changed')).toMatchObject({
      by: 'earshot',
      text,
    })
  })

  test('is said once, though the service starts again and again', async () => {
    const { given, after } = await givenThree()
    await (await given.start()).stop()
    for (let start = 0; start < 3; start++) {
      const upkeep = await given.start(withHoliday('2026-12-10'))
      await upkeep.runOnce()
      await upkeep.stop()
    }
    expect(await movesOf(given, after.reference)).toHaveLength(1)
  })

  test('is said once by two processes', async () => {
    const { given, after } = await givenThree()
    await (await given.start()).stop()
    const jubilee = withHoliday('2026-12-10')
    const upkeeps = [await given.start(jubilee), await given.start(jubilee)]
    await Promise.all(upkeeps.map((upkeep) => upkeep.runOnce()))
    expect(await movesOf(given, after.reference)).toHaveLength(1)
  })

  test('moves the date back when it is taken away again', async () => {
    const { given, after } = await givenThree()
    await (await given.start()).stop()
    const upkeep = await given.start(withHoliday('2026-12-10'))
    await upkeep.runOnce()
    await upkeep.stop()
    expect(await (await given.start()).runOnce()).toMatchObject({ moved: 1 })
    expect(await movesOf(given, after.reference)).toEqual([
      '2026-12-15 to 2026-12-16',
      '2026-12-16 to 2026-12-15',
    ])
    expect(await given.row(after.reference)).toMatchObject({ dueOn: '2026-12-15' })
  })

  test('moves the day of somebody who asked for an advocate alone', async () => {
    const given = await givenAuthority()
    const advocate = { answer: 'yes', share: 'contact' }
    const { reference } = await given.receive({}, { ask: 'advocate-only', advocate })
    await (await given.start()).stop()
    const before = (await given.row(reference))?.dueOn ?? ''
    await (await given.start(withHoliday('2026-11-24'))).runOnce()
    const after = (await given.row(reference))?.dueOn ?? ''
    expect(after > before).toBe(true)
    expect(await movesOf(given, reference)).toEqual([`${before} to ${after}`])
  })

  test('moves nothing of what was promised with it in mind', async () => {
    const given = await givenAuthority()
    const earlier = await given.receive()
    await (await given.start()).stop()
    const jubilee = withHoliday('2026-11-26')
    await noteDateBasis(given.store, jubilee)
    const { reference } = await given.receive()
    expect(await (await given.start(jubilee)).runOnce()).toMatchObject({ moved: 1 })
    expect(await movesOf(given, earlier.reference)).toHaveLength(1)
    expect(await movesOf(given, reference)).toEqual([])
  })
})

describe('a change that was cut off', () => {
  test('goes on where it was, and says nothing twice', async () => {
    let writesLeft = Number.POSITIVE_INFINITY
    const { given, after } = await givenThree((store) => ({
      ...store,
      async write(writes) {
        if (writesLeft <= 0) throw new StoreBusy('the power went')
        writesLeft -= 1
        return store.write(writes)
      },
    }))
    const second = await given.receive()
    await (await given.start()).stop()
    const jubilee = withHoliday('2026-12-10')
    await noteDateBasis(given.store, jubilee)
    for (let life = 1; life <= 9; life++) {
      writesLeft = 1
      const upkeep = await given.start(jubilee)
      await upkeep.runOnce()
      await upkeep.stop()
    }
    expect(await movesOf(given, after.reference)).toEqual(['2026-12-15 to 2026-12-16'])
    expect(await movesOf(given, second.reference)).toEqual(['2026-12-16 to 2026-12-17'])
    expect(await readDateBasis(given.store)).toMatchObject({ changes: [] })
  })
})

test('a change of other content alone moves no date, and puts rows right that stood otherwise', async () => {
  const given = await givenAuthority()
  const { reference } = await given.receive()
  await (await given.start()).stop()
  const wrong = { dueOn: '2027-01-29', status: 'looking' }
  await given.store.write([
    given.store.db.update(inbox).set(wrong).where(eq(inbox.reference, reference)),
  ])
  const upkeep = await given.start({ ...content, version: 'with other words' })
  expect(await upkeep.runOnce()).toMatchObject({ moved: 0 })
  expect(await given.row(reference)).toMatchObject({ dueOn: '2026-12-07', status: 'received' })
})

describe('open dates after the last year whose bank holidays are confirmed', () => {
  test('are counted and stand among the problems of the service', async () => {
    const given = await givenAuthority({ at: '2027-12-20T09:00:00.000Z' })
    await given.receive()
    const calendar = englandAndWales(content.bankHolidays)
    expect(calendar.confirmedThrough).toBe(2027)
    expect(await unconfirmedDates(given.store, calendar)).toBe(1)
    expect(await unconfirmedDates(given.store, { confirmedThrough: 2028 })).toBe(0)
    const health = await given.app.request('/api/health')
    expect((await health.json()).problems).toContain('bank-holidays-unconfirmed')
  })

  test('are said on the desk', async () => {
    const desk = await openDesk()
    const yearAfter = async () => {
      const officer = await desk.signIn({ email: `${desk.clock.now.slice(0, 10)}@council.example` })
      return pageOf(await officer.get('/officer/inbox'), 'inbox').unconfirmedAfter
    }
    expect(await yearAfter()).toBeUndefined()
    desk.clock.now = instant('2027-12-20T09:00:00.000Z')
    await desk.submit({ facts: A_YOUNG_PERSON })
    expect(await yearAfter()).toBe(2027)
  })
})
