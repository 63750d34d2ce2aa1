import { describe, expect, test } from 'vitest'
import { outbox } from '#api/store/tables.ts'
import { Role } from '#schema/vocabulary.ts'
import { openDesk, pageOf } from '#tests/api/cases/desk.ts'

type Desk = Awaited<ReturnType<typeof openDesk>>
type Officer = Awaited<ReturnType<Desk['signIn']>>

const A_CALL = {
  idempotencyKey: 'a-call-that-came-in-0001',
  channel: 'telephone',
  receivedOn: '2026-11-20',
  who: 'parent',
  story: 'My son was moved at night and nobody rang me.',
  readBack: 'yes',
}

async function enter(
  officer: Officer,
  change: Partial<Record<keyof typeof A_CALL | string, string>>,
) {
  const fields = Object.entries({ ...A_CALL, ...change }).filter(([, value]) => value !== undefined)
  return officer.post('/officer/new', Object.fromEntries(fields) as Record<string, string>)
}

async function caseOf(officer: Officer, reference: string) {
  return pageOf(await officer.get(`/officer/cases/${reference}`), 'case').view
}

describe('a contact that an officer types in', () => {
  test('counts from the day it came, and says who typed it in and how it came', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const { accepted } = pageOf(await enter(ada, {}), 'entered')
    expect(accepted).toMatchObject({ receivedOn: '2026-11-20', dueOn: '2026-12-04' })
    const [received] = (await caseOf(ada, accepted.reference)).events
    expect(received).toMatchObject({ by: 'Ada', event: { on: '2026-11-20' } })
    expect(received?.event.data).toMatchObject({
      source: 'officer',
      channel: 'telephone',
      readBack: 'agreed',
    })
  })

  test('lets the writer come back with a code of their own', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const { accepted } = pageOf(await enter(ada, {}), 'entered')
    const back = await desk.wayBack(accepted.code)
    expect(back.messages[0]?.text).toBe(A_CALL.story)
  })

  test('is told to the inbox like everything else, also in a flood', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const before = (await desk.store.db.select().from(outbox)).length
    await enter(ada, {})
    const kinds = (await desk.store.db.select().from(outbox)).slice(before).map(({ kind }) => kind)
    expect(kinds).toEqual(['notice'])
  })

  test('is one case however often the form is sent', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const first = pageOf(await enter(ada, {}), 'entered').accepted
    expect(pageOf(await enter(ada, {}), 'entered').accepted).toEqual(first)
  })

  test('that came in writing is not read back', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const { accepted } = pageOf(await enter(ada, { channel: 'letter' }), 'entered')
    const [received] = (await caseOf(ada, accepted.reference)).events
    expect(received?.event.data).not.toHaveProperty('readBack')
  })

  test('keeps how to reach them safely', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const contact = { contactKind: 'phone', contactValue: '07700 900 123', safe_note: 'After six' }
    const { accepted } = pageOf(await enter(ada, { ...contact, name: 'Sam Hill' }), 'entered')
    const [writer] = (await caseOf(ada, accepted.reference)).people
    expect(writer).toMatchObject({
      kind: 'writer',
      name: 'Sam Hill',
      contact: { kind: 'phone', value: '07700 900 123', safe_note: 'After six' },
    })
  })

  test('that tells of danger comes to the front', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const { accepted } = pageOf(await enter(ada, { danger_now: 'yes' }), 'entered')
    expect(accepted.flags).toContain('safeguarding')
  })

  test.each([
    ['channel', '', 'missing'],
    ['story', ' ', 'missing'],
    ['who', 'somebody', 'missing'],
    ['receivedOn', 'last week', 'wrong-form'],
    ['receivedOn', '2026-11-24', 'future'],
  ])('is not kept while %s is %j, and nothing typed is lost', async (field, value, code) => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const shown = await enter(ada, { [field]: value })
    const page = pageOf(shown, 'new')
    expect([shown.status, page.faults]).toEqual([422, [{ field, code }]])
    expect(page.typed.readBack).toEqual(['yes'])
    expect(page.key).toBe(A_CALL.idempotencyKey)
  })

  test('asks where to reach somebody who wants to be rung', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const page = pageOf(await enter(ada, { contactKind: 'phone' }), 'new')
    expect(page.faults).toEqual([{ field: 'contactValue', code: 'missing' }])
  })

  test.each(Role.options)('is entered by the %s or not, by their role', async (role) => {
    const desk = await openDesk()
    const officer = await desk.signIn({ roles: [role] })
    const may = role === 'officer' || role === 'manager' || role === 'duty'
    expect((await officer.get('/officer/new')).status).toBe(may ? 200 : 403)
    expect((await enter(officer, {})).status).toBe(may ? 200 : 403)
    expect((await desk.submitted()).length).toBe(may ? 1 : 0)
  })
})

describe('thanks that a colleague passes on', () => {
  test('need the words and who says them, and are a compliment', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const shown = await ada.post('/officer/new/thanks', {
      idempotencyKey: 'thanks-that-came-in-00001',
      channel: 'email',
      receivedOn: '2026-11-23',
      who: 'parent',
      story: 'Thank you, you were so kind to us.',
      about_person: 'Bo Example',
      service: 'family-time',
    })
    const { accepted } = pageOf(shown, 'entered')
    expect(accepted.category).toBe('compliment')
    const { people } = await caseOf(ada, accepted.reference)
    expect(people).toContainEqual({ kind: 'about', about_person: 'Bo Example' })
  })

  test('are thanks although a word of them could complain, and whoever is thanked may read them', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const mo = await desk.signIn({ email: 'mo@council.example', name: 'Mo Kay' })
    const shown = await ada.post('/officer/new/thanks', {
      idempotencyKey: 'thanks-that-came-in-00002',
      channel: 'email',
      receivedOn: '2026-11-23',
      who: 'professional',
      story: 'Mo Kay stayed late and never complained.',
      about_person: 'Mo Kay',
    })
    const { accepted } = pageOf(shown, 'entered')
    expect(accepted.category).toBe('compliment')
    expect((await mo.get(`/officer/cases/${accepted.reference}`)).status).toBe(200)
  })
})
