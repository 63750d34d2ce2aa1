import { describe, expect, test } from 'vitest'
import { readEvents } from '#api/cases/events.ts'
import { outbox } from '#api/store/tables.ts'
import { caseOf } from './acting.ts'
import { A_YOUNG_PERSON, openDesk } from './desk.ts'

type Form = Readonly<Record<string, string>>

/** Forms of the desk, each under its address behind the case. */
const FORMS: readonly (readonly [address: string, form: Form])[] = [
  ['', { act: 'confirm' }],
  ['/note', { text: 'Rang the home.' }],
  ['/acts/acknowledge', { text: 'We have it.' }],
  ['/acts/message', { text: 'We looked.' }],
  ['/acts/answer', { part: '1', outcome: 'upheld', short: 'You were right.', text: 'Sorry.' }],
  ['/acts/add-point', { part: '1', text: 'The visit was cancelled.' }],
  ['/acts/close', {}],
]

async function givenCase() {
  const desk = await openDesk()
  const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
  const ada = await desk.signIn()
  await ada.get(`/officer/cases/${reference}`)
  const seqNow = async () => String((await caseOf(ada, reference)).view.seq)
  const [row] = await desk.submitted()
  return {
    desk,
    ada,
    reference,
    seqNow,
    kept: async () => ({
      kinds: (await readEvents(desk.store, row?.id ?? 0)).map(({ event }) => event.kind),
      mails: (await desk.store.db.select().from(outbox)).length,
    }),
    at: (address: string) => `/officer/cases/${reference}${address}`,
  }
}

describe('a form of the desk that is pressed twice', () => {
  test.each(FORMS)('%s %j is taken once, and says so twice', async (address, form) => {
    const { ada, at, kept, seqNow } = await givenCase()
    if (address.endsWith('/close')) {
      const answer = { part: '1', outcome: 'upheld', short: 'Yes.', text: 'Sorry.' }
      await ada.post(at('/acts/answer'), { ...answer, seq: await seqNow() })
    }
    const seq = await seqNow()
    const before = await kept()
    const first = await ada.post(at(address), { ...form, seq })
    expect(first.status).toBe(303)
    const once = await kept()
    expect(once.kinds.length).toBeGreaterThan(before.kinds.length)
    const second = await ada.post(at(address), { ...form, seq })
    expect([second.status, second.location]).toEqual([303, first.location])
    expect(await kept()).toEqual(once)
  })

  test('at the same moment too', async () => {
    const { ada, at, kept, seqNow } = await givenCase()
    const seq = await seqNow()
    const before = await kept()
    const note = { text: 'Rang the home.', seq }
    const all = await Promise.all([1, 2, 3].map(() => ada.post(at('/note'), note)))
    expect(all.map(({ status }) => status)).toEqual([303, 303, 303])
    expect((await kept()).kinds).toEqual([...before.kinds, 'noted'])
  })
})

describe('is told that somebody was quicker', () => {
  test('where a colleague wrote the same', async () => {
    const { desk, ada, at, seqNow } = await givenCase()
    const bo = await desk.signIn({ email: 'bo@council.example', name: 'Bo' })
    await bo.get(at(''))
    const note = { text: 'Rang the home.', seq: await seqNow() }
    expect((await bo.post(at('/note'), note)).status).toBe(303)
    expect((await ada.post(at('/note'), note)).status).toBe(409)
  })

  test('whoever wrote other words in a second window, and ten minutes later', async () => {
    const { desk, ada, at, seqNow } = await givenCase()
    const seq = await seqNow()
    expect((await ada.post(at('/note'), { text: 'Rang the home.', seq })).status).toBe(303)
    expect((await ada.post(at('/note'), { text: 'Rang the school.', seq })).status).toBe(409)
    desk.minutesOn(11)
    expect((await ada.post(at('/note'), { text: 'Rang the home.', seq })).status).toBe(409)
  })
})
