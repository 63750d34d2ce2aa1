import { describe, expect, test } from 'vitest'
import { told } from '#api/store/tables.ts'
import { publishedTold } from '#api/told/told.ts'
import { can } from '#tests/api/cases/acting.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from '#tests/api/cases/desk.ts'

const CHANGE = {
  kind: 'change',
  year: '2026-27',
  said: 'Letters came too late and used long words.',
  did: 'We write within a week now, in short words.',
  consentWho: '',
  consentOn: '',
}
const THANKS = {
  ...CHANGE,
  kind: 'compliment',
  said: 'Thank you Ada, and Mrs Patel. You rang me on 07700 900123 when I was nine.',
  did: '',
  consentWho: 'The writer',
  consentOn: '2026-11-20',
}
const YEAR = 'from=2026-04-01&to=2027-03-31'

type Desk = Awaited<ReturnType<typeof openDesk>>
type Officer = Awaited<ReturnType<Desk['signIn']>>

async function oneOf(officer: Officer, path = '/officer/told/1') {
  return pageOf(await officer.get(path), 'told-one').view
}

/** Publishes it as it stands, and answers what came of it. */
async function publish(officer: Officer, looked = 'yes') {
  const { told: one } = await oneOf(officer)
  return officer.post('/officer/told/1/publish', { looked, seen: String(one.version) })
}

describe('what changed because somebody spoke', () => {
  test('is public once an officer looked at it and published it', async () => {
    const { store, ...desk } = await openDesk()
    const ada = await desk.signIn()
    await ada.post('/officer/told', CHANGE)
    expect(await publishedTold(store, 'change')).toEqual([])
    expect((await publish(ada, '')).status).toBe(422)
    expect((await publish(ada)).status).toBe(303)
    const { said, did } = CHANGE
    expect(await publishedTold(store, 'change')).toEqual([{ en: { said, did } }])
    const report = await ada.get(`/officer/report/public.html?${YEAR}`)
    expect(report.text).toContain('<blockquote><p>Letters came too late')
  })

  test('is said in other languages too, and looked at again before anybody reads them', async () => {
    const { store, ...desk } = await openDesk()
    const ada = await desk.signIn()
    await ada.post('/officer/told', CHANGE)
    await publish(ada)
    const polish = {
      language: 'pl',
      said: 'Listy były za późno.',
      did: 'Piszemy w ciągu tygodnia.',
    }
    await ada.post('/officer/told/1', { ...polish, seen: '1' })
    expect(await publishedTold(store, 'change')).toEqual([])
    await publish(ada)
    const [words] = await publishedTold(store, 'change')
    expect(Object.keys(words ?? {})).toEqual(['en', 'pl'])
  })

  test('is never published while a word of it points to somebody', async () => {
    const { store, ...desk } = await openDesk()
    const ada = await desk.signIn()
    await ada.post('/officer/told', {
      ...CHANGE,
      said: 'Sam, who is nine, said that visits stopped.',
    })
    expect((await oneOf(ada)).pointers.filter(({ how }) => how === 'sure')).toEqual([
      { text: 'is nine', how: 'sure' },
      { text: 'Sam', how: 'sure' },
    ])
    const refused = await publish(ada)
    expect(pageOf(refused, 'told-one').faults).toEqual([{ field: 'said', code: 'points' }])
    expect(await publishedTold(store, 'change')).toEqual([])
  })

  test('is not published as somebody else changed it meanwhile, and can be taken back', async () => {
    const { store, ...desk } = await openDesk()
    const ada = await desk.signIn()
    await ada.post('/officer/told', CHANGE)
    const seen = await oneOf(ada)
    await ada.post('/officer/told/1', {
      language: 'en',
      said: 'Other words.',
      did: 'Now.',
      seen: '1',
    })
    const stale = { looked: 'yes', seen: String(seen.told.version) }
    expect((await ada.post('/officer/told/1/publish', stale)).status).toBe(409)
    await publish(ada)
    await ada.post('/officer/told/1/take-back', {})
    expect(await publishedTold(store, 'change')).toEqual([])
  })

  test('says what was done, of the year whose report it stands in', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const page = await ada.post('/officer/told', { ...CHANGE, did: ' ', year: '2026-28' })
    expect(page.status).toBe(422)
    expect(pageOf(page, 'told').faults.map(({ field }) => field)).toEqual(['year', 'did'])
    const lacking = await ada.post('/officer/told', { ...CHANGE, did: ' ' })
    expect(pageOf(lacking, 'told').faults).toEqual([{ field: 'did', code: 'missing' }])
  })
})

test('what was learned in a case and worded for everybody waits to be made a draft, once', async () => {
  const desk = await openDesk()
  const ada = await desk.signIn()
  const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
  await can(ada, reference, 'agree-action', {
    for: 'learning',
    text: 'Answer within a week',
    service: '',
    theme: '',
    owner: '',
    dueOn: '2026-12-31',
  })
  const { said, did } = CHANGE
  await can(ada, reference, 'share-learning', { action: '1', said, did, nobody: 'yes' })
  const { learned } = pageOf(await ada.get('/officer/told'), 'told').list
  expect(learned).toEqual([{ said, did, year: '2026-27' }])
  await ada.post('/officer/told', CHANGE)
  expect(pageOf(await ada.get('/officer/told'), 'told').list.learned).toEqual([])
})

describe('own words and thanks', () => {
  test('are not kept without the consent of whoever said them', async () => {
    const { store, ...desk } = await openDesk()
    const ada = await desk.signIn()
    const page = await ada.post('/officer/told', { ...THANKS, consentWho: '', consentOn: '' })
    expect(pageOf(page, 'told').faults.map(({ field }) => field)).toEqual([
      'consentWho',
      'consentOn',
    ])
    expect(await store.db.select().from(told)).toEqual([])
  })

  test('lose names of staff, numbers and ages before they are kept, and stand in the report of their year', async () => {
    const { store, ...desk } = await openDesk()
    const ada = await desk.signIn()
    await ada.post('/officer/told', THANKS)
    const { told: one } = await oneOf(ada)
    expect(one.words.en?.said).toBe('Thank you […], and Mrs […]. You rang me on […] when I […].')
    await publish(ada)
    const shown = await ada.get(`/officer/report/public.html?${YEAR}`)
    expect(shown.text).toContain('Thank you […]')
    expect(shown.text).not.toContain('The writer')
    const before = await ada.get('/officer/report/public.html?from=2025-04-01&to=2026-03-31')
    expect(before.text).not.toContain('Thank you […]')
    expect(await publishedTold(store, 'change')).toEqual([])
  })

  test('are sealed', async () => {
    const { store, ...desk } = await openDesk()
    const ada = await desk.signIn()
    await ada.post('/officer/told', THANKS)
    const [row] = await store.db.select().from(told)
    expect(row?.sealed.toString('latin1')).not.toContain('Thank')
  })
})

test.each(['reviewer', 'admin', 'investigator'] as const)(
  'a %s neither writes nor publishes',
  async (role) => {
    const desk = await openDesk()
    const browser = await desk.signIn({ roles: [role] })
    expect((await browser.get('/officer/told')).status).toBe(404)
    expect((await browser.post('/officer/told', CHANGE)).status).toBe(404)
  },
)
