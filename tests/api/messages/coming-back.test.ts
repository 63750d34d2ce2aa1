import { describe, expect, test } from 'vitest'
import { inbox, people } from '#api/store/tables.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from '#tests/api/cases/desk.ts'
import { leadsTo } from '#tests/support/app.ts'
import { givenMessages } from '#tests/support/coming-back.ts'

const QUICK = { formal_choice: 'no', quick_fix: 'yes' } as const

describe('messages from us', () => {
  test('are new until they are opened, and the desk sees that they were', async () => {
    const { happens, page, kinds } = await givenMessages()
    await happens('message-to-writer', { asks: true }, { text: 'When was it?' })
    expect(await page()).toMatch(/<strong>New\s*<\/strong>/)
    expect(await page()).not.toMatch(/<strong>New/)
    expect(await kinds()).toEqual(['received', 'message-to-writer', 'opened-by-writer'])
  })

  test('opening a page with nothing new on it leaves no trace', async () => {
    const { page, kinds } = await givenMessages()
    await page()
    await page()
    expect(await kinds()).toEqual(['received'])
  })

  test('a question of ours makes it the writer\u2019s turn, their answer ours again', async () => {
    const { happens, page, browser } = await givenMessages()
    await happens('read', {})
    await happens('message-to-writer', { asks: true }, { text: 'When was it?' })
    expect(await page()).toContain('It is your turn.')
    await browser.post('/way-back/messages', { reply: 'On Monday.' })
    expect(await page()).toContain('It is our turn now.')
  })
})

describe('when we are late', () => {
  test('the page says so before anything else, and the next stage is one press away', async () => {
    const { page, browser, daysLater, events } = await givenMessages()
    await daysLater(15)
    const late = await page()
    expect(late.indexOf('We are late')).toBeGreaterThan(0)
    expect(late.indexOf('We are late')).toBeLessThan(late.indexOf('It is our turn now.'))
    await browser.post('/way-back/not-happy', { why: '' })
    const asked = (await events()).find(({ kind }) => kind === 'stage-requested')
    expect(asked?.data).toEqual({ part: 1, stage: 2, because: 'late-answer' })
  })
})

describe('the answer', () => {
  test('shows a young person their own words first, and the formal letter behind one press', async () => {
    const { page, happens } = await givenMessages()
    const text = 'You were right.\n\nThe same in a formal letter:\n\nWe uphold this.'
    await happens('message-to-writer', { asks: false }, { text })
    const shown = (await page()).replaceAll(/\s+/g, ' ')
    expect(shown).toContain('<p dir="auto">You were right.</p>')
    expect(shown).toMatch(
      /<details> ?<summary>The same in a formal letter:<\/summary> ?<p[^>]*>We uphold this\.<\/p>/,
    )
  })

  test('is told in plain words, and nothing has to be typed again to go further', async () => {
    const { page, browser, happens, events } = await givenMessages()
    const outcome = { part: 1, stage: 1, outcome: 'partly-upheld' } as const
    await happens('answered', outcome, { text: 'Your worker did not tell you. We will.' })
    const answered = await page()
    expect(answered).toContain('We agree with some of it.')
    expect(answered).toContain('Your worker did not tell you. We will.')
    expect(leadsTo(await browser.post('/way-back/not-happy'))).toBe(
      '/way-back/messages?asked=not-happy',
    )
    const asked = (await events()).find(({ kind }) => kind === 'stage-requested')
    expect(asked?.data).toEqual({ part: 1, stage: 2, because: 'not-happy' })
  })

  test('is the last word where a message still waits for one of ours: its day is said, not whose turn it is', async () => {
    const { page, browser, happens } = await givenMessages()
    await happens('read', {})
    await browser.post('/way-back/messages', { reply: 'My sister was there too.' })
    expect(await page()).toContain('It is our turn now.')
    const outcome = { part: 1, stage: 1, outcome: 'upheld' } as const
    await happens('answered', outcome, { text: 'You were right.' })
    const answered = await page()
    expect(answered).toContain('We will write by')
    expect(answered).not.toContain('It is our turn now.')
  })

  test('is asked about: whether it put things right', async () => {
    const { page, browser, happens, kinds } = await givenMessages()
    await happens('answered', { part: 1, stage: 1, outcome: 'upheld' }, { text: 'We will.' })
    expect(await page()).toContain('href="/way-back/put-right"')
    expect((await browser.post('/way-back/put-right', {})).status).toBe(422)
    await browser.post('/way-back/put-right', { answer: 'yes' })
    expect(await page()).not.toContain('href="/way-back/put-right"')
    expect(await kinds()).not.toContain('message-from-writer')
  })

  test('a no to a concern that we called put right makes it a complaint from its first day', async () => {
    const { browser, happens, events, app } = await givenMessages({ facts: QUICK })
    await happens('concern-resolved', { part: 1 })
    await browser.post('/way-back/put-right', { answer: 'no', why: 'It goes on.' })
    const turned = (await events()).find(({ kind }) => kind === 'concern-not-resolved')
    expect(turned?.data).toMatchObject({ becomes: 'statutory', why: 'writer-not-happy' })
    const [row] = await app.store.db.select().from(inbox)
    expect(row).toMatchObject({ category: 'statutory', open: 1, dueOn: '2026-12-07' })
  })
})

test.each(['see', 'delete'])(
  'asking to %s what is kept comes to the desk as a wish',
  async (wish) => {
    const { browser, events, app } = await givenMessages()
    await browser.post('/way-back/data', { answer: wish })
    const said = (await events()).find(({ kind }) => kind === 'message-from-writer')
    expect(said?.data).toEqual({ wish: `data-${wish}` })
    const [row] = await app.store.db.select().from(inbox)
    expect(row?.open).toBe(1)
  },
)

describe('a blind alert', () => {
  const SECRET = 'robin@example.org'

  test('goes to an address that is kept sealed, and ends when it is emptied', async () => {
    const { browser, page, app } = await givenMessages()
    const kept = async () => (await app.store.db.select().from(people)).map(({ kind }) => kind)
    await browser.post('/way-back/alert', { email: SECRET })
    expect(await kept()).toEqual(['alert'])
    expect(await page()).not.toContain(SECRET)
    expect((await browser.post('/way-back/alert', { email: 'robin' })).status).toBe(422)
    await browser.post('/way-back/alert', { email: '' })
    expect(await kept()).toEqual([])
  })

  test('is shown to no officer, nor is the way that an advocate alone was given', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({
      facts: A_YOUNG_PERSON,
      answers: {
        name: 'Robin',
        alert: { kind: 'email', value: SECRET },
        advocate: { answer: 'yes' },
        reach: { kind: 'direct', value: '01632 960961' },
      },
    })
    const ada = await desk.signIn()
    const page = await ada.get(`/officer/cases/${reference}`)
    const { view } = pageOf(page, 'case')
    expect(view.people.map(({ kind }) => kind)).toEqual(['writer', 'advocate'])
    expect(page.text).not.toContain(SECRET)
    expect(page.text).not.toContain('960961')
  })
})

test('a page of the way back without the code leads to where the code is asked', async () => {
  const { browser } = await givenMessages()
  browser.jar.clear()
  expect(leadsTo(await browser.get('/way-back/put-right'))).toBe('/way-back')
  expect((await browser.get('/way-back/nothing')).status).toBe(404)
})
