import { describe, expect, test } from 'vitest'
import { instant } from '#schema/dates.ts'
import { A_YOUNG_PERSON, openDesk, pageOf, SOMEONE_IN_DANGER } from './desk.ts'

type Officer = Awaited<ReturnType<Awaited<ReturnType<typeof openDesk>>['signIn']>>

async function todayOf(officer: Officer) {
  return pageOf(await officer.get('/officer'), 'today').today
}

async function references(officer: Officer, query = ''): Promise<readonly string[]> {
  const { list } = pageOf(await officer.get(`/officer/inbox${query}`), 'inbox')
  return list.rows.map(({ reference }) => reference)
}

describe('the first page of the desk', () => {
  test('shows what nobody has read, urgent first, until somebody opens it', async () => {
    const desk = await openDesk()
    const calm = await desk.submit({ facts: A_YOUNG_PERSON })
    const urgent = await desk.submit({ facts: SOMEONE_IN_DANGER })
    const ada = await desk.signIn()
    const before = await todayOf(ada)
    expect(before.unread.rows.map(({ reference }) => reference)).toEqual([
      urgent.reference,
      calm.reference,
    ])
    expect(before.counts).toMatchObject({ unread: 2, urgentUnread: 1, turn: { ours: 2 } })
    await ada.get(`/officer/cases/${urgent.reference}`)
    expect((await todayOf(ada)).counts).toMatchObject({ unread: 1, urgentUnread: 0 })
  })

  test('moves a case from due soon to late when its day has passed', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    desk.clock.now = instant('2026-12-07T09:00:00.000Z')
    const onTheDay = await todayOf(await desk.signIn())
    expect(onTheDay.soon.rows.map((row) => row.reference)).toEqual([reference])
    expect(onTheDay.counts).toMatchObject({ soon: 1, overdue: 0 })
    desk.clock.now = instant('2026-12-08T09:00:00.000Z')
    const dayAfter = await todayOf(await desk.signIn({ email: 'bo@council.example' }))
    expect(dayAfter.overdue.rows.map((row) => row.reference)).toEqual([reference])
    expect(dayAfter.counts).toMatchObject({ soon: 0, overdue: 1 })
  })

  test('counts a writer who waits for an answer to a message', async () => {
    const desk = await openDesk()
    const { reference, code } = await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn()
    await ada.get(`/officer/cases/${reference}`)
    await desk.writeBack(code, 'Are you there?')
    expect((await todayOf(ada)).counts.messages).toBe(1)
    expect(await references(ada, '?message=yes')).toEqual([reference])
  })

  test('shows a colleague nothing of a case that they are kept out of', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: SOMEONE_IN_DANGER })
    const ada = await desk.signIn()
    await desk.keepOut(ada.officer, reference)
    const today = await todayOf(ada)
    expect(today.unread.rows).toEqual([])
    expect(Object.values({ ...today.counts, turn: 0 })).toEqual(
      Object.values(today.counts).map(() => 0),
    )
  })

  test('leads addresses from before the list had its own to the list', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    expect((await ada.get('/officer?flag=safeguarding')).location).toBe(
      '/officer/inbox?flag=safeguarding',
    )
  })
})

describe('the list', () => {
  test('can be narrowed by service, stage, turn, owner and what is unread', async () => {
    const desk = await openDesk()
    const child = await desk.submit({ facts: A_YOUNG_PERSON })
    const parent = await desk.submit({
      facts: { who: 'parent', service: 'send', wants: 'put-right' },
    })
    const ada = await desk.signIn()
    await ada.get(`/officer/cases/${parent.reference}`)
    expect(await references(ada, '?service=send')).toEqual([parent.reference])
    expect(await references(ada, '?unread=yes')).toEqual([child.reference])
    expect(await references(ada, '?stage=1')).toHaveLength(2)
    expect(await references(ada, '?stage=2')).toEqual([])
    expect(await references(ada, '?turn=ours')).toHaveLength(2)
    expect(await references(ada, '?owner=nobody')).toHaveLength(2)
    expect(await references(ada, '?owner=me')).toEqual([])
  })

  test('can be narrowed to days of receipt and put in their order', async () => {
    const desk = await openDesk()
    const monday = await desk.submit({ facts: A_YOUNG_PERSON })
    desk.minutesOn(24 * 60)
    const tuesday = await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn()
    expect(await references(ada, '?from=2026-11-24')).toEqual([tuesday.reference])
    expect(await references(ada, '?to=2026-11-23')).toEqual([monday.reference])
    expect(await references(ada, '?sort=newest')).toEqual([tuesday.reference, monday.reference])
    expect(await references(ada, '?sort=oldest')).toEqual([monday.reference, tuesday.reference])
    expect(await references(ada, `?sort=newest&after=${tuesday.reference}`)).toEqual([
      monday.reference,
    ])
  })

  test('names a day that is none, keeps it in its field, and narrows by the rest', async () => {
    const desk = await openDesk()
    await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn()
    const shown = await ada.get('/officer/inbox?from=last+week&category=compliment')
    const page = pageOf(shown, 'inbox')
    expect(shown.status).toBe(422)
    expect(page.faults).toEqual([{ field: 'from', code: 'unknown' }])
    expect(page.typed.from).toEqual(['last week'])
    expect(page.list.rows).toEqual([])
  })
})
