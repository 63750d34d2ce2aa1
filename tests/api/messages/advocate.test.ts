import { describe, expect, test } from 'vitest'
import { A_YOUNG_PERSON, openDesk, pageOf } from '#tests/api/cases/desk.ts'
import { browserOf, leadsTo } from '#tests/support/app.ts'
import { givenMessages } from '#tests/support/coming-back.ts'

const STORY = 'Nobody told me that I was moving.'
const SECRET = 'Meet me at the library, not at home.'

/** A young person who wants a reply on the site alone, and the browser of the advocate they asked for. */
async function givenAdvocate(
  allowed: { readonly share: string; readonly may: string } = { share: 'contact', may: 'no' },
) {
  const given = await givenMessages({
    answers: {
      story: STORY,
      contact: { kind: 'code' },
      alert: { kind: 'email', value: 'r@example.org' },
    },
  })
  await given.browser.post('/way-back/advocate', { answer: 'yes', reach: 'site', ...allowed })
  const [mail] = await given.mails('referral')
  const link = /\/referral\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? ''
  const advocate = browserOf(given.app)
  const opened = await advocate.post(link)
  return {
    ...given,
    link,
    opened,
    advocate,
    /** The advocate's page, as text. */
    side: async () => (await advocate.get('/advocate')).text(),
  }
}

describe('the advocate\u2019s own page', () => {
  test('opens with the link once, and stays open for this browser', async () => {
    const { opened, side, advocate } = await givenAdvocate()
    expect(leadsTo(opened)).toBe('/advocate')
    expect(await side()).toContain('They were told that you will be in touch by')
    expect((await advocate.get('/advocate')).headers.get('Cache-Control')).toBe('no-store')
  })

  test('is opened again with reference and code, and with nothing else', async () => {
    const { side, app, reference, code: writers } = await givenAdvocate()
    const [, shown = ''] = /<p class="code"[^>]*>(.*?)<\/p>/s.exec(await side()) ?? []
    const code = shown.replaceAll(/<[^>]*>|\s/g, '').toLowerCase()
    const other = browserOf(app)
    for (const wrong of [writers, 'K7PM 4XRT 9QHD 2FGW', ''])
      expect((await other.post('/advocate', { reference, code: wrong })).status).toBe(422)
    expect((await other.post('/advocate', { reference: 'AAAA2222', code })).status).toBe(422)
    expect(leadsTo(await other.post('/advocate', { reference, code }))).toBe('/advocate')
    expect(await (await other.get('/advocate')).text()).toContain(reference)
    expect((await other.post('/way-back', { code })).status).toBe(422)
  })

  test('shows what was written only when the young person shares it, also later', async () => {
    const { browser, side } = await givenAdvocate()
    expect(await side()).not.toContain(STORY)
    await browser.post('/way-back/allow', { answer: 'contact-and-words', may: 'no' })
    expect(await side()).toContain(STORY)
    await browser.post('/way-back/allow', { answer: 'contact', may: 'no' })
    expect(await side()).not.toContain(STORY)
  })

  test('says nothing any more once the young person ends it, and a new one starts anew', async () => {
    const { browser, advocate, side, link, mails, app } = await givenAdvocate()
    await browser.post('/way-back/allow', { answer: 'end' })
    expect((await advocate.get('/advocate')).status).toBe(410)
    expect(await side()).toContain('has ended this')
    const act = { act: 'to-writer', text: 'Are you there?' }
    expect(leadsTo(await advocate.post('/advocate', act))).toBe('/advocate')
    const again = { answer: 'yes', share: 'contact', may: 'no', reach: 'site' }
    await browser.post('/way-back/advocate', again)
    expect((await advocate.get('/advocate')).status).toBe(410)
    const [, second] = await mails('referral')
    expect(second?.text).toMatch(/\/referral\//)
    expect(second?.text).not.toContain(link)
    expect((await browserOf(app).post(link)).status).toBe(404)
  })
})

describe('what an advocate does', () => {
  test('confirms that they have been in touch, which ends their clock', async () => {
    const { advocate, page, events } = await givenAdvocate()
    await advocate.post('/advocate', { act: 'contacted' })
    expect((await events()).at(-1)).toMatchObject({ kind: 'advocate-contacted', by: 'advocate' })
    expect(await page()).toContain('They got in touch with you on Monday 23 November 2026.')
  })

  test('writes to a young person who is reached on this site alone, and is answered', async () => {
    const { advocate, side, browser, page, mails } = await givenAdvocate()
    await advocate.post('/advocate', { act: 'to-writer', text: SECRET })
    expect(await page()).toContain(SECRET)
    expect(await mails('alert')).toHaveLength(1)
    await browser.post('/way-back/to-advocate', { message: 'Yes, on Tuesday.' })
    expect(await side()).toContain('Yes, on Tuesday.')
  })

  test('acts in their place only where they agreed', async () => {
    const { advocate, browser, events } = await givenAdvocate()
    const act = { act: 'to-us', text: 'She wants an answer.' }
    expect((await advocate.post('/advocate', act)).status).toBe(403)
    await browser.post('/way-back/allow', { answer: 'contact', may: 'yes' })
    expect((await advocate.post('/advocate', act)).status).toBe(303)
    expect((await events()).at(-1)).toMatchObject({ kind: 'message-from-writer', by: 'advocate' })
  })

  test.each([
    { act: 'contacted' },
    { act: 'to-writer', text: SECRET },
    { act: 'to-us', text: 'They need a bus pass.' },
    { act: 'further' },
  ])('$act, pressed twice, is done once', async (form) => {
    const { advocate, kinds, happens } = await givenAdvocate({ share: 'contact', may: 'yes' })
    await happens('answered', { part: 1, stage: 1, outcome: 'upheld' }, { text: 'We will.' })
    await advocate.post('/advocate', form)
    const once = await kinds()
    expect(leadsTo(await advocate.post('/advocate', form))).toBe('/advocate')
    expect(await kinds()).toEqual(once)
  })

  test('asks for the next stage in their place where they agreed', async () => {
    const { advocate, happens, events } = await givenAdvocate({ share: 'contact', may: 'yes' })
    await happens('answered', { part: 1, stage: 1, outcome: 'not-upheld' }, { text: 'No.' })
    await advocate.post('/advocate', { act: 'further' })
    const asked = (await events()).find(({ kind }) => kind === 'stage-requested')
    expect(asked).toMatchObject({ by: 'advocate', data: { stage: 2, because: 'not-happy' } })
  })
})

test('no officer reads what an advocate and a young person write to each other', async () => {
  const desk = await openDesk()
  const { reference, code } = await desk.submit({
    facts: A_YOUNG_PERSON,
    answers: { contact: { kind: 'code' }, advocate: { answer: 'yes' } },
  })
  await desk.writeBack(code, SECRET, 'to-advocate')
  const ada = await desk.signIn()
  const page = await ada.get(`/officer/cases/${reference}`)
  const { view } = pageOf(page, 'case')
  const said = view.events.find(({ event }) => event.kind === 'advocate-message')
  expect(said?.by).toBe('writer')
  expect(said?.text).toBeUndefined()
  expect(page.text).not.toContain(SECRET)
})
