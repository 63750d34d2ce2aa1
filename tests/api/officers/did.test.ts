import { expect, test } from 'vitest'
import { A_YOUNG_PERSON, openDesk, pageOf } from '#tests/api/cases/desk.ts'

type Desk = Awaited<ReturnType<typeof openDesk>>
type Officer = Awaited<ReturnType<Desk['signIn']>>

const MAUD = { email: 'maud@council.example', name: 'Maud', roles: ['admin', 'officer'] as const }
const DAYS = { firstDay: '2026-11-23', lastDay: '2026-11-24' }

/** Sends a form, goes where it leads, and answers where that is and what is said there. */
async function saidAfter(officer: Officer, path: string, fields: Record<string, string>) {
  const { location } = await officer.post(path, fields)
  const page = await officer.get(location ?? '')
  return [(location ?? '').replace(/\?.*/, ''), JSON.parse(page.text).did]
}

test('whoever changed people, the rota, sessions, views or keys is told what was done', async () => {
  const desk = await openDesk()
  const maud = await desk.signIn({ ...MAUD, roles: [...MAUD.roles] })
  const ben = await desk.signIn({ email: 'ben@council.example', name: 'Ben' })
  const person = `/officer/people/${ben.officer.id}`
  const [one, two] = [String(maud.officer.id), String(ben.officer.id)]
  const does = async (path: string, fields: Record<string, string>) =>
    (await saidAfter(maud, path, fields)).join(' ')
  const rota = async () => pageOf(await maud.get('/officer/rota'), 'rota').rota
  expect(await does(person, { name: 'Ben Lee', roles: 'officer' })).toBe(`${person} person-changed`)
  expect(await does(`${person}/sign-out`, {})).toBe(`${person} person-signed-out`)
  const turn = { what: 'turn', officer: one, hours: 'duty-hours', ...DAYS }
  expect(await does('/officer/rota', turn)).toBe('/officer/rota turn-added')
  const cover = { what: 'cover', officer: one, forOfficer: two, ...DAYS }
  expect(await does('/officer/rota', cover)).toBe('/officer/rota cover-added')
  const { turns, covers } = await rota()
  const drop = (what: string, id = 0) => does('/officer/rota/drop', { what, id: String(id) })
  expect(await drop('turn', turns[0]?.id)).toBe('/officer/rota turn-dropped')
  expect(await drop('cover', covers[0]?.id)).toBe('/officer/rota cover-dropped')
  expect(await does('/officer/sessions', {})).toBe('/officer/sessions sessions-ended')
  expect(await does('/officer/passkeys/remove', { id: 'x' })).toBe(
    '/officer/passkeys passkey-removed',
  )
  expect(await does('/officer/systems/keys/1/end', {})).toBe('/officer/systems key-ended')
  expect(await does('/officer/systems/hooks/1/end', {})).toBe('/officer/systems hook-ended')
  expect(await does('/officer/keys', { shortcuts: 'off' })).toBe('/officer/keys keys-switched')
  const view = { view: 'turn=ours', viewName: 'Ours' }
  expect(await does('/officer/views', view)).toBe('/officer/inbox view-kept')
  expect(await does('/officer/views/forget', { id: '1', view: '' })).toBe(
    '/officer/inbox view-forgotten',
  )
  expect(await does(`${person}/remove`, { heir: '' })).toBe('/officer/people person-removed')
})

test('nothing is said of what an address only claims, nor above a mistake', async () => {
  const desk = await openDesk()
  const maud = await desk.signIn({ ...MAUD, roles: [...MAUD.roles] })
  const claimed = await maud.get('/officer/keys?did=all-is-lost')
  expect(pageOf(claimed, 'keys').did).toBeUndefined()
  const mistake = await maud.post('/officer/people?did=person-removed', { email: 'x' })
  expect(pageOf(mistake, 'people').did).toBeUndefined()
})

test('a list from which cases were just given, or whose view was kept, goes on refreshing', async () => {
  const desk = await openDesk()
  const maud = await desk.signIn({ ...MAUD, roles: [...MAUD.roles] })
  const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
  const { location } = await maud.post('/officer/inbox/assign', {
    view: 'turn=ours',
    case: reference,
    giveTo: String(maud.officer.id),
  })
  for (const to of [location ?? '', '/officer/inbox?did=view-kept']) {
    const fresh = await maud.get(`/api${to}`)
    expect([fresh.status, JSON.parse(fresh.text).rows?.length]).toEqual([200, 1])
  }
})
