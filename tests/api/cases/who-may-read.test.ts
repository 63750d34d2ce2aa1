import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { exclusions, grants, inbox, reads } from '#api/store/tables.ts'
import { day } from '#schema/dates.ts'
import { Role } from '#schema/vocabulary.ts'
import { A_YOUNG_PERSON, openDesk, pageOf, SOMEONE_IN_DANGER } from './desk.ts'

type Desk = Awaited<ReturnType<typeof openDesk>>
type Officer = Awaited<ReturnType<Desk['signIn']>>

const NOWHERE = 'C2D3F4H6'

async function caseIdOf(desk: Desk, reference: string): Promise<number> {
  const [row] = await desk.store.db.select().from(inbox).where(eq(inbox.reference, reference))
  if (row === undefined) throw new Error('no such case')
  return row.caseId
}

async function exclude(desk: Desk, reference: string, officer: Officer): Promise<void> {
  const caseId = await caseIdOf(desk, reference)
  await desk.store.write([
    desk.store.db.insert(exclusions).values({ caseId, officerId: officer.officer.id }),
  ])
}

async function grant(desk: Desk, reference: string, officer: Officer, until: string) {
  const caseId = await caseIdOf(desk, reference)
  await desk.store.write([
    desk.store.db.insert(grants).values({ caseId, officerId: officer.officer.id, until }),
  ])
}

async function listed(officer: Officer): Promise<readonly string[]> {
  const { list } = pageOf(await officer.get('/officer/inbox'), 'inbox')
  return list.rows.map(({ reference }) => reference)
}

/** Every answer that an officer can get about a reference, without what tells one request from another. */
async function everyAnswer(officer: Officer, reference: string): Promise<readonly string[]> {
  const fields = { act: 'confirm', seq: '1', part: '1' }
  const answers = [
    await officer.get(`/officer/cases/${reference}`),
    await officer.post(`/officer/cases/${reference}`, fields),
    await officer.post(`/officer/cases/${reference}`, {}),
    await officer.get(`/officer/inbox?reference=${reference}`),
    await officer.get(`/officer/inbox?after=${reference}`),
    await officer.get(`/api/officer/inbox?reference=${reference}`),
    await officer.get(`/api/officer/inbox?after=${reference}`),
  ]
  return answers.map(({ status, location, text, headers }) => {
    headers.delete('X-Request-Id')
    headers.delete('Date')
    const all = [status, location, JSON.stringify([...headers].sort()), text]
    return all.join('\n').replaceAll(reference, 'REFERENCE')
  })
}

/** For each role somebody of it who may not see the case: by its own limits, or by an exclusion. */
const KEPT_OUT = Role.options.map((role) => [role] as const)

describe.each(KEPT_OUT)('a case that the %s may not see', (role) => {
  test('is answered, byte for byte, like one that does not exist', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: SOMEONE_IN_DANGER })
    const officer = await desk.signIn({ roles: [role], services: ['family-time'] })
    await grant(desk, reference, officer, '2027-01-01')
    await exclude(desk, reference, officer)
    const foreign = await everyAnswer(officer, reference)
    expect(foreign).toEqual(await everyAnswer(officer, NOWHERE))
    expect(await listed(officer)).toEqual([])
    expect(await desk.store.db.select().from(reads)).toEqual([])
  })
})

test.each([
  ['a manager of other services', { roles: ['manager'], services: ['send'] }],
  ['a manager of no service', { roles: ['manager'], services: [] }],
  ['the duty officer, of a case without a worry', { roles: ['duty'], services: [] }],
  ['an investigator of other cases', { roles: ['investigator'], services: [] }],
  ['an independent person of other cases', { roles: ['independent'], services: [] }],
  ['a reviewer', { roles: ['reviewer'], services: [] }],
  ['an administrator', { roles: ['admin'], services: [] }],
] as const)('nothing tells %s that a case exists', async (_, who) => {
  const desk = await openDesk()
  const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
  const officer = await desk.signIn({ roles: [...who.roles], services: [...who.services] })
  expect(await everyAnswer(officer, reference)).toEqual(await everyAnswer(officer, NOWHERE))
  expect(await listed(officer)).toEqual([])
})

test('an officer of another council cannot open the complaint', async () => {
  const here = await openDesk()
  const elsewhere = await openDesk()
  const { reference } = await elsewhere.submit({ facts: A_YOUNG_PERSON })
  const ada = await here.signIn()
  expect(await everyAnswer(ada, reference)).toEqual(await everyAnswer(ada, NOWHERE))
})

test('a cookie of one desk opens nothing at another', async () => {
  const here = await openDesk()
  const elsewhere = await openDesk()
  const ada = await here.signIn()
  const there = elsewhere.browser()
  for (const [name, value] of ada.cookies) there.cookies.set(name, value)
  expect(await there.get('/officer')).toMatchObject({ status: 303, location: '/officer/sign-in' })
})

describe('what a role reaches', () => {
  test('an officer reads every case', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn({ roles: ['officer'] })
    expect(await listed(ada)).toEqual([reference])
    expect((await ada.get(`/officer/cases/${reference}`)).status).toBe(200)
  })

  test('a manager reads the cases of their own services', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    await desk.submit({ facts: { who: 'parent', service: 'send', wants: 'put-right' } })
    const ada = await desk.signIn({ roles: ['manager'], services: ['family-time'] })
    expect(await listed(ada)).toEqual([reference])
  })

  test('the duty officer reads where somebody may not be safe', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: SOMEONE_IN_DANGER })
    await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn({ roles: ['duty'] })
    expect(await listed(ada)).toEqual([reference])
  })

  test.each(['investigator', 'independent'] as const)(
    'the %s reads a named case up to the last day, and decides nothing',
    async (role) => {
      const desk = await openDesk()
      const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
      const ada = await desk.signIn({ roles: [role] })
      await grant(desk, reference, ada, day('2026-11-23'))
      const { view, mayDecide } = pageOf(await ada.get(`/officer/cases/${reference}`), 'case')
      expect(mayDecide).toBe(false)
      const fields = { act: 'confirm', seq: String(view.seq) }
      expect((await ada.post(`/officer/cases/${reference}`, fields)).status).toBe(403)
      desk.minutesOn(10)
      await ada.get('/officer')
      desk.clock.now = '2026-11-24T00:00:00.000Z' as typeof desk.clock.now
      const again = await desk.signIn({ roles: [role], email: 'bo@council.example' })
      await grant(desk, reference, again, day('2026-11-23'))
      expect((await again.get(`/officer/cases/${reference}`)).status).toBe(404)
    },
  )

  test('an exclusion beats every other role of the same person', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: SOMEONE_IN_DANGER })
    const ada = await desk.signIn({ roles: ['officer', 'duty', 'admin'] })
    await exclude(desk, reference, ada)
    expect(await listed(ada)).toEqual([])
    expect((await ada.get(`/officer/cases/${reference}`)).status).toBe(404)
  })
})
