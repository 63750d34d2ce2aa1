import { describe, expect, test } from 'vitest'
import { readEvents } from '#api/cases/events.ts'
import { cases, events, inbox } from '#api/store/tables.ts'
import { Accepted } from '#schema/form/submission.ts'
import {
  aSubmission,
  browserOf,
  type GivenApp,
  givenApp,
  leadsTo,
  postJson,
} from '../../support/app.ts'

/** Nobody's. */
const WRONG_CODE = 'K7PM 4XRT 9QHD 2FGW'

async function givenSubmission(app: GivenApp, change = {}): Promise<Accepted> {
  const answer = await postJson(app, '/api/submissions', aSubmission(change))
  return Accepted.parse(await answer.json())
}

const comeBack = (app: GivenApp, code: string) =>
  postJson(app, '/api/way-back', { authority: 'coventry', code })

/** A browser in which the messages of a new submission are open. */
async function givenMessages(app: GivenApp, change = {}) {
  const { code } = await givenSubmission(app, change)
  const browser = browserOf(app)
  await browser.post('/way-back', { code })
  return browser
}

async function kindsOf(app: GivenApp): Promise<readonly string[]> {
  const [row] = await app.store.db.select().from(cases)
  return (await readEvents(app.store, row?.id ?? 0)).map(({ event }) => event.kind)
}

describe('coming back with the private code', () => {
  test('shows what was sent, where it stands and by when we write', async () => {
    const app = await givenApp()
    const { code, reference, dueOn } = await givenSubmission(app)
    const answer = await comeBack(app, code)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      reference,
      receivedOn: '2026-11-23',
      status: 'received',
      dueOn,
      messages: [{ from: 'writer', text: 'Nobody told me that I was moving.' }],
      advocate: { answer: null, contactBy: null },
    })
  })

  test.each([
    ['small letters and dashes', (code: string) => code.toLowerCase().replaceAll(' ', '-')],
    ['no spaces', (code: string) => code.replaceAll(' ', '')],
    ['O for 0 and l for 1', (code: string) => code.replaceAll('0', 'O').replaceAll('1', 'l')],
    ['dots and new lines', (code: string) => `\n${code.replaceAll(' ', '.\n')}.`],
    [
      'wide letters of another keyboard',
      (code: string) =>
        code.replaceAll(/[0-9A-Z]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0)),
    ],
  ])('a code written with %s opens', async (_, write) => {
    const app = await givenApp()
    const { code } = await givenSubmission(app)
    expect((await comeBack(app, write(code))).status).toBe(200)
  })

  test('a wrong code, a reference and no code at all get the same bytes', async () => {
    const app = await givenApp()
    const { code, reference } = await givenSubmission(app)
    const wrong = code.startsWith('0') ? `1${code.slice(1)}` : `0${code.slice(1)}`
    const answers = await Promise.all([wrong, reference, '?'].map((each) => comeBack(app, each)))
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
    const texts = await Promise.all(answers.map((each) => each.text()))
    expect(new Set(texts)).toEqual(new Set(['{"error":{"code":"unknown-code"}}']))
  })

  test('the code of one authority opens nothing at another', async () => {
    const app = await givenApp({ slugs: ['coventry', 'oxfordshire'] })
    const { code } = await givenSubmission(app)
    const answer = await postJson(app, '/api/way-back', { authority: 'oxfordshire', code })
    expect(answer.status).toBe(404)
  })

  test('whoever guesses too often is told to wait, and keeps nobody of the network from a right code', async () => {
    const app = await givenApp()
    const { code } = await givenSubmission(app)
    for (let n = 0; n < 10; n++) expect((await comeBack(app, WRONG_CODE)).status).toBe(404)
    for (let n = 0; n < 10; n++) expect((await comeBack(app, WRONG_CODE)).status).toBe(429)
    expect((await comeBack(app, code)).status).toBe(200)
    expect((await browserOf(app).post('/way-back', { code })).status).toBe(303)
    expect((await browserOf(app).post('/way-back', { code: WRONG_CODE })).status).toBe(429)
    expect((await postJson(app, '/api/submissions', aSubmission())).status).toBe(201)
    app.clock.forward(16)
    expect((await comeBack(app, WRONG_CODE)).status).toBe(404)
  })

  test('the cookie that keeps messages open does not hold the code, and ends', async () => {
    const app = await givenApp()
    const browser = await givenMessages(app)
    const cookie = browser.jar.get('back-coventry') ?? ''
    expect(Buffer.from(cookie, 'base64url').toString('latin1')).not.toContain('caseId')
    expect((await browser.get('/way-back/messages')).status).toBe(200)
    app.clock.forward(13 * 60)
    expect(leadsTo(await browser.get('/way-back/messages'))).toBe('/way-back')
  })
})

describe('writing back', () => {
  test('a message is kept sealed and brings the case back to the desk', async () => {
    const app = await givenApp()
    const browser = await givenMessages(app)
    await browser.post('/way-back/messages', { reply: 'One more thing.' })
    expect(await kindsOf(app)).toEqual(['received', 'message-from-writer'])
    expect(await (await browser.get('/way-back/messages')).text()).toContain('One more thing.')
    const rows = await app.store.db.select().from(events)
    expect(rows.at(-1)?.sealed?.includes('One more thing.')).toBe(false)
  })

  test('thirty messages in ten minutes are enough: the next waits on the page, and fear for safety never does', async () => {
    const app = await givenApp()
    const browser = await givenMessages(app)
    for (let n = 0; n < 30; n++) {
      const sent = await browser.post('/way-back/messages', { reply: `Message ${n}` })
      expect(sent.status).toBe(303)
    }
    const waits = await browser.post('/way-back/messages', { reply: 'One more thing.' })
    expect(waits.status).toBe(429)
    expect(await waits.text()).toContain('One more thing.')
    const acted = await browser.post('/way-back/data', { answer: 'see' })
    expect(acted.status).toBe(429)
    const unsafe = await browser.post('/way-back/messages', { act: 'unsafe', reply: 'He is here.' })
    expect(unsafe.status).toBe(303)
    app.clock.forward(11)
    const again = await browser.post('/way-back/messages', { reply: 'One more thing.' })
    expect(again.status).toBe(303)
  })

  test('an empty message is not sent', async () => {
    const app = await givenApp()
    const browser = await givenMessages(app)
    expect((await browser.post('/way-back/messages', { reply: ' ' })).status).toBe(422)
    expect(await kindsOf(app)).toEqual(['received'])
  })

  test('asking for an advocate is kept with its day', async () => {
    const app = await givenApp()
    const browser = await givenMessages(app)
    const yes = { answer: 'yes', share: 'contact', may: 'no', reach: 'site' }
    await browser.post('/way-back/advocate', yes)
    expect(await kindsOf(app)).toEqual(['received', 'advocate-asked', 'advocate-allowed'])
    expect(await (await browser.get('/way-back/messages')).text()).toContain('Thursday 26 November')
  })

  test('"I do not feel safe" makes the case urgent', async () => {
    const app = await givenApp()
    const browser = await givenMessages(app)
    await browser.post('/way-back/messages', { act: 'unsafe' })
    const [row] = await app.store.db.select().from(inbox)
    expect(row).toMatchObject({ urgent: 1, open: 1 })
  })

  test('stopping because somebody asked for it shows on the desk', async () => {
    const app = await givenApp()
    const browser = await givenMessages(app)
    await browser.post('/way-back/stop', { answer: 'pressure' })
    const kinds = await kindsOf(app)
    expect(kinds).toContain('withdrawn')
    expect(kinds).toContain('flagged')
    const [row] = await app.store.db.select().from(inbox)
    expect(row).toMatchObject({ open: 1, urgent: 1 })
  })

  test('not being happy with a concern makes it a complaint at once', async () => {
    const app = await givenApp()
    const facts = { formal_choice: 'no', quick_fix: 'yes' }
    const browser = await givenMessages(app, { facts })
    await browser.post('/way-back/not-happy', { why: '' })
    expect(await kindsOf(app)).toContain('concern-not-resolved')
    const [row] = await app.store.db.select().from(inbox)
    expect(row?.category).toBe('statutory')
  })

  test.each([
    ['not-happy', 'young-person', 'Ask someone new to look'],
    ['not-happy', 'parent', 'Ask for someone new to look'],
    ['stop', 'young-person', 'It is too much right now'],
    ['stop', 'parent', 'It is too much for me right now'],
    ['feedback', 'young-person', 'OK'],
    ['feedback', 'parent', 'Neither easy nor hard'],
  ])('/way-back/%s asks a %s in words of their own', async (act, who, words) => {
    const app = await givenApp()
    const browser = await givenMessages(app, { facts: { who } })
    const page = await browser.get(`/way-back/${act}`)
    expect(page.status).toBe(200)
    expect(await page.text()).toMatch(new RegExp(`>\\s*${words}\\s*<`))
  })

  test('without the cookie nothing is written', async () => {
    const app = await givenApp()
    await givenMessages(app)
    await browserOf(app).post('/way-back/messages', { reply: 'Not mine.' })
    expect(await kindsOf(app)).toEqual(['received'])
  })

  test('two messages at once are both kept', async () => {
    const app = await givenApp()
    const browser = await givenMessages(app)
    const texts = ['One.', 'Two.']
    await Promise.all(texts.map((reply) => browser.post('/way-back/messages', { reply })))
    expect(await kindsOf(app)).toEqual(['received', 'message-from-writer', 'message-from-writer'])
  })
})
