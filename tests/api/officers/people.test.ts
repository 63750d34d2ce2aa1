import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { assignCases } from '#api/cases/assign.ts'
import { colleaguesFor } from '#api/cases/readers.ts'
import { exclusions, inbox } from '#api/store/tables.ts'
import { loadContent } from '#content/index.ts'
import { day } from '#schema/dates.ts'
import { Role } from '#schema/vocabulary.ts'
import {
  A_YOUNG_PERSON,
  openDesk,
  pageOf,
  SOMEONE_IN_DANGER,
  signIn,
} from '#tests/api/cases/desk.ts'
import { savingIn } from '#tests/support/officers.ts'

type Desk = Awaited<ReturnType<typeof openDesk>>
type Officer = Awaited<ReturnType<Desk['signIn']>>

const { authorities } = loadContent('content')
const BEN = { email: 'ben@council.example', name: 'Ben Okafor' }
const MAUD = { email: 'maud@council.example', name: 'Maud Bell', roles: ['admin' as const] }

const NEW = { email: 'cas@council.example', name: 'Cas Lee', team: 'Complaints team' }

async function listed(officer: Officer): Promise<readonly string[]> {
  const { list } = pageOf(await officer.get('/officer/inbox'), 'inbox')
  return list.rows.map(({ reference }) => reference)
}

async function ownerOf(desk: Desk, reference: string): Promise<number | null | undefined> {
  const [row] = await desk.store.db.select().from(inbox).where(eq(inbox.reference, reference))
  return row?.assignedTo
}

/** Gives cases to somebody, as they do it themselves from the list. */
async function give(desk: Desk, to: Officer, references: readonly string[]) {
  await assignCases(
    { ...savingIn(desk.store, desk.clock.now), officer: to.officer },
    references,
    to.officer,
  )
}

describe('an administrator', () => {
  test('adds somebody and hands over a link, which opens once', async () => {
    const desk = await openDesk()
    const maud = await desk.signIn(MAUD)
    const added = await maud.post('/officer/people', { ...NEW, roles: ['officer', 'duty'] })
    const { link, name } = pageOf(added, 'handed-link')
    expect(name).toBe('Cas Lee')
    const key = new URL(link).searchParams.get('key') ?? ''
    const cas = desk.browser()
    await signIn(cas, key, desk.clock.now)
    expect((await cas.get('/officer/inbox')).status).toBe(200)
    expect((await desk.browser().post('/officer/link', { key })).status).toBe(422)
    const { people } = pageOf(await maud.get('/officer/people'), 'people')
    expect(people.find(({ email }) => email === NEW.email)).toMatchObject({
      team: 'Complaints team',
      roles: ['officer', 'duty'],
      sessions: 1,
      hasAuthenticator: true,
    })
  })

  test('adds nobody without a name and a role, nobody twice, and keeps what was typed', async () => {
    const desk = await openDesk()
    const maud = await desk.signIn(MAUD)
    const bare = await maud.post('/officer/people', { email: 'x', name: ' ', roles: 'king' })
    expect(bare.status).toBe(422)
    const { faults, typed } = pageOf(bare, 'people')
    expect(faults.map(({ field }) => field).sort()).toEqual(['email', 'name', 'roles'])
    expect(typed.email).toEqual(['x'])
    const twice = await maud.post('/officer/people', { ...MAUD, roles: 'admin' })
    expect(pageOf(twice, 'people').faults).toEqual([{ field: 'email', code: 'known' }])
  })

  test('changes a role, and it counts at once', async () => {
    const desk = await openDesk()
    const maud = await desk.signIn(MAUD)
    const ben = await desk.signIn({ ...BEN, roles: ['reviewer'] })
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    expect(await listed(ben)).toEqual([])
    const fields = { name: BEN.name, roles: ['manager'], services: ['family-time'] }
    await maud.post(`/officer/people/${ben.officer.id}`, fields)
    expect(await listed(ben)).toEqual([reference])
  })

  test('gives somebody another name, and they are kept out of what names them so', async () => {
    const desk = await openDesk()
    const maud = await desk.signIn(MAUD)
    const ben = await desk.signIn(BEN)
    await desk.submit({ facts: A_YOUNG_PERSON, answers: { about_person: 'Zadie Smith' } })
    expect(await listed(ben)).toHaveLength(1)
    const fields = { name: 'Zadie Smith', roles: ['officer'] }
    await maud.post(`/officer/people/${ben.officer.id}`, fields)
    expect(await listed(ben)).toEqual([])
  })

  test('takes a leaver off at once, and the cases go to who may see them', async () => {
    const desk = await openDesk()
    const maud = await desk.signIn(MAUD)
    const [ben, ada] = [await desk.signIn(BEN), await desk.signIn()]
    const first = await desk.submit({ facts: A_YOUNG_PERSON })
    const second = await desk.submit({ facts: A_YOUNG_PERSON })
    await give(desk, ben, [first.reference, second.reference])
    await desk.keepOut(ada.officer, second.reference)
    const heir = String(ada.officer.id)
    const gone = await maud.post(`/officer/people/${ben.officer.id}/remove`, { heir })
    expect(gone.location).toBe('/officer/people?did=person-removed')
    expect((await ben.get('/officer/inbox')).location).toBe('/officer/sign-in')
    expect(await ownerOf(desk, first.reference)).toBe(ada.officer.id)
    expect(await ownerOf(desk, second.reference)).toBeNull()
  })

  test('reads of somebody who let them in, who changed their roles, and when they signed in', async () => {
    const desk = await openDesk()
    const maud = await desk.signIn(MAUD)
    const ben = await desk.signIn(BEN)
    const address = `/officer/people/${ben.officer.id}`
    await maud.post(address, { name: BEN.name, roles: ['officer', 'duty'] })
    const { history } = pageOf(await maud.get(address), 'person')
    expect(history.map(({ kind, by, roles }) => [kind, by, roles])).toEqual([
      ['person-changed', { name: MAUD.name }, ['officer', 'duty']],
      ['signed-in', { name: BEN.name }, []],
      ['person-added', 'command', ['officer']],
    ])
  })

  test('cannot leave the desk without an administrator', async () => {
    const desk = await openDesk()
    const maud = await desk.signIn(MAUD)
    const address = `/officer/people/${maud.officer.id}`
    const fault = [{ field: 'roles', code: 'last-admin' }]
    expect(pageOf(await maud.post(`${address}/remove`, {}), 'person').faults).toEqual(fault)
    const less = await maud.post(address, { name: MAUD.name, roles: ['officer'] })
    expect(pageOf(less, 'person').faults).toEqual(fault)
  })

  test('does not take themselves off by one press', async () => {
    const desk = await openDesk()
    const maud = await desk.signIn(MAUD)
    await desk.signIn({ ...BEN, roles: ['admin'] })
    const answer = await maud.post(`/officer/people/${maud.officer.id}/remove`, { heir: '' })
    expect(pageOf(answer, 'person').faults).toEqual([{ field: 'heir', code: 'yourself' }])
    expect((await maud.get('/officer/people')).status).toBe(200)
  })

  test('ends the sessions of somebody, and gives them a new start', async () => {
    const desk = await openDesk()
    const maud = await desk.signIn(MAUD)
    const ben = await desk.signIn(BEN)
    await maud.post(`/officer/people/${ben.officer.id}/sign-out`, {})
    expect((await ben.get('/officer')).location).toBe('/officer/sign-in')
    const { link } = pageOf(
      await maud.post(`/officer/people/${ben.officer.id}/reset`, {}),
      'handed-link',
    )
    const again = desk.browser()
    await signIn(again, new URL(link).searchParams.get('key') ?? '', desk.clock.now)
    expect((await again.get('/officer/inbox')).status).toBe(200)
  })
})

test.each(Role.options.filter((role) => role !== 'admin'))(
  'for the %s there is nothing where people are managed',
  async (role) => {
    const desk = await openDesk()
    const maud = await desk.signIn(MAUD)
    const ben = await desk.signIn({ ...BEN, roles: [role] })
    for (const path of ['/officer/people', `/officer/people/${maud.officer.id}`]) {
      expect((await ben.get(path)).status).toBe(404)
      expect((await ben.post(path, { ...NEW, roles: ['admin'] })).status).toBe(404)
    }
    for (const act of ['remove', 'reset', 'sign-out']) {
      expect((await ben.post(`/officer/people/${maud.officer.id}/${act}`, {})).status).toBe(404)
    }
    expect((await maud.get('/officer/people')).status).toBe(200)
  },
)

describe('leave', () => {
  const cover = (by: Officer, of: Officer, from: string, until: string) => ({
    what: 'cover',
    officer: String(by.officer.id),
    forOfficer: String(of.officer.id),
    firstDay: from,
    lastDay: until,
  })

  test('lets somebody read what the other one reads, from the first day to the last', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const ben = await desk.signIn({ ...BEN, roles: ['manager'], services: ['send'] })
    const cas = await desk.signIn({ ...NEW, roles: ['manager'], services: ['family-time'] })
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    await ada.post('/officer/rota', cover(ben, cas, '2026-11-24', '2026-11-25'))
    const [row] = await desk.store.db.select().from(inbox).where(eq(inbox.reference, reference))
    const seenBy = async (on: string) => {
      const colleagues = await colleaguesFor(desk.store, row?.caseId ?? 0, day(on))
      return colleagues.some(({ id, mayRead }) => mayRead && id === ben.officer.id)
    }
    expect(await seenBy('2026-11-23')).toBe(false)
    expect(await seenBy('2026-11-24')).toBe(true)
    expect(await seenBy('2026-11-25')).toBe(true)
    expect(await seenBy('2026-11-26')).toBe(false)
  })

  test('opens nothing that either of the two is kept out of', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const ben = await desk.signIn({ ...BEN, roles: ['reviewer'] })
    const cas = await desk.signIn({ ...NEW, roles: ['officer'] })
    const about_person = 'Ben Okafor'
    await desk.submit({ facts: A_YOUNG_PERSON, answers: { about_person } })
    await desk.submit({ facts: A_YOUNG_PERSON, answers: { about_person: 'Cas Lee' } })
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    await ada.post('/officer/rota', cover(ben, cas, '2026-11-23', '2026-11-23'))
    expect(await listed(ben)).toEqual([reference])
    expect(await desk.store.db.select().from(exclusions)).toHaveLength(2)
  })

  test('of a duty officer opens what is urgent, and nothing else', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const ben = await desk.signIn({ ...BEN, roles: ['reviewer'] })
    const cas = await desk.signIn({ ...NEW, roles: ['duty'] })
    await desk.submit({ facts: A_YOUNG_PERSON })
    const { reference } = await desk.submit({ facts: SOMEONE_IN_DANGER })
    await ada.post('/officer/rota', cover(ben, cas, '2026-11-23', '2026-11-23'))
    expect(await listed(ben)).toEqual([reference])
  })
})

test('of somebody who left no leave is shown without a name, and who comes back stands in for nobody', async () => {
  const desk = await openDesk()
  const maud = await desk.signIn({ ...MAUD, roles: ['admin', 'officer'] })
  const ben = await desk.signIn({ ...BEN, roles: ['reviewer'] })
  await maud.post('/officer/rota', {
    what: 'cover',
    officer: String(ben.officer.id),
    forOfficer: String(maud.officer.id),
    firstDay: '2026-11-23',
    lastDay: '2026-11-30',
  })
  await desk.submit({ facts: A_YOUNG_PERSON })
  expect(await listed(ben)).toHaveLength(1)
  await maud.post(`/officer/people/${ben.officer.id}/remove`, { heir: '' })
  expect(pageOf(await maud.get('/officer/rota'), 'rota').rota.covers).toEqual([])
  const again = await desk.signIn({ ...BEN, roles: ['reviewer'] })
  expect(await listed(again)).toEqual([])
})

describe('the duty rota', () => {
  test('says who is on duty now and next', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const officer = String(ada.officer.id)
    const days = { firstDay: '2026-11-23', lastDay: '2026-11-24' }
    await ada.post('/officer/rota', { what: 'turn', officer, hours: 'duty-hours', ...days })
    const { rota } = pageOf(await ada.get('/officer/rota'), 'rota')
    const { dutyTo } = authorities.get('coventry')?.urgent ?? {}
    expect(rota.now).toEqual({ hours: 'duty-hours', names: ['Ada'] })
    expect(rota.next).toMatchObject({ at: `2026-11-23T${dutyTo}:00.000Z`, names: [] })
    await ada.post('/officer/rota/drop', { what: 'turn', id: String(rota.turns[0]?.id) })
    expect(pageOf(await ada.get('/officer/rota'), 'rota').rota.turns).toEqual([])
  })

  test('takes no turn that ends before it begins, and is changed by those alone who run the desk', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const ben = await desk.signIn({ ...BEN, roles: ['duty'] })
    const officer = String(ada.officer.id)
    const turn = {
      what: 'turn',
      officer,
      hours: 'duty-hours',
      firstDay: '2026-11-24',
      lastDay: '2026-11-23',
    }
    expect(pageOf(await ada.post('/officer/rota', turn), 'rota').faults).toEqual([
      { field: 'lastDay', code: 'before' },
    ])
    expect((await ben.post('/officer/rota', { ...turn, lastDay: '2026-11-24' })).status).toBe(403)
    expect((await ben.post('/officer/rota/drop', { what: 'turn', id: '1' })).status).toBe(403)
    expect(pageOf(await ben.get('/officer/rota'), 'rota').rota.turns).toEqual([])
  })
})
