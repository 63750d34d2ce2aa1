import { describe, expect, test } from 'vitest'
import { ANSWER_CHARACTERS } from '#schema/form/submission.ts'
import { aSubmission, browserOf, leadsTo, postJson } from '#tests/support/app.ts'
import { givenMessages } from '#tests/support/coming-back.ts'

const WORDS = 'They moved me again on Monday.'
const A_DAY = 24 * 60

/** What the page that asks for the code holds for later. */
function keptOn(page: string): string {
  return /name="kept" value="([\w-]+)"/.exec(page)?.[1] ?? ''
}

/** A writer whose messages stand open since yesterday, and who sends what they wrote meanwhile. */
async function givenSentTooLate(form: Readonly<Record<string, string>>, page = 'messages') {
  const given = await givenMessages()
  await given.page()
  given.app.clock.forward(A_DAY)
  const answer = await given.browser.post(`/way-back/${page}`, form)
  const asking = await answer.text()
  return { ...given, answer, asking, kept: keptOn(asking) }
}

describe('a message that is sent when the messages are shut again', () => {
  test('waits on the page that asks for the code, and nobody can read it there', async () => {
    const { answer, asking, kept, kinds } = await givenSentTooLate({ reply: WORDS })
    expect(answer.status).toBe(401)
    expect(asking).toContain('What you wrote is not lost.')
    expect(kept).not.toBe('')
    expect(asking).not.toContain('moved me')
    expect(Buffer.from(kept, 'base64url').toString('latin1')).not.toContain('moved me')
    expect(await kinds()).toEqual(['received'])
  })

  test('goes with the code at once, also after a wrong one', async () => {
    const { browser, code, kept, kinds, page } = await givenSentTooLate({ reply: WORDS })
    const wrong = await browser.post('/way-back', { code: 'K7PM 4XRT 9QHD 2FGW', kept })
    expect(wrong.status).toBe(422)
    const still = keptOn(await wrong.text())
    expect(still).toBe(kept)
    const led = leadsTo(await browser.post('/way-back', { code, kept: still }))
    expect(led).toBe('/way-back/messages?asked=message')
    expect(await kinds()).toEqual(['received', 'message-from-writer'])
    expect(await page()).toContain(WORDS)
  })

  test('does not go to another case, whose writer reads none of it', async () => {
    const { app, kept, kinds } = await givenSentTooLate({ reply: WORDS })
    const other = await (await postJson(app, '/api/submissions', aSubmission())).json()
    const browser = browserOf(app)
    const led = leadsTo(await browser.post('/way-back', { code: other.code, kept }))
    expect(led).toBe('/way-back/messages')
    expect(await (await browser.get(led)).text()).not.toContain(WORDS)
    expect(await kinds()).toEqual(['received'])
  })

  test('is not kept for somebody who has left: nothing says what was typed', async () => {
    const given = await givenMessages()
    await given.browser.get('/leave')
    const answer = await given.browser.post('/way-back/messages', { reply: WORDS })
    expect(leadsTo(answer)).toBe('/way-back')
    expect(await given.kinds()).toEqual(['received'])
  })

  test('comes back with what is wrong with it, once the code is there', async () => {
    const { browser, code, kept } = await givenSentTooLate({ why: 'Nothing changed.' }, 'put-right')
    const answer = await browser.post('/way-back', { code, kept })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Nothing changed.')
  })

  test('of as many letters as it may have is kept whole, in any script', async () => {
    const story = '\u0A2E\u{1F600}'.repeat(ANSWER_CHARACTERS / 2)
    const { browser, code, kept, page } = await givenSentTooLate({ reply: story })
    await browser.post('/way-back', { code, kept })
    expect(await page()).toContain(story)
  })

  test('a changed one is nothing', async () => {
    const { browser, code, kept, kinds } = await givenSentTooLate({ reply: WORDS })
    for (const changed of ['', 'x', `${kept}AAAA`, kept.slice(0, 40)])
      expect(leadsTo(await browser.post('/way-back', { code, kept: changed }))).toBe(
        '/way-back/messages',
      )
    expect(await kinds()).toEqual(['received'])
  })
})

test('what an advocate wrote waits for their code too', async () => {
  const given = await givenMessages()
  await given.browser.post('/way-back/advocate', {
    answer: 'yes',
    share: 'contact',
    may: 'no',
    reach: 'site',
  })
  const [mail] = await given.mails('referral')
  const link = /\/referral\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? ''
  const advocate = browserOf(given.app)
  await advocate.post(link)
  const open = await (await advocate.get('/advocate')).text()
  const [, shown = ''] = /<p class="code"[^>]*>(.*?)<\/p>/s.exec(open) ?? []
  const code = shown.replaceAll(/<[^>]*>|\s/g, '')
  given.app.clock.forward(A_DAY)
  const asking = await advocate.post('/advocate', { act: 'to-writer', text: WORDS })
  const page = await asking.text()
  expect(asking.status).toBe(401)
  expect(page).toContain('What you wrote is not lost.')
  const kept = keptOn(page)
  const { reference } = given
  const wrong = await advocate.post('/advocate', { reference, code: 'wrong', kept })
  expect(wrong.status).toBe(422)
  expect(keptOn(await wrong.text())).toBe(kept)
  expect(leadsTo(await advocate.post('/advocate', { reference, code, kept }))).toBe('/advocate')
  expect(await given.kinds()).toContain('advocate-message')
  expect(await (await advocate.get('/advocate')).text()).toContain(WORDS)
})
