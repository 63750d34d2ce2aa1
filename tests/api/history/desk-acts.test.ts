import { gt } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { verifyChain } from '#api/history/chain.ts'
import { importPastCases } from '#api/reports/import.ts'
import type { Store } from '#api/store/store.ts'
import { deskActs, history } from '#api/store/tables.ts'
import { loadContent } from '#content/index.ts'
import { reportLists } from '#schema/rules/report/lists.ts'
import { caseOf } from '#tests/api/cases/acting.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from '#tests/api/cases/desk.ts'
import { NINE_ON_MONDAY } from '#tests/support/store.ts'

const PAST = 'tests/fixtures/past-cases/coventry'
const CHANGE = {
  kind: 'change',
  year: '2026-27',
  said: 'Letters came too late.',
  did: 'We write within a week.',
  consentWho: '',
  consentOn: '',
}

/** What is in the history from here on, without sign-ins. Whoever works with it chains and verifies it at the end. */
async function historyFromHere(desk: Awaited<ReturnType<typeof openDesk>>) {
  const { store } = desk
  const before = (await store.db.select().from(deskActs)).at(-1)?.seq ?? 0
  return async () => {
    const upkeep = await desk.startUpkeep()
    await upkeep.runOnce()
    const rows = await store.db.select().from(deskActs).where(gt(deskActs.seq, before))
    expect((await verifyChain(store)).broken).toBeUndefined()
    expect(await chainedActs(store)).toEqual(expect.arrayContaining(rows.map(({ seq }) => seq)))
    return rows.map(({ kind, by, data }) => ({ kind, by, data }))
  }
}

async function chainedActs(store: Store): Promise<readonly number[]> {
  const links = await store.db.select().from(history)
  return links.filter(({ source }) => source === 'desk_acts').map(({ seq }) => seq)
}

test('a link between cases is in the history, and so is its end', async () => {
  const desk = await openDesk()
  const first = await desk.submit({ facts: A_YOUNG_PERSON })
  const second = await desk.submit({ facts: A_YOUNG_PERSON })
  const ada = await desk.signIn()
  const acts = await historyFromHere(desk)
  await ada.post(`/officer/cases/${first.reference}/links`, {
    other: second.reference,
    belongs: 'sibling',
  })
  const [link] = (await caseOf(ada, first.reference)).links
  const ended = { link: String(link?.id) }
  await ada.post(`/officer/cases/${first.reference}/links/end`, ended)
  await ada.post(`/officer/cases/${first.reference}/links/end`, ended)
  const by = `officer:${ada.officer.id}`
  expect(await acts()).toEqual([
    { kind: 'cases-linked', by, data: { other: 2, link: 'sibling' } },
    { kind: 'link-ended', by, data: { link: 1 } },
  ])
})

test('a change of the details is in the history, and one that came too late is not', async () => {
  const desk = await openDesk()
  const admin = await desk.signIn({ email: 'root@council.example', roles: ['admin'] })
  const acts = await historyFromHere(desk)
  const { typed, profile } = pageOf(await admin.get('/officer/profile'), 'profile')
  const sent = { ...typed, version: String(profile.version) }
  expect((await admin.post('/officer/profile', sent)).status).toBe(303)
  expect((await admin.post('/officer/profile', sent)).status).not.toBe(303)
  expect(await acts()).toEqual([
    { kind: 'details-changed', by: `officer:${admin.officer.id}`, data: { after: 0 } },
  ])
})

test('keys and addresses of other systems are in the history with who made and ended them', async () => {
  const desk = await openDesk()
  const mo = await desk.signIn({ roles: ['manager'] })
  const acts = await historyFromHere(desk)
  await mo.post('/officer/systems/keys', { keyName: 'Open data', scope: 'public-figures' })
  await mo.post('/officer/systems/hooks', { hookUrl: 'https://case.example/told' })
  await mo.post('/officer/systems/keys/1/end', {})
  await mo.post('/officer/systems/hooks/1/end', {})
  await mo.post('/officer/systems/keys/1/end', {})
  const by = `officer:${mo.officer.id}`
  expect(await acts()).toEqual([
    { kind: 'key-made', by, data: { scope: 'public-figures' } },
    { kind: 'hook-made', by, data: {} },
    { kind: 'key-ended', by, data: { key: 1 } },
    { kind: 'hook-ended', by, data: { hook: 1 } },
  ])
})

test('what was published, taken back and written for the report is in the history', async () => {
  const desk = await openDesk()
  const ada = await desk.signIn()
  await ada.post('/officer/told', CHANGE)
  const acts = await historyFromHere(desk)
  const seen = String(pageOf(await ada.get('/officer/told/1'), 'told-one').view.told.version)
  await ada.post('/officer/told/1/publish', { looked: '', seen })
  await ada.post('/officer/told/1/publish', { looked: 'yes', seen })
  await ada.post('/officer/told/1/take-back', {})
  const period = { from: '2026-04-01', to: '2027-03-31' }
  await ada.post(`/officer/report/texts/compliments?${new URLSearchParams(period)}`, {
    sectionText: 'We listened.',
    seen: '0',
  })
  const by = `officer:${ada.officer.id}`
  expect(await acts()).toEqual([
    { kind: 'told-published', by, data: { told: 1 } },
    { kind: 'told-taken-back', by, data: { told: 1 } },
    { kind: 'report-text-saved', by, data: { section: 'compliments', ...period } },
  ])
})

test('past cases that were brought in are in the history with how many they were', async () => {
  const desk = await openDesk()
  const content = loadContent('content')
  const profile = content.authorities.get('coventry')
  if (profile === undefined) throw new Error('there is no such authority')
  const acts = await historyFromHere(desk)
  const wanted = {
    store: desk.store,
    profile,
    lists: reportLists(profile, content.commonLists),
    path: PAST,
    at: NINE_ON_MONDAY,
    actor: 'command' as const,
    say: () => {},
  }
  await importPastCases({ ...wanted, mode: 'dry-run' })
  const imported = await importPastCases({ ...wanted, mode: 'write' })
  await importPastCases({ ...wanted, mode: 'write' })
  const records = imported.ok ? imported.added : 0
  expect(records).toBeGreaterThan(100)
  expect(await acts()).toEqual([
    { kind: 'past-cases-imported', by: 'command', data: { import: 1, records } },
  ])
})
