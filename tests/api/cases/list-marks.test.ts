import { describe, expect, test } from 'vitest'
import { can } from './acting.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from './desk.ts'

const A_MOVE = { ...A_YOUNG_PERSON, service: 'placement-move' } as const
const A_NEIGHBOUR = { who: 'public', service: 'social-work', wants: 'formal-complaint' } as const
const ASSURED = {
  still: ['say-more', 'another-procedure'],
  reviewOn: '2026-12-14',
  advocacyReminder: 'yes',
  ombudsmanLine: 'yes',
}

type Officer = Awaited<ReturnType<Awaited<ReturnType<typeof openDesk>>['signIn']>>

async function countsOf(officer: Officer) {
  const { disputed, frozen } = pageOf(await officer.get('/officer'), 'today').today.counts
  return { disputed, frozen }
}

async function rowsOf(officer: Officer, query: string) {
  return pageOf(await officer.get(`/officer/inbox?${query}`), 'inbox').list.rows
}

describe('a disputed move', () => {
  test('stands on Today until somebody decides whether it waits, and while it waits', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_MOVE })
    await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn()
    expect(await countsOf(ada)).toEqual({ disputed: 1, frozen: 0 })
    const [row] = await rowsOf(ada, 'flag=decision-disputed')
    expect(row?.reference).toBe(reference)
    await can(ada, reference, 'freeze-decision', { text: 'The move will wait.' })
    expect(await countsOf(ada)).toEqual({ disputed: 0, frozen: 1 })
    await can(ada, reference, 'release-decision', { text: 'We looked. The move goes on.' })
    expect(await countsOf(ada)).toEqual({ disputed: 0, frozen: 0 })
  })

  test('is not counted for whoever is kept out of it', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_MOVE })
    const bo = await desk.signIn({ email: 'bo@council.example', name: 'Bo' })
    await desk.keepOut(bo.officer, reference)
    expect(await countsOf(bo)).toEqual({ disputed: 0, frozen: 0 })
    expect(await rowsOf(bo, 'flag=decision-disputed')).toEqual([])
  })
})

test('who was declined is listed with the reason', async () => {
  const desk = await openDesk()
  const { reference } = await desk.submit({ facts: A_NEIGHBOUR })
  const ada = await desk.signIn()
  expect(await rowsOf(ada, 'state=closed&flag=declined')).toEqual([])
  await can(ada, reference, 'decline-standing', { text: 'You do not know them.', ...ASSURED })
  const [row] = await rowsOf(ada, 'state=closed&flag=declined')
  expect(row?.reference).toBe(reference)
  expect(row?.flags).toEqual(expect.arrayContaining(['declined', 'because-no-sufficient-interest']))
})

test('a statement of complaint stands on Today until somebody has agreed to it', async () => {
  const desk = await openDesk()
  const { reference, code } = await desk.submit({ facts: A_YOUNG_PERSON })
  const ada = await desk.signIn()
  const waiting = async () => pageOf(await ada.get('/officer'), 'today').today.counts.statements
  await can(ada, reference, 'add-point', { text: 'They cancelled my visit.' })
  expect(await waiting()).toBe(0)
  await can(ada, reference, 'send-statement', { text: 'Is this right?' })
  expect(await waiting()).toBe(1)
  const [row] = await rowsOf(ada, 'flag=statement-waits')
  expect(row?.reference).toBe(reference)
  await desk.writeBack(code, '', 'statement-agree')
  expect(await waiting()).toBe(0)
})
