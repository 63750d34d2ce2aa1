import { describe, expect, test } from 'vitest'
import { ROWS_A_PAGE } from '#api/cases/list.ts'
import { inbox } from '#api/store/tables.ts'
import { InboxPage } from '#schema/desk/desk.ts'
import { Role } from '#schema/vocabulary.ts'
import { A_YOUNG_PERSON, openDesk, pageOf, SOMEONE_IN_DANGER } from './desk.ts'

type Officer = Awaited<ReturnType<Awaited<ReturnType<typeof openDesk>>['signIn']>>

const A_PARENT = { who: 'parent', service: 'send', wants: 'put-right' } as const
const THANKS = { who: 'parent', service: 'family-time', wants: 'thank' } as const

async function references(officer: Officer, query = ''): Promise<readonly string[]> {
  const { list } = pageOf(await officer.get(`/officer/inbox${query}`), 'inbox')
  return list.rows.map(({ reference }) => reference)
}

describe('the inbox', () => {
  test('shows what may be about danger first, then by the day it is due', async () => {
    const desk = await openDesk()
    const earlier = await desk.submit({ facts: A_YOUNG_PERSON })
    const thanks = await desk.submit({
      facts: THANKS,
      answers: { story: 'Thank you, you were great.' },
    })
    desk.minutesOn(24 * 60)
    const later = await desk.submit({ facts: A_YOUNG_PERSON })
    const urgent = await desk.submit({ facts: SOMEONE_IN_DANGER })
    const ada = await desk.signIn()
    expect(await references(ada)).toEqual(
      [urgent, thanks, earlier, later].map(({ reference }) => reference),
    )
  })

  test('counts the working days that are left, and those by which something is late', async () => {
    const desk = await openDesk()
    await desk.submit({ facts: A_YOUNG_PERSON })
    const left = async (officer: Officer) =>
      pageOf(await officer.get('/officer/inbox'), 'inbox').list.rows[0]?.workingDaysLeft
    expect(await left(await desk.signIn())).toBe(10)
    desk.clock.now = '2026-12-07T09:00:00.000Z' as typeof desk.clock.now
    expect(await left(await desk.signIn({ email: 'bo@council.example' }))).toBe(0)
    desk.clock.now = '2026-12-09T09:00:00.000Z' as typeof desk.clock.now
    expect(await left(await desk.signIn({ email: 'cy@council.example' }))).toBe(-2)
  })

  test('can be narrowed to a category, a flag or the beginning of a reference', async () => {
    const desk = await openDesk()
    const child = await desk.submit({ facts: A_YOUNG_PERSON })
    const parent = await desk.submit({ facts: A_PARENT })
    const urgent = await desk.submit({ facts: SOMEONE_IN_DANGER })
    const ada = await desk.signIn()
    expect(await references(ada, '?category=corporate')).toEqual([parent.reference])
    expect(await references(ada, '?flag=safeguarding')).toEqual([urgent.reference])
    const start = child.reference.slice(0, 5).toLowerCase()
    expect(await references(ada, `?category=&flag=&reference=${start}`)).toEqual([child.reference])
    expect(await references(ada, '?reference=%25')).toHaveLength(3)
  })

  test('keeps apart what a flood brought, which is found under its own heading', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    await desk.store.write([desk.store.db.update(inbox).set({ setApart: 1 })])
    const ada = await desk.signIn()
    expect(await references(ada)).toEqual([])
    expect(await references(ada, '?apart=yes')).toEqual([reference])
  })

  test('shows every case once over its pages, however many are due on one day', async () => {
    const desk = await openDesk()
    const sent: string[] = []
    for (let n = 0; n < ROWS_A_PAGE * 2 + 3; n++) {
      const facts = n % 20 === 0 ? SOMEONE_IN_DANGER : A_YOUNG_PERSON
      sent.push((await desk.submit({ facts })).reference)
    }
    const ada = await desk.signIn()
    const seen: string[] = []
    let query: string | null = ''
    while (query !== null) {
      const shown: { readonly list: InboxPage } = pageOf(
        await ada.get(`/officer/inbox${query}`),
        'inbox',
      )
      const { list } = shown
      expect(list.rows.length).toBeLessThanOrEqual(ROWS_A_PAGE)
      seen.push(...list.rows.map(({ reference }) => reference))
      query = list.next === null ? null : `?after=${list.next}`
    }
    expect(seen).toHaveLength(sent.length)
    expect([...seen].sort()).toEqual([...sent].sort())
  })

  test('looks things up in order instead of sorting them', async () => {
    const desk = await openDesk()
    const plan = await desk.store.db.all<{ detail: string }>(
      `explain query plan select * from inbox where open = 1 and set_apart = 0 and urgent = 0
       and instr(flags, '"mixed"') > 0 order by due_on, case_id limit 51`,
    )
    const details = plan.map(({ detail }) => detail).join('\n')
    expect(details).toContain('USING INDEX')
    expect(details).not.toContain('TEMP B-TREE')
  })

  test('gives scripts the same list, and tells them when nobody is signed in', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn()
    const answer = await ada.get('/api/officer/inbox')
    expect(InboxPage.parse(JSON.parse(answer.text)).rows[0]?.reference).toBe(reference)
    const stranger = await desk.browser().get('/api/officer/inbox')
    expect([stranger.status, stranger.text]).toEqual([401, '{"error":{"code":"sign-in-needed"}}'])
  })

  test('refuses a question from a script that it does not know', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const answer = await ada.get('/api/officer/inbox?category=everything')
    expect([answer.status, JSON.parse(answer.text).error.fields]).toEqual([
      422,
      [{ field: 'category', code: 'unknown' }],
    ])
  })

  test.each(Role.options)('opens for the %s, with what they may see', async (role) => {
    const desk = await openDesk()
    const ada = await desk.signIn({ roles: [role] })
    expect((await ada.get('/officer')).status).toBe(200)
  })
})

describe('trying triage', () => {
  test('shows every rule that was tried and the first that did not fire', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const shown = await ada.post('/officer/triage', {
      who: 'young-person',
      service: ['family-time', 'send'],
      wants: 'put-right',
      danger_now: '',
      text: 'They cancelled my visit.',
      language: 'en',
    })
    const { tried } = pageOf(shown, 'triage')
    expect(tried?.facts).toEqual({
      who: 'young-person',
      service: ['family-time', 'send'],
      wants: 'put-right',
    })
    expect(tried?.triage.category).toBe('statutory')
    const [first] = tried?.trace.services ?? []
    expect(first?.tried[0]).toMatchObject({ rule: 'C1', fired: false })
    expect(first?.tried.at(-1)).toMatchObject({ fired: true })
  })

  test('names the fact that is missing and keeps the words', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const shown = await ada.post('/officer/triage', { text: 'My words', language: 'en' })
    const page = pageOf(shown, 'triage')
    expect([shown.status, page.faults]).toEqual([422, [{ field: 'who', code: 'missing' }]])
    expect(page.typed.text).toEqual(['My words'])
  })

  test('stores nothing', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    await ada.post('/officer/triage', { who: 'child', text: 'My words', language: 'en' })
    expect(await desk.store.db.select().from(inbox)).toEqual([])
  })
})
