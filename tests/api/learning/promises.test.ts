import { describe, expect, test } from 'vitest'
import { openMail } from '#api/mail/outbox.ts'
import { outbox } from '#api/store/tables.ts'
import { instant } from '#schema/dates.ts'
import {
  act,
  can,
  caseOf,
  type Desk,
  done,
  faultsOf,
  formOf,
  type Officer,
  offeredTo,
} from '#tests/api/cases/acting.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from '#tests/api/cases/desk.ts'

const INTERNAL = 'Mo to find money for two journeys a month.'
const FOR_THEM = 'You will see your sister twice a month.'
const PROMISE = { for: 'promise', text: INTERNAL, dueOn: '2026-11-30' } as const
const TOLD = { ...PROMISE, told: FOR_THEM } as const
const EVIDENCE = { on: '2026-11-23', text: 'Seen in the diary of the home.' } as const

async function given(answers: Parameters<Desk['submit']>[0]['answers'] = {}) {
  const desk = await openDesk()
  const sent = await desk.submit({ facts: A_YOUNG_PERSON, answers })
  const ada = await desk.signIn()
  return { desk, ada, ...sent }
}

/** What the writer's page is given: each promise, and the words of ours about it. */
async function readBy(desk: Desk, code: string) {
  const { promises, messages } = await desk.wayBack(code)
  const words = messages.flatMap(({ promise, text }) => (promise === null ? [] : [text]))
  return { promises, words }
}

async function listOf(officer: Officer) {
  return pageOf(await officer.get('/officer/learning'), 'learning').learning.actions
}

async function alertsIn({ store }: Desk) {
  const mails = (await store.db.select().from(outbox)).filter(({ kind }) => kind === 'alert')
  return mails.map(({ sealed }) => openMail(store, sealed))
}

describe('whoever something was promised to', () => {
  test('reads the words written for them, with the day, and none of those for the desk', async () => {
    const { desk, ada, reference, code } = await given()
    await can(ada, reference, 'agree-action', TOLD)
    expect(await readBy(desk, code)).toEqual({
      promises: [{ action: 1, stands: 'due', on: '2026-11-30', before: null }],
      words: [FOR_THEM],
    })
    await can(ada, reference, 'action-done', { action: '1', ...EVIDENCE })
    const seen = JSON.stringify(await desk.wayBack(code))
    expect(seen).not.toContain(INTERNAL)
    expect(seen).not.toContain(EVIDENCE.text)
  })

  test('sees nothing of a promise that they were not told of, however it ends', async () => {
    const { desk, ada, reference, code } = await given()
    await can(ada, reference, 'agree-action', PROMISE)
    await can(ada, reference, 'agree-action', PROMISE)
    await can(ada, reference, 'action-done', { action: '1', ...EVIDENCE })
    await can(ada, reference, 'drop-action', { action: '2', text: 'No money.' })
    expect(await readBy(desk, code)).toEqual({ promises: [], words: [] })
  })

  test('can be told later, and the list says until then that they were not', async () => {
    const { desk, ada, reference, code } = await given()
    await can(ada, reference, 'agree-action', { ...PROMISE, for: 'learning' })
    expect(await offeredTo(ada, reference)).not.toContain('tell-promise')
    expect(await listOf(ada)).toMatchObject([{ isUntold: false }])
    await can(ada, reference, 'agree-action', PROMISE)
    expect(await listOf(ada)).toMatchObject([{ isUntold: false }, { isUntold: true }])
    await can(ada, reference, 'tell-promise', { action: '2', text: FOR_THEM })
    expect(await readBy(desk, code)).toMatchObject({
      promises: [{ action: 2, stands: 'due' }],
      words: [FOR_THEM],
    })
    expect(await listOf(ada)).toMatchObject([{ isUntold: false }, { isUntold: false }])
  })

  test('sees that it was done, and on which day, without anybody writing so', async () => {
    const { desk, ada, reference, code } = await given()
    await can(ada, reference, 'agree-action', TOLD)
    await can(ada, reference, 'action-done', { action: '1', ...EVIDENCE })
    expect(await readBy(desk, code)).toEqual({
      promises: [{ action: 1, stands: 'done', on: '2026-11-23', before: null }],
      words: [FOR_THEM],
    })
  })

  test('sees that it is late the day after its day, and not on it', async () => {
    const { desk, ada, reference, code } = await given()
    await can(ada, reference, 'agree-action', TOLD)
    desk.clock.now = instant('2026-11-30T20:00:00.000Z')
    expect((await readBy(desk, code)).promises).toMatchObject([{ stands: 'due' }])
    desk.clock.now = instant('2026-12-01T08:00:00.000Z')
    expect((await readBy(desk, code)).promises).toMatchObject([
      { stands: 'late', on: '2026-11-30' },
    ])
  })

  test('sees a new day beside the one that they were told first, with our words', async () => {
    const { desk, ada, reference, code } = await given()
    await can(ada, reference, 'agree-action', TOLD)
    for (const dueOn of ['2026-12-07', '2026-12-14'])
      await can(ada, reference, 'move-action', { action: '1', dueOn, text: 'Driver ill.' })
    const told = 'The driver is ill. It takes two more weeks.'
    await can(ada, reference, 'tell-promise', { action: '1', text: told })
    expect(await readBy(desk, code)).toEqual({
      promises: [{ action: 1, stands: 'due', on: '2026-12-14', before: '2026-11-30' }],
      words: [FOR_THEM, told],
    })
  })

  test('is told why it will not be done, by whoever gives it up', async () => {
    const { desk, ada, reference, code } = await given()
    await can(ada, reference, 'agree-action', TOLD)
    const dropped = { action: '1', text: 'Refused by the court.' }
    expect(faultsOf(await act(ada, reference, 'drop-action', dropped))).toEqual([
      'told-they-were-told',
    ])
    const told = 'A judge said no. We asked for you.'
    await can(ada, reference, 'drop-action', { ...dropped, told })
    expect(await readBy(desk, code)).toEqual({
      promises: [{ action: 1, stands: 'dropped', on: '2026-11-23', before: null }],
      words: [FOR_THEM, told],
    })
    await can(ada, reference, 'tell-promise', { action: '1', text: 'You can ask the judge again.' })
    expect((await readBy(desk, code)).words).toHaveLength(3)
  })

  test('still sees it after the case was closed, and that it was done since', async () => {
    const { desk, ada, reference, code } = await given()
    await can(ada, reference, 'agree-action', TOLD)
    await can(ada, reference, 'withdraw', { who: 'writer', on: '2026-11-23', text: 'As you wish.' })
    await can(ada, reference, 'close')
    expect((await readBy(desk, code)).promises).toMatchObject([{ stands: 'due' }])
    const told = 'You saw your sister on Saturday.'
    await can(ada, reference, 'action-done', { action: '1', ...EVIDENCE, told })
    expect(await readBy(desk, code)).toMatchObject({
      promises: [{ stands: 'done' }],
      words: [FOR_THEM, told],
    })
  })

  test('gets one alert for the words, and none for what is noted without any', async () => {
    const { desk, ada, reference } = await given({
      alert: { kind: 'email', value: 'kim@example.org' },
    })
    await can(ada, reference, 'agree-action', PROMISE)
    expect(await alertsIn(desk)).toEqual([])
    await can(ada, reference, 'agree-action', TOLD)
    const [mail, ...others] = await alertsIn(desk)
    expect(mail?.to).toBe('kim@example.org')
    expect(mail?.text).not.toContain('sister')
    expect(others).toEqual([])
    await can(ada, reference, 'action-done', { action: '2', ...EVIDENCE })
    expect(await alertsIn(desk)).toHaveLength(1)
  })
})

describe('words for the person', () => {
  test('belong to a promise alone: something that is to change has none', async () => {
    const { ada, reference } = await given()
    const learning = { ...TOLD, for: 'learning' }
    expect(faultsOf(await act(ada, reference, 'agree-action', learning))).toEqual([
      'told-no-promise',
    ])
    await can(ada, reference, 'agree-action', { ...PROMISE, for: 'learning' })
    const about = { action: '1', told: FOR_THEM }
    for (const [id, fields] of [
      ['move-action', { dueOn: '2026-12-07', text: 'Why.' }],
      ['action-done', EVIDENCE],
      ['drop-action', { text: 'Why.' }],
    ] as const)
      expect(faultsOf(await act(ada, reference, id, { ...about, ...fields }))).toEqual([
        'told-no-promise',
      ])
    const told = await act(ada, reference, 'tell-promise', { action: '1', text: FOR_THEM })
    expect(faultsOf(told)).toEqual(['act-not-a-promise'])
  })

  test('are measured for this reader, and what is noted for the desk is not', async () => {
    const { ada, reference } = await given()
    const look = async (fields: Record<string, string>) => {
      const sent = await act(ada, reference, 'agree-action', { ...fields, look: 'yes' })
      return pageOf(sent, 'act').form
    }
    expect(
      await look({ ...TOLD, text: 'Nevertheless, notwithstanding considerations.' }),
    ).toMatchObject({ says: 'record', tells: 'told', reading: { isEasy: true } })
    expect((await look(PROMISE)).reading).toBeUndefined()
    expect((await formOf(ada, reference, 'share-learning')).form.tells).toBeNull()
  })

  test('stand in the case for the desk, and on paper with the day', async () => {
    const { ada, reference } = await given({
      name: 'Kim Lee',
      contact: { kind: 'letter', value: '1 High Street' },
    })
    const { view } = await done(ada, reference, 'agree-action', TOLD)
    expect(view.events.at(-1)).toMatchObject({ event: { kind: 'promise-told' }, text: FOR_THEM })
    expect(view.state.actions).toMatchObject([{ told: { on: '2026-11-23', dueOn: '2026-11-30' } }])
    const address = `/officer/cases/${reference}/letter`
    const { text } = await ada.get(`${address}/${view.events.length}`)
    expect(text).toContain(FOR_THEM)
    expect(text).toContain('We will do this by Monday 30 November 2026.')
    expect(text).not.toContain(INTERNAL)
    expect((await ada.get(`${address}/${view.events.length - 1}`)).status).toBe(404)
    expect((await caseOf(ada, reference)).view.seq).toBeGreaterThanOrEqual(view.events.length)
  })
})
