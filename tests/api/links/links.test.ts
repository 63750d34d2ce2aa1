import { describe, expect, test } from 'vitest'
import { instant } from '#schema/dates.ts'
import { caseOf, done, faultsOf, type Officer } from '#tests/api/cases/acting.ts'
import { A_YOUNG_PERSON, openDesk, pageOf, SOMEONE_IN_DANGER } from '#tests/api/cases/desk.ts'

const WORDS = 'You told us before. We put the two together.'

/** Two submissions, a day apart. */
async function deskWithTwo() {
  const desk = await openDesk()
  const first = await desk.submit({ facts: A_YOUNG_PERSON })
  desk.clock.now = instant('2026-11-24T09:00:00.000Z')
  const second = await desk.submit({ facts: A_YOUNG_PERSON })
  const ada = await desk.signIn()
  return { desk, ada, first: first.reference, second: second.reference, code: second.code }
}

function link(officer: Officer, from: string, other: string, kind: string) {
  return officer.post(`/officer/cases/${from}/links`, { other, belongs: kind })
}

async function join(officer: Officer, from: string, into: string, fields = {}) {
  const { view } = await caseOf(officer, from)
  return officer.post(`/officer/cases/${from}/links/join`, {
    into,
    text: WORDS,
    seq: String(view.seq),
    ...fields,
  })
}

async function linksOf(officer: Officer, reference: string) {
  const { links } = await caseOf(officer, reference)
  return links.map(({ reference: other, kind, isEarlier }) => ({ other, kind, isEarlier }))
}

describe('cases that belong together', () => {
  test('show each other, and no more once the link is taken away', async () => {
    const { ada, first, second } = await deskWithTwo()
    expect((await link(ada, second, first.toLowerCase(), 'sibling')).status).toBe(303)
    expect(await linksOf(ada, first)).toEqual([
      { other: second, kind: 'sibling', isEarlier: false },
    ])
    expect(await linksOf(ada, second)).toEqual([{ other: first, kind: 'sibling', isEarlier: true }])
    const [shown] = (await caseOf(ada, first)).links
    await ada.post(`/officer/cases/${first}/links/end`, { link: String(shown?.id) })
    expect(await linksOf(ada, second)).toEqual([])
  })

  test('keep the days of each: a sister is answered on her own', async () => {
    const { ada, first, second } = await deskWithTwo()
    await link(ada, second, first, 'sibling')
    expect((await caseOf(ada, second)).view.row.dueOn).toBe('2026-12-08')
    expect((await caseOf(ada, first)).view.row.dueOn).toBe('2026-12-07')
  })

  test('of which an officer may not see one show them nothing of it', async () => {
    const { desk, ada, first, second } = await deskWithTwo()
    const bo = await desk.signIn({ email: 'bo@council.example', name: 'Bo' })
    await caseOf(bo, second)
    const before = await bo.get(`/officer/cases/${second}`)
    await link(ada, second, first, 'related')
    await desk.keepOut(bo.officer, first)
    expect((await bo.get(`/officer/cases/${second}`)).text).toBe(before.text)
    const named = await link(bo, second, first, 'related')
    const nowhere = await link(bo, second, 'C2D3F4H6', 'related')
    expect(named.text).toBe(nowhere.text.replaceAll('C2D3F4H6', first))
    expect(faultsOf(named)).toEqual(['other-unknown'])
  })

  test('are named once, by a reference and by how they belong together', async () => {
    const { ada, first, second } = await deskWithTwo()
    expect(faultsOf(await link(ada, second, '', ''))).toEqual(['other-missing', 'belongs-missing'])
    expect(faultsOf(await link(ada, second, second, 'related'))).toEqual(['other-unknown'])
    await link(ada, second, first, 'related')
    expect(faultsOf(await link(ada, second, first, 'related'))).toEqual(['other-linked'])
  })

  test('are linked by whoever answers cases, and by nobody else', async () => {
    const { desk, first, second } = await deskWithTwo()
    const duty = await desk.signIn({
      email: 'duty@council.example',
      roles: ['duty', 'investigator'],
    })
    expect((await link(duty, second, first, 'related')).status).toBe(404)
    const urgent = await desk.submit({ facts: SOMEONE_IN_DANGER })
    expect((await link(duty, urgent.reference, first, 'related')).status).toBe(403)
  })
})

describe('the same complaint sent again', () => {
  test('is put into the one that was there before, and its writer is told', async () => {
    const { desk, ada, first, second, code } = await deskWithTwo()
    expect((await join(ada, second, first)).status).toBe(303)
    const { view } = await caseOf(ada, second)
    expect(view.state).toMatchObject({ joinedOn: '2026-11-24', closedOn: '2026-11-24' })
    expect(view.dates.every(({ isLate }) => !isLate)).toBe(true)
    expect(await linksOf(ada, first)).toEqual([
      { other: second, kind: 'duplicate', isEarlier: false },
    ])
    const back = await desk.wayBack(code)
    expect(JSON.stringify(back)).toContain(WORDS)
    const rows = pageOf(await ada.get('/officer/inbox'), 'inbox').list.rows
    expect(rows.map(({ reference }) => reference)).toEqual([first])
  })

  test('takes a worry about safety along, and whoever is kept out of either is kept out of both', async () => {
    const { desk, ada, first } = await deskWithTwo()
    const bo = await desk.signIn({ email: 'bo@council.example', name: 'Bo Nowak' })
    const { reference } = await desk.submit({
      facts: SOMEONE_IN_DANGER,
      answers: { about_person: 'Bo Nowak' },
    })
    expect((await bo.get(`/officer/cases/${first}`)).status).toBe(200)
    expect((await join(ada, reference, first)).status).toBe(303)
    const { view } = await caseOf(ada, first)
    expect(view.state.flags).toContain('safeguarding')
    expect(view.keptOut.map(({ name }) => name)).toEqual(['Bo Nowak'])
    expect((await bo.get(`/officer/cases/${first}`)).status).toBe(404)
  })

  test('stands for itself again, with its own day, when it was put there by mistake', async () => {
    const { ada, first, second } = await deskWithTwo()
    await join(ada, second, first)
    const { view } = await done(ada, second, 'reopen', {
      reason: 'reads-otherwise',
      text: 'Our mistake.',
    })
    expect(view.state.joinedOn).toBeNull()
    expect(view.row).toMatchObject({ dueOn: '2026-12-08', status: 'reading' })
  })

  test('is refused the other way round, twice, without words, or while an advocate is waited for', async () => {
    const { desk, ada, first, second } = await deskWithTwo()
    expect(faultsOf(await join(ada, first, second))).toEqual(['into-other-later'])
    expect(faultsOf(await join(ada, second, first, { text: ' ' }))).toEqual(['text-missing'])
    expect(faultsOf(await join(ada, second, first, { seq: '1' }))).toEqual(['seq-out-of-date'])
    const waits = await desk.submit({
      facts: A_YOUNG_PERSON,
      answers: { advocate: { answer: 'yes', share: 'contact' } },
    })
    expect(faultsOf(await join(ada, waits.reference, first))).toEqual(['into-advocate-waits'])
    await join(ada, second, first)
    expect(faultsOf(await join(ada, second, first))).toEqual(['into-this-joined'])
    const third = await desk.submit({ facts: A_YOUNG_PERSON })
    expect(faultsOf(await join(ada, third.reference, second))).toEqual(['into-other-joined'])
  })
})

describe('a complaint about something that was answered', () => {
  test('asks for the next stage of the earlier one, from the day on which it came in', async () => {
    const { desk, ada, first } = await deskWithTwo()
    await done(ada, first, 'add-point', { text: 'They cancelled my visit.' })
    await done(ada, first, 'answer-point', { point: '1', outcome: 'upheld', text: 'True.' })
    await done(ada, first, 'answer', { text: 'Here is our answer.' })
    const later = await desk.submit({ facts: A_YOUNG_PERSON })
    desk.clock.now = instant('2026-11-25T09:00:00.000Z')
    await desk.signInAgain(ada)
    const asked = pageOf(
      await ada.get(`/officer/cases/${later.reference}/links?join=${first}`),
      'links',
    )
    expect(asked.together.join?.ways).toEqual([{ part: 1, procedure: 'statutory', to: 2 }])
    expect((await join(ada, later.reference, first)).status).toBe(303)
    const { view } = await caseOf(ada, first)
    expect(view.state.parts[0]?.stages.at(-1)).toMatchObject({
      stage: 2,
      requestedOn: '2026-11-24',
    })
    expect(await linksOf(ada, later.reference)).toEqual([
      { other: first, kind: 'earlier', isEarlier: true },
    ])
  })

  test('goes nowhere where the earlier one was taken back', async () => {
    const { ada, first, second } = await deskWithTwo()
    await done(ada, first, 'withdraw', { who: 'writer', on: '2026-11-24', text: 'As you asked.' })
    expect(faultsOf(await join(ada, second, first))).toEqual(['into-no-way-in'])
  })
})
