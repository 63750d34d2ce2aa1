import { describe, expect, test } from 'vitest'
import { A_YOUNG_PERSON, openDesk, pageOf } from './desk.ts'

type Desk = Awaited<ReturnType<typeof openDesk>>
type Officer = Awaited<ReturnType<Desk['signIn']>>

const BO = { email: 'bo@council.example', name: 'Bo' }

async function ownersIn(officer: Officer) {
  const { list } = pageOf(await officer.get('/officer/inbox'), 'inbox')
  return Object.fromEntries(list.rows.map((row) => [row.reference, row.assignedTo]))
}

/** Gives cases away as the page does, and answers the address that the page then has. */
async function give(officer: Officer, references: readonly string[], to: string): Promise<string> {
  const answer = await officer.post('/officer/inbox/assign', {
    view: 'turn=ours',
    case: references,
    giveTo: to,
  })
  return answer.location ?? ''
}

describe('giving cases to somebody', () => {
  test('gives all that were chosen, says so, and comes back to the same view', async () => {
    const desk = await openDesk()
    const [one, two] = [
      await desk.submit({ facts: A_YOUNG_PERSON }),
      await desk.submit({ facts: A_YOUNG_PERSON }),
    ]
    const [ada, bo] = [await desk.signIn(), await desk.signIn(BO)]
    const address = await give(ada, [one.reference, two.reference], String(bo.officer.id))
    expect(address).toMatch(/^\/officer\/inbox\?turn=ours&given=\d+$/)
    expect(pageOf(await ada.get(address), 'inbox').given).toMatchObject({ given: 2, cannot: 0 })
    expect(await ownersIn(ada)).toEqual({ [one.reference]: 'Bo', [two.reference]: 'Bo' })
    const mine = pageOf(await bo.get('/officer/inbox?owner=me'), 'inbox')
    expect(mine.list.rows).toHaveLength(2)
  })

  test('makes it a manager’s turn when it goes to a manager', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn()
    const bo = await desk.signIn({ ...BO, roles: ['manager'], services: ['family-time'] })
    await ada.get(`/officer/cases/${reference}`)
    await give(ada, [reference], String(bo.officer.id))
    const { list } = pageOf(await ada.get('/officer/inbox?turn=manager'), 'inbox')
    expect(list.rows.map((row) => row.reference)).toEqual([reference])
  })

  test('can be undone once, and leaves alone what was given on since', async () => {
    const desk = await openDesk()
    const [one, two] = [
      await desk.submit({ facts: A_YOUNG_PERSON }),
      await desk.submit({ facts: A_YOUNG_PERSON }),
    ]
    const [ada, bo] = [await desk.signIn(), await desk.signIn(BO)]
    const address = await give(ada, [one.reference, two.reference], String(bo.officer.id))
    const given = new URLSearchParams(address.split('?')[1]).get('given') ?? ''
    await give(bo, [two.reference], String(ada.officer.id))
    await ada.post('/officer/inbox/undo', { view: '', given })
    expect(await ownersIn(ada)).toEqual({ [one.reference]: null, [two.reference]: 'Ada' })
    await give(ada, [one.reference], String(bo.officer.id))
    await ada.post('/officer/inbox/undo', { view: '', given })
    expect((await ownersIn(ada))[one.reference]).toBe('Bo')
  })

  test('is undone by nobody else', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const [ada, bo] = [await desk.signIn(), await desk.signIn(BO)]
    const address = await give(ada, [reference], String(bo.officer.id))
    const given = new URLSearchParams(address.split('?')[1]).get('given') ?? ''
    expect(pageOf(await bo.get(address), 'inbox').given).toBeUndefined()
    await bo.post('/officer/inbox/undo', { view: '', given })
    expect((await ownersIn(ada))[reference]).toBe('Bo')
  })

  test('gives nobody a case that they are kept out of', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const [ada, bo] = [await desk.signIn(), await desk.signIn(BO)]
    await desk.keepOut(bo.officer, reference)
    const address = await give(ada, [reference], String(bo.officer.id))
    expect(pageOf(await ada.get(address), 'inbox').given).toMatchObject({ given: 0, cannot: 1 })
    expect((await ownersIn(ada))[reference]).toBeNull()
  })

  test('treats a case that the giver may not see like one that is not there', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const [ada, bo] = [await desk.signIn(), await desk.signIn(BO)]
    await desk.keepOut(ada.officer, reference)
    const noticeFor = async (which: string) => {
      const address = await give(ada, [which], String(bo.officer.id))
      const { given } = pageOf(await ada.get(address), 'inbox')
      return { ...given, id: 0 }
    }
    expect(await noticeFor(reference)).toEqual(await noticeFor('BCDF2346'))
  })

  test('asks for what is missing and keeps what was chosen', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn()
    const shown = await ada.post('/officer/inbox/assign', {
      view: '',
      case: [reference],
      giveTo: '',
    })
    const page = pageOf(shown, 'inbox')
    expect([shown.status, page.faults]).toEqual([422, [{ field: 'giveTo', code: 'missing' }]])
    expect(page.typed.case).toEqual([reference])
  })

  test('is not for those who only read', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const [ada, duty] = [await desk.signIn(), await desk.signIn({ ...BO, roles: ['duty'] })]
    const answer = await duty.post('/officer/inbox/assign', {
      case: [reference],
      giveTo: String(ada.officer.id),
    })
    expect(answer.status).toBe(403)
    expect((await ownersIn(ada))[reference]).toBeNull()
  })
})

describe('views that an officer keeps', () => {
  test('have a name and an address, and are theirs alone', async () => {
    const desk = await openDesk()
    const [ada, bo] = [await desk.signIn(), await desk.signIn(BO)]
    await ada.post('/officer/views', {
      view: 'turn=ours&category=statutory&after=BCDF2346',
      viewName: 'Mine to start',
    })
    const [view] = pageOf(await ada.get('/officer'), 'today').views
    expect(view).toMatchObject({ name: 'Mine to start', query: 'category=statutory&turn=ours' })
    expect(pageOf(await bo.get('/officer'), 'today').views).toEqual([])
    await bo.post('/officer/views/forget', { id: String(view?.id), view: '' })
    expect(pageOf(await ada.get('/officer'), 'today').views).toHaveLength(1)
    await ada.post('/officer/views/forget', { id: String(view?.id), view: '' })
    expect(pageOf(await ada.get('/officer'), 'today').views).toEqual([])
  })

  test('need a name, which is asked for on the same view', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    const shown = await ada.post('/officer/views', { view: 'stage=2', viewName: ' ' })
    const page = pageOf(shown, 'inbox')
    expect([shown.status, page.faults]).toEqual([422, [{ field: 'viewName', code: 'missing' }]])
    expect(page.filter).toEqual({ stage: 2 })
  })

  test('hold nothing that an address of the list could not say', async () => {
    const desk = await openDesk()
    const ada = await desk.signIn()
    await ada.post('/officer/views', { view: 'x=<script>&turn=ours', viewName: 'A view' })
    expect(pageOf(await ada.get('/officer'), 'today').views[0]?.query).toBe('turn=ours')
  })
})

test('keys pressed alone can be switched off, on every device of the officer', async () => {
  const desk = await openDesk()
  const ada = await desk.signIn()
  const areOn = async () => JSON.parse((await ada.get('/officer/keys')).text).officer?.shortcuts
  expect(await areOn()).toBe(true)
  await ada.post('/officer/keys', { shortcuts: 'off' })
  expect(await areOn()).toBe(false)
  await ada.post('/officer/keys', { shortcuts: 'on' })
  expect(await areOn()).toBe(true)
})
