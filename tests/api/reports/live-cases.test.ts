import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { countTables } from '#api/reports/counting/count-apart.ts'
import { importPastCases } from '#api/reports/import.ts'
import { countLive } from '#api/reports/live-records.ts'
import { events, inbox, liveRecords } from '#api/store/tables.ts'
import { loadContent } from '#content/index.ts'
import { renamed } from '#schema/authority/teams.ts'
import type { CaseEvent } from '#schema/case/case.ts'
import { day } from '#schema/dates.ts'
import { reportLists } from '#schema/rules/report/lists.ts'
import { happened } from '#tests/rules/happened.ts'
import { tableOf } from '#tests/rules/report/ledgers.ts'
import { NINE_ON_MONDAY, temporaryStore } from '#tests/support/store.ts'
import { anyStory, folderOfStories, type Story, storeLive } from './stories.ts'

const content = loadContent()
const profile = content.authorities.get('coventry')
const layout = content.reportLayouts.get('coventry')
if (profile === undefined || layout === undefined) throw new Error('there is no Coventry')
const period = { from: day('2021-04-01'), to: day('2022-03-31') }
const counting = { profile, content, period }

test('the same year as a folder and as live cases gives the same tables', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStory, { minLength: 15, maxLength: 25 }), async (told) => {
      // The ombudsman's references are theirs and come once.
      const stories = told.filter(
        ({ onDay, took }, at) =>
          told.findIndex((other) => other.onDay === onDay && other.took === took) === at,
      )
      const [live, past] = [await temporaryStore(), await temporaryStore()]
      await storeLive(live, stories)
      const imported = await importPastCases({
        store: past,
        profile,
        lists: reportLists(profile, content.commonLists),
        path: folderOfStories(stories),
        mode: 'write',
        at: NINE_ON_MONDAY,
        actor: 'command',
        say: () => {},
      })
      expect(imported).toMatchObject({ ok: true })
      const tables = await countTables({ store: live, ...counting })
      expect(tables).toEqual(await countTables({ store: past, ...counting }))
      expect(tableOf(tables, 'contacts-by-category').total?.count).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 3, endOnFailure: true },
  )
})

const A_STORY: Story = {
  onDay: 10,
  category: 'statutory',
  who: 'child',
  topic: 'leaving-care',
  channel: 'email',
  childKnown: 'looked-after',
  end: 'open',
  took: 8,
  outcome: 'upheld',
  points: ['Communication'],
  next: 'none',
  pence: 0,
  mediated: null,
  ombudsman: null,
  enquiry: false,
}

const NOT_SAID = {
  service: null,
  area: null,
  role: null,
  childStatus: null,
  channel: null,
  fromChild: null,
  advocate: null,
  praisedFor: null,
  origin: null,
}

test('a team that was renamed is one row under its newest name, whatever was kept of it', async () => {
  const [live, past] = [await temporaryStore(), await temporaryStore()]
  await storeLive(live, [A_STORY])
  const point = { part: 1, point: 1, service: 'through-care', reason: null, subReason: null }
  const named = happened('point-set', '2021-04-20', point)
  await live.write([live.db.insert(events).values({ ...named, caseId: 1 })])
  await importPastCases({
    store: past,
    profile,
    lists: reportLists(profile, content.commonLists),
    path: folderOfStories([A_STORY]),
    mode: 'write',
    at: NINE_ON_MONDAY,
    actor: 'command',
    say: () => {},
  })
  const services = profile.services.map((team) =>
    team.label === 'Through Care' ? renamed(team, 'Leaving Well') : team,
  )
  const later = { ...counting, profile: { ...profile, services } }
  for (const store of [live, past]) {
    const { rows } = tableOf(await countTables({ store, ...later }), 'complaints-by-service')
    expect(rows.filter(({ values }) => values.count !== 0)).toEqual([
      { label: 'Leaving Well', values: { count: 1, share: 100, previous: null } },
    ])
  }
})

test('what an officer says of a case for the report wins over what was read from it', async () => {
  const store = await temporaryStore()
  await storeLive(store, [A_STORY])
  const before = await countTables({ store, ...counting })
  expect(tableOf(before, 'complaints-by-service').rows).toContainEqual({
    label: 'Through Care',
    values: { count: 1, share: 100, previous: null },
  })
  const told = happened('counted-as', '2021-04-20', { ...NOT_SAID, service: 'Team East' })
  await store.write([store.db.insert(events).values({ ...told, caseId: 1 })])
  const after = await countTables({ store, ...counting })
  const services = tableOf(after, 'complaints-by-service')
  expect(
    services.rows.filter(({ values }) => values.count === 1).map(({ label }) => label),
  ).toEqual(['Team East'])
  expect(tableOf(after, 'channel').rows).toContainEqual({
    label: 'Email',
    values: { statutory: 1, corporate: 0, concern: 0, count: 1 },
  })
})

test('a case that was put into another counts there alone, until it stands for itself again', async () => {
  const store = await temporaryStore()
  await storeLive(store, [A_STORY, { ...A_STORY, onDay: 20, enquiry: true }])
  const add = (event: CaseEvent) =>
    store.write([store.db.insert(events).values({ ...event, caseId: 2 })])
  const contacts = async () => {
    const tables = await countTables({ store, ...counting })
    const rowOf = (id: string, label: string) =>
      tableOf(tables, id).rows.find((row) => row.label === label)?.values.count
    return {
      statutory: rowOf('contacts-by-category', 'statutory'),
      enquiry: rowOf('contacts-by-category', 'enquiry'),
      stages: rowOf('complaints-by-stage', 'statutory-1'),
      children: rowOf('children-and-advocates', 'from-children'),
    }
  }
  const both = { statutory: 2, enquiry: 1, stages: 2, children: 2 }
  expect(await contacts()).toEqual(both)
  await add(happened('joined', '2021-05-10', { as: 'same' }))
  // A member of parliament asked about it all the same.
  expect(await contacts()).toEqual({ statutory: 1, enquiry: 1, stages: 1, children: 1 })
  await add(happened('reopened', '2021-05-12', { reason: 'more-information' }))
  expect(await contacts()).toEqual(both)
})

test('what was paid on a case before it went into another one stands in the costs', async () => {
  const store = await temporaryStore()
  await storeLive(store, [A_STORY, { ...A_STORY, onDay: 20 }])
  const paid = { stage: 'stage-1', kind: 'remedy', pence: 12_550 } as const
  const add = (event: CaseEvent) =>
    store.write([store.db.insert(events).values({ ...event, caseId: 2 })])
  await add(happened('paid', '2021-05-01', paid))
  await add(happened('joined', '2021-05-10', { as: 'same' }))
  const tables = await countTables({ store, ...counting })
  expect(tableOf(tables, 'costs').total).toMatchObject({ remedy: 125.5, total: 125.5 })
  expect(tableOf(tables, 'remedies').total).toMatchObject({ count: 1, total: 125.5 })
  expect(tableOf(tables, 'contacts-by-category').total?.count).toBe(1)
  expect(tableOf(tables, 'complaints-by-service').total?.count).toBe(1)
})

test('a case that the flood guard set apart counts once somebody looked at it', async () => {
  const store = await temporaryStore()
  await storeLive(store, [A_STORY])
  await store.write([store.db.update(inbox).set({ setApart: 1 })])
  const contacts = async () =>
    tableOf(await countTables({ store, ...counting }), 'contacts-by-category').total?.count
  expect(await contacts()).toBe(0)
  await store.write([store.db.update(inbox).set({ setApart: 0 })])
  expect(await contacts()).toBe(1)
})

test('other labels in the profile count every live case again, and nothing else does', async () => {
  const store = await temporaryStore()
  await storeLive(store, [A_STORY, { ...A_STORY, onDay: 20 }])
  expect(await countLive({ store, profile, layout, content })).toBe(2)
  expect(await countLive({ store, profile, layout, content })).toBe(0)
  const countedAs = { ...layout.countedAs, roles: { child: 'Adult (parent / carer)' } }
  expect(await countLive({ store, profile, content, layout: { ...layout, countedAs } })).toBe(2)
  const rows = await store.db.select().from(liveRecords)
  expect(rows.map(({ data }) => data)).toContainEqual(
    expect.objectContaining({ role: 'Adult (parent / carer)' }),
  )
})

test('answers about equality count under the labels of the authority, from their own store', async () => {
  const store = await temporaryStore()
  const answer = { year: 2021, route: 'young' }
  await store.countEquality([
    { ...answer, question: 'sex', answer: 'female' },
    { ...answer, question: 'sex', answer: 'prefer-not-to-say' },
    { ...answer, question: 'age-band', answer: '18-to-25' },
    { ...answer, year: 2022, question: 'sex', answer: 'male' },
  ])
  const tables = await countTables({ store, ...counting })
  expect(tableOf(tables, 'sex').rows).toEqual([
    { label: 'Male', values: { count: 0, share: 0 } },
    { label: 'Female', values: { count: 1, share: 50 } },
    { label: 'N/A', values: { count: 1, share: 50 } },
  ])
  expect(tableOf(tables, 'age-band').rows).toContainEqual({
    label: '18 to 25',
    values: { count: 1, share: 100 },
  })
})
