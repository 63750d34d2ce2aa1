import { describe, expect, test } from 'vitest'
import type { EventOf } from '#schema/case/case.ts'
import { day } from '#schema/dates.ts'
import { browserOf } from '#tests/support/app.ts'
import { givenMessages } from '#tests/support/coming-back.ts'

const FOR_THE_DESK = 'Mo to find money for two journeys a month.'
const FOR_THEM = 'You will see your sister twice a month.'
const AGREED: EventOf<'action-agreed'>['data'] = {
  action: 1,
  for: 'promise',
  service: null,
  theme: null,
  owner: null,
  dueOn: day('2026-11-30'),
}

/** A young person who was told of one promise, and how their page reads: every run of spaces is one. */
async function givenPromise(...asked: Parameters<typeof givenMessages>) {
  const given = await givenMessages(...asked)
  await given.happens('action-agreed', AGREED, { text: FOR_THE_DESK })
  await given.happens('promise-told', { action: 1 }, { text: FOR_THEM })
  const read = async () => (await given.page()).replaceAll(/\s+/g, ' ')
  return { ...given, read }
}

const times = (text: string, said: string) => text.split(said).length - 1

describe('the page of messages', () => {
  test('says once what we said we will do, and by when, new until it was opened', async () => {
    const { read, kinds } = await givenPromise()
    const page = await read()
    expect(page).toContain('What we said we will do')
    expect(times(page, FOR_THEM)).toBe(1)
    expect(page).toContain('We will do this by Monday 30 November 2026.')
    expect(page).toMatch(/<strong>New ?<\/strong>/)
    expect(page).not.toContain(FOR_THE_DESK)
    expect(await kinds()).toContain('opened-by-writer')
    expect(await read()).not.toMatch(/<strong>New/)
  })

  test('says on which day it was done', async () => {
    const { read, happens } = await givenPromise()
    await happens('action-done', { action: 1 }, { text: FOR_THE_DESK })
    const page = await read()
    expect(page).toContain('We did this on Monday 23 November 2026.')
    expect(page).not.toContain(FOR_THE_DESK)
  })

  test('says that it is late, and that we are sorry', async () => {
    const { read, daysLater } = await givenPromise()
    await daysLater(8)
    expect(await read()).toContain(
      'We said Monday 30 November 2026. It is not done yet. We are sorry.',
    )
  })

  test('says the first day beside a new one', async () => {
    const { read, happens } = await givenPromise()
    const moved = { action: 1, owner: null, dueOn: day('2026-12-07') }
    await happens('action-moved', moved, { text: FOR_THE_DESK })
    const page = await read()
    expect(page).toContain('We will do this by Monday 7 December 2026.')
    expect(page).toContain('At first we said Monday 30 November 2026.')
  })

  test('says that it will not be done, and then why', async () => {
    const { read, happens } = await givenPromise()
    await happens('action-dropped', { action: 1 }, { text: FOR_THE_DESK })
    await happens('promise-told', { action: 1 }, { text: 'A judge said no.' })
    const page = await read()
    expect(page.indexOf('We will not do this now.')).toBeLessThan(page.indexOf('A judge said no.'))
    expect(page).not.toContain(FOR_THE_DESK)
  })

  test('does not say that all is done while a promise is open, also after closing', async () => {
    const { read, happens } = await givenPromise()
    await happens('withdrawn', { part: 1, who: 'writer' })
    await happens('closed', {})
    const open = await read()
    expect(open).toContain('There is still something we have to do for you')
    expect(open).not.toContain('All done')
    await happens('action-done', { action: 1 })
    const page = await read()
    expect(page).toContain('All done')
    expect(page).toContain('We did this on Monday 23 November 2026.')
  })

  test('has nothing there where nobody was told of anything', async () => {
    const { page, happens } = await givenMessages()
    await happens('action-agreed', AGREED, { text: FOR_THE_DESK })
    expect(await page()).not.toContain('What we said we will do')
    expect(await page()).not.toContain(FOR_THE_DESK)
  })

  test('says it to an adult in an adult’s words', async () => {
    const { read } = await givenPromise({ facts: { who: 'parent', wants: 'formal-complaint' } })
    const page = await read()
    expect(page).toContain('What we said we would do')
    expect(page).toContain('We will do this by Monday 30 November 2026.')
  })
})

test('a page in another language says where a promise stands in that language', async () => {
  const { browser } = await givenPromise({}, { draftLanguages: 'marked' })
  const page = await (await browser.get('/ar/way-back/messages')).text()
  expect(page).toContain('ما قلنا إننا سنفعله')
  expect(page).toMatch(/سنفعل هذا\. آخر موعد: [^<{]*2026|سنفعل هذا\. آخر موعد: [^<{]*٢٠٢٦/)
  expect(page).toContain(`<p dir="auto">${FOR_THEM}</p>`)
})

test('a sentence that is still English says its days in English, whatever the page', async () => {
  const adult = { facts: { who: 'parent', wants: 'formal-complaint' } } as const
  const { browser } = await givenPromise(adult, { draftLanguages: 'marked' })
  const page = await (await browser.get('/ar/way-back/messages')).text()
  expect(page).toContain('We will do this by Monday 30 November 2026.')
  expect(page).toContain('You sent this on Monday 23 November 2026.')
})

describe('an advocate', () => {
  test('sees what was promised only where our words are shared with them', async () => {
    const { browser, mails, app, happens } = await givenMessages({
      answers: { story: 'My story.', contact: { kind: 'code' } },
    })
    const allowed = { share: 'contact-and-words', may: 'no' }
    await browser.post('/way-back/advocate', { answer: 'yes', reach: 'site', ...allowed })
    const [mail] = await mails('referral')
    const advocate = browserOf(app)
    await advocate.post(/\/referral\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? '')
    await happens('action-agreed', AGREED, { text: FOR_THE_DESK })
    await happens('promise-told', { action: 1 }, { text: FOR_THEM })
    const side = async () => (await advocate.get('/advocate')).text()
    const shared = await side()
    expect(times(shared, FOR_THEM)).toBe(1)
    expect(shared).toContain('We will do this by Monday 30 November 2026.')
    expect(shared).not.toContain(FOR_THE_DESK)
    await browser.post('/way-back/allow', { answer: 'contact', may: 'no' })
    expect(await side()).not.toContain(FOR_THEM)
  })
})
