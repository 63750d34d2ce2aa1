import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { youSaidWeDid } from '#api/learning/you-said.ts'
import { reads } from '#api/store/tables.ts'
import { day, instant } from '#schema/dates.ts'
import { act, caseOf, done, faultsOf, type Officer, offeredTo } from '#tests/api/cases/acting.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from '#tests/api/cases/desk.ts'

const TO_CHANGE = {
  for: 'learning',
  text: 'Ring before a visit is called off.',
  service: 'through-care',
  theme: 'Communication',
  dueOn: '2026-12-14',
} as const

async function deskWithCase() {
  const desk = await openDesk()
  const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
  const ada = await desk.signIn()
  return { desk, reference, ada }
}

async function learningOf(officer: Officer, query = '') {
  return pageOf(await officer.get(`/officer/learning${query}`), 'learning').learning
}

async function todayOf(officer: Officer) {
  return pageOf(await officer.get('/officer'), 'today').today
}

/** Nothing is owed any more, and the case is closed. */
async function closed(officer: Officer, reference: string) {
  await done(officer, reference, 'withdraw', {
    who: 'writer',
    on: '2026-11-23',
    text: 'As you asked.',
  })
  await done(officer, reference, 'close')
}

describe('what we said we would do', () => {
  test('stays on the first page after the case was closed, until it is done', async () => {
    const { desk, reference, ada } = await deskWithCase()
    await done(ada, reference, 'agree-action', { ...TO_CHANGE, owner: `officer:${ada.officer.id}` })
    await closed(ada, reference)
    const before = await todayOf(ada)
    expect(before.actions).toMatchObject([{ reference, action: 1, owner: 'Ada', isLate: false }])
    expect(before.counts).toMatchObject({ actions: 1, actionsLate: 0, actionsMine: 1 })
    desk.clock.now = instant('2026-12-15T09:00:00.000Z')
    await desk.signInAgain(ada)
    expect((await todayOf(ada)).counts).toMatchObject({ actions: 1, actionsLate: 1 })
    const view = await done(ada, reference, 'action-done', {
      action: '1',
      on: '2026-12-15',
      text: 'The new rule went to every worker.',
    })
    expect(view.view.state.actions).toMatchObject([{ doneOn: '2026-12-15' }])
    expect((await todayOf(ada)).actions).toEqual([])
    expect((await learningOf(ada, '?state=done')).actions).toMatchObject([{ reference, action: 1 }])
  })

  test('can be given another day and another owner, with the reason, and then is late no longer', async () => {
    const { desk, reference, ada } = await deskWithCase()
    const bo = await desk.signIn({ email: 'bo@council.example', name: 'Bo' })
    await done(ada, reference, 'agree-action', TO_CHANGE)
    desk.clock.now = instant('2026-12-15T09:00:00.000Z')
    await desk.signInAgain(ada)
    expect((await learningOf(ada, '?state=late')).actions).toHaveLength(1)
    await done(ada, reference, 'move-action', {
      action: '1',
      owner: `officer:${bo.officer.id}`,
      dueOn: '2027-01-11',
      text: 'Bo leads it now.',
    })
    expect((await learningOf(ada)).actions).toMatchObject([
      { owner: 'Bo', dueOn: '2027-01-11', isLate: false },
    ])
  })

  test('stands in the list in its own words, and that these were read is in the history', async () => {
    const { desk, reference, ada } = await deskWithCase()
    const bo = await desk.signIn({ email: 'bo@council.example', name: 'Bo' })
    await done(ada, reference, 'agree-action', TO_CHANGE)
    expect((await todayOf(bo)).actions).toMatchObject([{ what: null }])
    const mine = () => desk.store.db.select().from(reads).where(eq(reads.officerId, bo.officer.id))
    expect(await mine()).toEqual([])
    expect((await learningOf(bo)).actions).toMatchObject([{ reference, what: TO_CHANGE.text }])
    expect(await mine()).toHaveLength(1)
    await desk.keepOut(bo.officer, reference)
    expect((await learningOf(bo)).actions).toEqual([])
  })

  test('is done once, dropped once, and not both', async () => {
    const { reference, ada } = await deskWithCase()
    await done(ada, reference, 'agree-action', TO_CHANGE)
    await done(ada, reference, 'drop-action', { action: '1', text: 'The team is no more.' })
    expect(await offeredTo(ada, reference)).not.toContain('action-done')
    const again = await act(ada, reference, 'action-done', {
      action: '1',
      on: '2026-11-23',
      text: 'x',
    })
    expect(again.status).toBe(422)
    expect(faultsOf(again)).toEqual(['act-no-such-action'])
  })

  test('needs its words, and a day that is still to come', async () => {
    const { reference, ada } = await deskWithCase()
    const sent = await act(ada, reference, 'agree-action', { for: 'promise', dueOn: '2026-11-23' })
    expect(faultsOf(sent)).toEqual(['text-missing', 'dueOn-past'])
  })

  test('in a case about a colleague is nowhere for that colleague', async () => {
    const { desk, reference, ada } = await deskWithCase()
    const bo = await desk.signIn({ email: 'bo@council.example', name: 'Bo' })
    await done(ada, reference, 'agree-action', { ...TO_CHANGE, owner: `officer:${bo.officer.id}` })
    await desk.keepOut(bo.officer, reference)
    expect(await learningOf(bo, '?state=all')).toMatchObject({ actions: [], themes: [] })
    expect(await todayOf(bo)).toMatchObject({ actions: [], counts: { actions: 0, actionsMine: 0 } })
  })
})

describe('what we learned', () => {
  test('is counted by service and theme, without what was dropped or only promised', async () => {
    const { reference, ada } = await deskWithCase()
    await done(ada, reference, 'agree-action', TO_CHANGE)
    await done(ada, reference, 'agree-action', TO_CHANGE)
    await done(ada, reference, 'agree-action', { ...TO_CHANGE, for: 'promise' })
    await done(ada, reference, 'action-done', { action: '1', on: '2026-11-23', text: 'Sent.' })
    await done(ada, reference, 'agree-action', TO_CHANGE)
    await done(ada, reference, 'drop-action', { action: '4', text: 'Twice the same.' })
    expect((await learningOf(ada)).themes).toEqual([
      { service: 'Through Care', theme: 'Communication', all: 2, done: 1, late: 0 },
    ])
  })

  test('is told to everybody in words that an officer wrote for it, the newest', async () => {
    const { desk, reference, ada } = await deskWithCase()
    await done(ada, reference, 'agree-action', TO_CHANGE)
    const words = {
      action: '1',
      said: 'Nobody rang us.',
      did: 'Workers ring first.',
      nobody: 'yes',
    }
    await done(ada, reference, 'share-learning', { ...words, did: 'We will see.' })
    await done(ada, reference, 'share-learning', words)
    const november = { from: day('2026-11-01'), to: day('2026-11-30') }
    expect(await youSaidWeDid(desk.store, november)).toEqual([
      {
        said: 'Nobody rang us.',
        did: 'Workers ring first.',
        on: '2026-11-23',
        doneOn: null,
      },
    ])
    const october = { from: day('2026-10-01'), to: day('2026-10-31') }
    expect(await youSaidWeDid(desk.store, october)).toEqual([])
  })

  test('is not told before somebody says that it names nobody', async () => {
    const { desk, reference, ada } = await deskWithCase()
    await done(ada, reference, 'agree-action', TO_CHANGE)
    const sent = await act(ada, reference, 'share-learning', { action: '1', said: 'a', did: 'b' })
    expect(faultsOf(sent)).toEqual(['nobody-missing'])
    expect((await caseOf(ada, reference)).view.state.actions[0]?.sharedOn).toBeNull()
    expect(
      await youSaidWeDid(desk.store, { from: day('2026-01-01'), to: day('2027-01-01') }),
    ).toEqual([])
  })
})
