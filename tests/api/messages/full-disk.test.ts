import { expect, test } from 'vitest'
import { browserOf, leadsTo } from '#tests/support/app.ts'
import { givenMessages } from '#tests/support/coming-back.ts'
import { aDiskThatFills } from '#tests/support/store.ts'

const WORDS = 'They moved me again on Monday.'

/** Somebody who came back while there was room, and a disk that can be filled. */
async function givenDisk() {
  const { store, fill } = aDiskThatFills(false)
  return { ...(await givenMessages({}, { store })), fill }
}

test.each([
  ['messages', { reply: WORDS }, WORDS],
  ['not-happy', { why: WORDS }, WORDS],
  ['put-right', { answer: 'no', why: WORDS }, WORDS],
] as const)(
  'on %s words that cannot be saved stay, and go when there is room',
  async (page, form, shown) => {
    const { browser, kinds, fill } = await givenDisk()
    const before = await kinds()
    fill(true)
    const answer = await browser.post(`/way-back/${page}`, form)
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain(shown)
    expect(await kinds()).toEqual(before)
    fill(false)
    expect(leadsTo(await browser.post(`/way-back/${page}`, form))).toContain('/way-back/messages')
    expect(await kinds()).not.toEqual(before)
  },
)

test('what an advocate writes stays, too', async () => {
  const given = await givenDisk()
  const asked = { answer: 'yes', share: 'contact', may: 'no', reach: 'site' }
  await given.browser.post('/way-back/advocate', asked)
  const [mail] = await given.mails('referral')
  const advocate = browserOf(given.app)
  await advocate.post(/\/referral\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? '')
  given.fill(true)
  const answer = await advocate.post('/advocate', { act: 'to-writer', text: WORDS })
  expect(answer.status).toBe(503)
  expect(await answer.text()).toContain(WORDS)
})
