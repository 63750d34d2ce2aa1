import { expect, test } from 'vitest'
import { StoreBusy } from '#api/store/store.ts'
import { caseOf } from './acting.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from './desk.ts'

const WORDS = 'Words that took an hour.'

/** An officer at a case, and a disk that can be filled. */
async function givenDisk() {
  const desk = await openDesk()
  const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
  const ada = await desk.signIn()
  const { view } = await caseOf(ada, reference)
  const { write } = desk.store
  return {
    ada,
    at: `/officer/cases/${reference}`,
    seq: String(view.seq),
    fill: (full: boolean) =>
      Object.assign(desk.store, {
        write: full ? () => Promise.reject(new StoreBusy('the disk is full')) : write,
      }),
  }
}

test.each([
  ['/note', { text: WORDS }],
  ['/acts/message', { text: WORDS }],
  ['/acts/add-point', { part: '1', text: WORDS }],
  ['', { act: 'confirm' }],
] as const)(
  'what an officer sends to %j while nothing can be saved comes back, and is saved from there',
  async (address, form) => {
    const { ada, at, seq, fill } = await givenDisk()
    const sent = { ...form, seq }
    fill(true)
    const answer = await ada.post(`${at}${address}`, sent)
    const page = pageOf(answer, 'kept')
    expect(answer.status).toBe(503)
    expect(page).toMatchObject({ why: 'busy', to: `${at}${address}` })
    const typed = Object.entries(page.typed).map(([name, [one]]) => [name, one])
    expect(Object.fromEntries(typed)).toEqual(sent)
    fill(false)
    expect((await ada.post(page.to, sent)).status).toBe(303)
  },
)
