import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { findOfficer, removeOfficer } from '#api/officers/officers.ts'
import { grants, outbox } from '#api/store/tables.ts'
import { act, can, caseOf, faultsOf, offeredTo } from './acting.ts'
import { A_YOUNG_PERSON, openDesk } from './desk.ts'

/** A lead, an investigating officer from outside, and two cases. */
async function given() {
  const desk = await openDesk()
  const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
  const { reference: other } = await desk.submit({ facts: A_YOUNG_PERSON })
  const lead = await desk.signIn()
  const iris = await desk.signIn({
    email: 'iris@council.example',
    name: 'Iris',
    roles: ['investigator'],
  })
  const officer = `officer:${iris.officer.id}`
  return { ...desk, reference, other, lead, iris, officer }
}

const UNTIL = '2026-12-31'

describe('a case that is given to an investigating officer', () => {
  test('is read by them, and no other is', async () => {
    const { lead, iris, officer, reference, other } = await given()
    expect((await iris.get(`/officer/cases/${reference}`)).status).toBe(404)
    await can(lead, reference, 'give-access', { officer, until: UNTIL, text: 'The statement.' })
    expect((await iris.get(`/officer/cases/${reference}`)).status).toBe(200)
    expect((await iris.get(`/officer/cases/${other}`)).status).toBe(404)
    const { view } = await caseOf(lead, reference)
    expect(view.access).toEqual([{ name: 'Iris', until: UNTIL }])
  })

  test('tells them by mail, without a word of the case', async () => {
    const { store, lead, officer, reference } = await given()
    await can(lead, reference, 'give-access', { officer, until: UNTIL })
    const mails = await store.db.select().from(outbox).where(eq(outbox.kind, 'assigned'))
    const [mail] = mails.map(({ sealed }) =>
      store.keys.own.open(sealed ?? Buffer.alloc(0)).toString(),
    )
    expect(mails).toHaveLength(1)
    expect(mail).toContain('iris@council.example')
    expect(mail).not.toContain('cancelled my visit')
  })

  test('is theirs up to and on the last day, and not after it', async () => {
    const desk = await given()
    const { lead, iris, officer, reference } = desk
    await can(lead, reference, 'give-access', { officer, until: '2026-11-25' })
    desk.minutesOn(2 * 24 * 60)
    await desk.signInAgain(iris)
    expect((await iris.get(`/officer/cases/${reference}`)).status).toBe(200)
    desk.minutesOn(24 * 60)
    await desk.signInAgain(iris)
    expect((await iris.get(`/officer/cases/${reference}`)).status).toBe(404)
  })

  test('is theirs no longer as soon as somebody ends it', async () => {
    const { lead, iris, officer, reference } = await given()
    expect(await offeredTo(lead, reference)).not.toContain('end-access')
    await can(lead, reference, 'give-access', { officer, until: UNTIL })
    await can(lead, reference, 'end-access', { officer })
    expect((await iris.get(`/officer/cases/${reference}`)).status).toBe(404)
    expect((await caseOf(lead, reference)).view.access).toEqual([])
    expect(faultsOf(await act(lead, reference, 'end-access', { officer }))).toEqual([
      'act-no-access',
    ])
  })

  test('cannot be passed on by them', async () => {
    const { lead, iris, officer, reference } = await given()
    await can(lead, reference, 'give-access', { officer, until: UNTIL })
    expect(await offeredTo(iris, reference)).not.toContain('give-access')
    expect((await act(iris, reference, 'give-access', { officer, until: UNTIL })).status).toBe(403)
  })

  test('is not read by whoever left and came back', async () => {
    const desk = await given()
    const { store, lead, iris, officer, reference } = desk
    await can(lead, reference, 'give-access', { officer, until: UNTIL })
    await removeOfficer(store, iris.officer, desk.clock.now)
    expect(await findOfficer(store, 'iris@council.example')).toBeUndefined()
    expect(await store.db.select().from(grants)).toEqual([])
  })
})

test('whoever is kept out of a case is not offered for it', async () => {
  const { keepOut, lead, iris, officer, reference } = await given()
  await keepOut(iris.officer, reference)
  expect(faultsOf(await act(lead, reference, 'give-access', { officer, until: UNTIL }))).toContain(
    'officer-unknown',
  )
  expect((await iris.get(`/officer/cases/${reference}`)).status).toBe(404)
})

test('a case says who opened it, how often and when, to those who may open it', async () => {
  const { lead, iris, officer, reference } = await given()
  await caseOf(lead, reference)
  await can(lead, reference, 'give-access', { officer, until: UNTIL })
  await caseOf(iris, reference)
  const shown = await iris.get(`/officer/cases/${reference}/seen`)
  const { view } = JSON.parse(shown.text) as {
    view: { seen: readonly { name: string; times: number }[] }
  }
  expect(view.seen.map(({ name }) => name).sort()).toEqual(['Ada', 'Iris'])
  expect(view.seen.find(({ name }) => name === 'Iris')?.times).toBe(1)
  const again = await iris.get(`/officer/cases/${reference}/seen`)
  expect(again.text).toBe(shown.text)
})
