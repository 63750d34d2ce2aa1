import { describe, expect, test } from 'vitest'
import { readEvents } from '#api/cases/events.ts'
import { referralToken } from '#api/intake/referral.ts'
import { takeDue } from '#api/mail/outbox.ts'
import { cases } from '#api/store/tables.ts'
import { Accepted } from '#schema/form/submission.ts'
import {
  A_YOUNG_PERSONS_ANSWERS,
  aSubmission,
  browserOf,
  type GivenApp,
  givenApp,
  leadsTo,
  postJson,
} from '../../support/app.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from '../cases/desk.ts'
import { walkToCheck } from './walk-to-check.ts'

const STORY = 'Nobody told me that I was moving.'
const CONTACT = {
  kind: 'phone',
  value: '01632 960 961',
  safe_note: 'Not before four',
  may_leave_message: 'no',
  may_say_who_we_are: 'no',
} as const

/** A submission that asks for an advocate, and the link of the mail to them. */
async function givenReferral(app: GivenApp, answers: Readonly<Record<string, unknown>> = {}) {
  const body = aSubmission({
    answers: {
      name: 'Robin Example',
      about_person: 'Mr Example',
      contact: CONTACT,
      not_tell: 'My carer',
      advocate: { answer: 'yes', share: 'contact' },
      ...answers,
    },
  })
  const accepted = Accepted.parse(await (await postJson(app, '/api/submissions', body)).json())
  return { ...accepted, link: await linkOf(app) }
}

/** The path of the link in the mail that waits for the advocate. */
async function linkOf(app: GivenApp): Promise<string> {
  const mails = (await takeDue(app.store, app.clock(), 9)).map(({ sealed }) =>
    sealed === null ? '' : app.store.keys.own.open(sealed).toString(),
  )
  return /\/referral\/[\w-]+/.exec(mails.join('\n'))?.[0] ?? ''
}

const look = (app: GivenApp, link: string) => Promise.resolve(app.request(link))
/** Presses the button of the link, and follows where that leads. */
async function press(
  app: GivenApp,
  link: string,
  form: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const browser = browserOf(app)
  const answer = await browser.post(link, form)
  return answer.status === 303 ? browser.get(leadsTo(answer)) : answer
}

/** What the button of a look at the link carries. */
function visitOn(page: string): string {
  return /name="visit" value="([\w-]{22})"/.exec(page)?.[1] ?? ''
}

async function kindsOf(app: GivenApp): Promise<readonly string[]> {
  const [row] = await app.store.db.select().from(cases)
  return (await readEvents(app.store, row?.id ?? 0)).map(({ event }) => event.kind)
}

describe('the advocate’s link', () => {
  test('looking at it, as scanners of mail do, shows nothing and uses nothing up', async () => {
    const app = await givenApp()
    const { link, reference } = await givenReferral(app)
    const seen = await look(app, link)
    const page = await seen.text()
    expect(seen.status).toBe(200)
    expect(page).toContain('<form method="post">')
    for (const secret of [CONTACT.value, reference, STORY]) expect(page).not.toContain(secret)
    await Promise.resolve(app.request(link, { method: 'HEAD' }))
    expect(await kindsOf(app)).toEqual(['received', 'advocate-asked'])
    expect((await press(app, link)).status).toBe(200)
  })

  test('pressed, it shows how to reach them safely, by when, and nothing else', async () => {
    const app = await givenApp()
    const { link, reference, code } = await givenReferral(app)
    const page = await (await press(app, link)).text()
    for (const told of [
      reference,
      'Thursday 26 November',
      'Phone call',
      CONTACT.value,
      CONTACT.safe_note,
      'My carer',
    ])
      expect(page).toContain(told)
    expect(page).toMatch(/May you leave a message\?<\/dt>\s*<dd>\s*<p dir="auto">No</)
    expect(page).toMatch(/May you say who you are\?<\/dt>\s*<dd>\s*<p dir="auto">No</)
    for (const kept of [STORY, 'Robin', 'Mr Example', code, '/officer', 'way-back/'])
      expect(page).not.toContain(kept)
  })

  test('the words are there when the writer chose to share them', async () => {
    const app = await givenApp()
    const advocate = { answer: 'yes', share: 'contact-and-words' }
    const { link } = await givenReferral(app, { advocate })
    expect(await (await press(app, link)).text()).toContain(STORY)
  })

  test('it is kept by no browser, runs no script and names nobody in its title', async () => {
    const app = await givenApp()
    const { link, reference } = await givenReferral(app)
    for (const answer of [await look(app, link), await press(app, link), await press(app, link)]) {
      expect(answer.headers.get('Cache-Control')).toBe('no-store')
      const page = await answer.text()
      expect(page).not.toMatch(/<script|<a [^>]*href="(?!tel:)/)
      const title = /<title>(.*)<\/title>/.exec(page)?.[1] ?? reference
      expect(title).not.toMatch(new RegExp(`${reference}|Robin|Coventry|complain`, 'i'))
    }
  })

  test('opened a second time, it says when it was opened and whom to call, and shows nothing', async () => {
    const app = await givenApp()
    const { link } = await givenReferral(app)
    await press(app, link)
    app.clock.forward(120)
    for (const answer of [await press(app, link), await look(app, link)]) {
      const page = await answer.text()
      expect(answer.status).toBe(410)
      expect(page).toContain('Monday 23 November at 9:00')
      expect(page).toContain('href="tel:')
      expect(page).not.toContain(CONTACT.value)
    }
    expect(await kindsOf(app)).toEqual(['received', 'advocate-asked', 'referral-opened'])
  })

  test('pressed twice by the same advocate, or again on a line that broke, it opens', async () => {
    const app = await givenApp()
    const { link } = await givenReferral(app)
    const visit = visitOn(await (await look(app, link)).text())
    const other = visitOn(await (await look(app, link)).text())
    const presses = [press(app, link, { visit }), press(app, link, { visit })]
    for (const answer of await Promise.all(presses))
      expect(await answer.text()).toContain(CONTACT.value)
    expect(await kindsOf(app)).toEqual(['received', 'advocate-asked', 'referral-opened'])
    expect((await press(app, link, { visit: other })).status).toBe(410)
    app.clock.forward(11)
    expect((await press(app, link, { visit })).status).toBe(410)
  })

  test('pressed twice at once, it opens for one of the two', async () => {
    const app = await givenApp()
    const { link } = await givenReferral(app)
    const answers = await Promise.all([press(app, link), press(app, link), press(app, link)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410])
    expect(await kindsOf(app)).toEqual(['received', 'advocate-asked', 'referral-opened'])
  })

  test('one that is unknown, of another authority, too old or no longer wanted: the same bytes', async () => {
    const app = await givenApp({ slugs: ['coventry', 'oxfordshire'] })
    const { link, reference } = await givenReferral(app)
    const elsewhere = app.stores.get('oxfordshire')?.keys.hash('referral', reference)
    const other = link.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    const answers = [
      await look(app, `/coventry${other}`),
      await press(app, `/coventry${other}`),
      await press(app, `/coventry/referral/${reference}-${elsewhere}`),
      await press(app, '/coventry/referral/x'),
      await press(app, `/coventry/referral/${'A'.repeat(3000)}`),
    ]
    app.clock.forward(15 * 24 * 60)
    answers.push(await look(app, `/coventry${link}`), await press(app, `/coventry${link}`))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]))
    expect(new Set(await Promise.all(answers.map((each) => each.text()))).size).toBe(1)
    expect((await press(app, `/oxfordshire${link}`)).status).toBe(404)
    expect(await kindsOf(app)).toEqual(['received', 'advocate-asked'])
  })

  test('it opens until the end of the day that the mail names', async () => {
    const app = await givenApp()
    const { link } = await givenReferral(app)
    app.clock.forward(14 * 24 * 60)
    expect((await press(app, link)).status).toBe(200)
  })

  test('a submission without a wish for an advocate has no link that opens', async () => {
    const app = await givenApp()
    const { link, reference } = await givenReferral(app, { advocate: { answer: 'not-now' } })
    expect(link).toBe('')
    const made = referralToken(app.store.keys, reference, 0)
    expect((await press(app, `/referral/${made}`)).status).toBe(404)
  })

  test('after the words of a case were erased it opens nothing', async () => {
    const app = await givenApp()
    const { link } = await givenReferral(app)
    const [row] = await app.store.db.select().from(cases)
    await app.store.keys.destroyCaseKey(row?.keyId ?? '')
    expect((await press(app, link)).status).toBe(404)
  })

  test('a form of another site does not open it', async () => {
    const app = await givenApp()
    const { link } = await givenReferral(app)
    const headers = { Origin: 'https://elsewhere.example' }
    const answer = await Promise.resolve(app.request(link, { method: 'POST', headers }))
    expect(answer.status).toBe(403)
    expect(await kindsOf(app)).toEqual(['received', 'advocate-asked'])
  })
})

describe('someone who asked for nothing but an advocate', () => {
  test('is called by the name that they gave for it', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    await browser.post('/v/1', { answer: 'yes' })
    await browser.post('/v/2', { name: 'Robin', reach: 'robin@example.org', say: 'yes' })
    const page = await (await press(app, await linkOf(app))).text()
    for (const told of ['Robin', 'robin@example.org', 'Email']) expect(page).toContain(told)
  })
})

describe('someone who came through the form', () => {
  const answers = {
    ...A_YOUNG_PERSONS_ANSWERS,
    'yp-advocate': { answer: 'yes' },
    'yp-advocate-share': { answer: 'contact' },
  }

  test('has what they said about being reached safely told in the words they were shown', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    const check = await walkToCheck(browser, {
      ...answers,
      'yp-reply': { answer: 'phone' },
      'yp-reply-where': { phone: CONTACT.value },
      'yp-reply-safe': { seen: 'not-sure', say: 'no', message: 'no', time: 'after-school' },
    })
    await browser.post(check)
    const page = await (await press(app, await linkOf(app))).text()
    for (const told of [
      'When and how it is safe',
      'After school',
      'Could someone else see or hear our reply?',
      'I am not sure',
    ])
      expect(page).toContain(told)
  })

  test('and reads our replies on this site alone says how the advocate can reach them', async () => {
    const app = await givenApp()
    const browser = browserOf(app)
    const reach = { 'yp-advocate-reach': { answer: 'direct', direct: '07700 900 321' } }
    await browser.post(await walkToCheck(browser, { ...answers, ...reach }))
    const page = await (await press(app, await linkOf(app))).text()
    expect(page).toContain('On our site, with a private code')
    expect(page).toContain('How you, and only you, can reach them')
    expect(page).toContain('07700 900 321')
  })
})

describe('what the others see of it', () => {
  test('the young person reads that their request was opened, and when', async () => {
    const app = await givenApp()
    const { link, code } = await givenReferral(app)
    const browser = browserOf(app)
    await browser.post('/way-back', { code })
    const before = await (await browser.get('/way-back/messages')).text()
    await press(app, link)
    const after = await (await browser.get('/way-back/messages')).text()
    const said = /saw how to reach you on Monday 23 November 2026/
    expect(before).not.toMatch(said)
    expect(after).toMatch(said)
    expect(after).toContain('Thursday 26 November')
  })

  test('an officer reads in the case that the advocate opened it', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({
      facts: A_YOUNG_PERSON,
      answers: { contact: CONTACT, advocate: { answer: 'yes', share: 'contact' } },
    })
    const token = referralToken(desk.store.keys, reference, 0)
    await desk.app.request(`/referral/${token}`, { method: 'POST' })
    const ada = await desk.signIn()
    const { view } = pageOf(await ada.get(`/officer/cases/${reference}`), 'case')
    const opened = view.events.find(({ event }) => event.kind === 'referral-opened')
    expect(opened).toMatchObject({ by: 'advocate', event: { on: '2026-11-23' } })
  })

  test('asked for later, on coming back, the link shares how to reach them alone', async () => {
    const app = await givenApp()
    const { code } = await givenReferral(app, { advocate: { answer: 'not-now' } })
    const browser = browserOf(app)
    await browser.post('/way-back', { code })
    await browser.post('/way-back/advocate', { answer: 'yes', share: 'contact', may: 'no' })
    const page = await (await press(app, await linkOf(app))).text()
    expect(page).toContain(CONTACT.value)
    expect(page).not.toContain(STORY)
    expect(await kindsOf(app)).toEqual([
      'received',
      'advocate-asked',
      'advocate-asked',
      'advocate-allowed',
      'referral-opened',
    ])
  })
})
