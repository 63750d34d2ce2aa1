import { expect, test } from 'vitest'
import { givenMessages } from '#tests/support/coming-back.ts'

/** Where a language is changed on coming back, what stands typed there, and how the page shows it. */
const TYPED = [
  ['messages', { reply: 'They moved me again.' }, 'They moved me again.'],
  ['not-happy', { why: 'That is not so.' }, 'That is not so.'],
  ['put-right', { answer: 'partly', why: 'Half of it.' }, 'Half of it.'],
  ['feedback', { answer: 'hard', better: 'Be quicker.' }, 'Be quicker.'],
  ['alert', { email: 'r@example.org' }, 'r@example.org'],
] as const

test.each(TYPED)(
  'on %s another language keeps what was typed, and sends nothing',
  async (page, form, shown) => {
    const { browser, events } = await givenMessages({}, { draftLanguages: 'marked' })
    const before = await events()
    const english = await (await browser.get(`/way-back/${page}`)).text()
    expect(english).toContain(`formaction="/pl/way-back/${page}?typed" lang="pl"`)
    const answer = await browser.post(`/pl/way-back/${page}?typed`, form)
    const polish = await answer.text()
    expect(answer.status).toBe(200)
    expect(polish).toContain('<html lang="pl"')
    expect(polish).toContain(shown)
    expect(await events()).toEqual(before)
  },
)

test('where the code is asked for, what was typed of it stays and is not tried', async () => {
  const { browser } = await givenMessages({}, { draftLanguages: 'marked' })
  const answer = await browser.post('/pl/way-back?typed', { code: 'K7PM 4X' })
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('value="K7PM 4X"')
})

test('chosen after the messages were shut, it waits for the code and sends nothing then', async () => {
  const { browser, app, code, events } = await givenMessages({}, { draftLanguages: 'marked' })
  const before = await events()
  app.clock.forward(24 * 60)
  const form = { reply: 'They moved me again.' }
  const asking = await (await browser.post('/pl/way-back/messages?typed', form)).text()
  const kept = /name="kept" value="([\w-]+)"/.exec(asking)?.[1] ?? ''
  const answer = await browser.post('/pl/way-back', { code, kept })
  expect(await answer.text()).toContain('They moved me again.')
  expect(await events()).toEqual(before)
})
