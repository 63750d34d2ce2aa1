import { describe, expect, test } from 'vitest'
import { can, caseOf } from './acting.ts'
import { A_YOUNG_PERSON, openDesk, pageOf, SOMEONE_IN_DANGER } from './desk.ts'

const STORY = 'Sarah Jones cancelled my visit. I told sarah  jones that I am sad.\n\nSara said no.'

const BY_LETTER = { kind: 'letter', value: '1 High Street' } as const

async function given(
  facts: Parameters<Awaited<ReturnType<typeof openDesk>>['submit']>[0]['facts'] = A_YOUNG_PERSON,
) {
  const desk = await openDesk()
  const sent = await desk.submit({
    facts,
    answers: { story: STORY, name: 'Kim Lee', contact: BY_LETTER },
  })
  const ada = await desk.signIn()
  const address = `/officer/cases/${sent.reference}/copy`
  return { desk, ada, address, ...sent }
}

describe('a copy of a whole case', () => {
  test('is one file with an index, the words, the people, the dates and all that happened', async () => {
    const { ada, address, reference } = await given()
    await can(ada, reference, 'add-point', { text: 'My visit.' })
    const answer = await ada.post(address, { for: 'panel', make: 'html' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Content-Disposition')).toBe(
      `attachment; filename="${reference}-copy.html"`,
    )
    for (const said of [
      'Sarah Jones cancelled my visit',
      'Kim Lee',
      'My visit.',
      'Received, the writer',
    ])
      expect(answer.text).toContain(said)
    const sections = [...answer.text.matchAll(/<h2 id="(\w+)"/g)].map(([, id]) => id)
    expect(sections).toEqual(['contents', 'words', 'people', 'points', 'dates', 'events'])
    for (const id of sections.slice(1)) expect(answer.text).toContain(`<a href="#${id}">`)
    expect(answer.text).not.toMatch(/<script|src=|href="(?!#)/)
  })

  test('is kept in the case, with its reader, before it is handed on', async () => {
    const { ada, address, reference } = await given()
    await ada.post(address, { for: 'ombudsman', make: 'html' })
    const last = (await caseOf(ada, reference)).view.events.at(-1)
    expect(last?.event).toMatchObject({
      kind: 'copy-made',
      data: { for: 'ombudsman', redacted: false },
    })
  })

  test('to look at first is kept nowhere', async () => {
    const { ada, address, reference } = await given()
    const before = (await caseOf(ada, reference)).view.seq
    await ada.post(address, { for: 'panel', passages: 'Sarah Jones', look: 'yes' })
    expect((await caseOf(ada, reference)).view.seq).toBe(before)
  })

  test('says what somebody wrote as text, never as a page', async () => {
    const { desk, ada } = await given()
    const story = '<script>alert(1)</script> & "more"'
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON, answers: { story } })
    const { text } = await ada.post(`/officer/cases/${reference}/copy`, {
      for: 'panel',
      make: 'html',
    })
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;')
  })
})

describe('a letter to print', () => {
  test('says what was said to the writer, by name, with the number of the case', async () => {
    const { ada, reference } = await given()
    await can(ada, reference, 'message', { text: 'We <will> ring you.' })
    const { seq } = (await caseOf(ada, reference)).view
    const { text, headers } = await ada.get(`/officer/cases/${reference}/letter/${seq}`)
    expect(headers.get('Content-Disposition')).toContain(`${reference}-letter-${seq}.html`)
    for (const said of ['Dear Kim Lee,', 'We &lt;will&gt; ring you.', reference, 'Ada'])
      expect(text).toContain(said)
  })

  test('is there of nothing else: no note, no message of theirs, nothing that is not there', async () => {
    const { desk, ada, reference, code } = await given()
    await desk.writeBack(code, 'Please ring me.')
    const { seq } = (await caseOf(ada, reference)).view
    await ada.post(`/officer/cases/${reference}/note`, { seq: String(seq), text: 'Never sent.' })
    for (const nth of [0, 1, seq, seq + 1, seq + 2, 'x'])
      expect((await ada.get(`/officer/cases/${reference}/letter/${nth}`)).status).toBe(404)
  })
})

describe('a letter to print for somebody who wants none', () => {
  test.each([
    ['left no way to be reached', undefined],
    ['reads it with the code alone', { kind: 'code' } as const],
    ['is reached by telephone', { kind: 'phone', value: '07700 900123' } as const],
  ])('is not there: they %s', async (_, contact) => {
    const { desk, ada } = await given()
    const { reference } = await desk.submit({
      facts: A_YOUNG_PERSON,
      answers: contact === undefined ? {} : { contact },
    })
    await can(ada, reference, 'message', { text: 'Hello.' })
    const { seq } = (await caseOf(ada, reference)).view
    expect((await ada.get(`/officer/cases/${reference}/letter/${seq}`)).status).toBe(404)
  })
})

describe('a copy to share', () => {
  const without = { passages: 'Sarah Jones\nKim Lee', whyLeftOut: 'They are other people.' }

  test('has no trace of what was left out, and the case stays as it is', async () => {
    const { ada, address, reference } = await given()
    await can(ada, reference, 'message', { text: 'I spoke to SARAH JONES.' })
    const before = (await caseOf(ada, reference)).view
    const { text } = await ada.post(address, { for: 'person', ...without, make: 'html' })
    expect(text).not.toMatch(/sarah\s+jones|kim\s+lee/i)
    expect(text).toContain('[left out] cancelled my visit')
    expect(text).toContain('They are other people.')
    const after = (await caseOf(ada, reference)).view
    expect(after.submitted).toEqual(before.submitted)
    expect(after.people).toEqual(before.people)
    expect(after.events.slice(0, before.seq)).toEqual(before.events)
  })

  test('names words that still look like what has to go', async () => {
    const { ada, address } = await given()
    const looked = await ada.post(address, { for: 'person', ...without, look: 'yes' })
    expect(pageOf(looked, 'copy').shared.lookAgain).toEqual(['Sara'])
  })

  test('leaves out whole entries, and says that something stood there', async () => {
    const { ada, address, reference } = await given()
    await can(ada, reference, 'message', { text: 'About the other child.' })
    const { shared } = pageOf(await ada.get(address), 'copy')
    const entries = shared.copy.sections.flatMap((section) => section.entries)
    const message = entries.find(({ text }) => text === 'About the other child.')
    const leave = [message?.id ?? '']
    const { text } = await ada.post(address, {
      for: 'person',
      whyLeftOut: 'Another child.',
      leave,
      make: 'html',
    })
    expect(text).not.toContain('About the other child.')
    expect(text.match(/\[One entry was left out here\]/g)).toHaveLength(1)
  })

  test('is not made without a reason that its reader may know', async () => {
    const { ada, address } = await given()
    const answer = await ada.post(address, { for: 'person', passages: 'Sarah Jones', make: 'html' })
    expect(answer.status).toBe(422)
    expect(pageOf(answer, 'copy').faults).toEqual([{ field: 'whyLeftOut', code: 'missing' }])
    expect(pageOf(answer, 'copy').typed.passages).toEqual(['Sarah Jones'])
  })

  test('tells the next copy what to leave out, and no reader of it', async () => {
    const { ada, address } = await given()
    await ada.post(address, { for: 'person', ...without, make: 'html' })
    const next = pageOf(await ada.get(address), 'copy')
    expect(next.typed.passages).toEqual(['Sarah Jones\nKim Lee'])
    const { text } = await ada.post(address, { for: 'panel', make: 'html' })
    expect(text).not.toContain('They are other people.')
  })

  test.each([
    ['for nobody', {}, 'for-missing'],
    ['for somebody who is none', { for: 'press' }, 'for-missing'],
    ['without what is not there', { leave: 'event-999', whyLeftOut: 'Why.' }, 'leave-unknown'],
    ['with something that does not belong here', { more: 'x' }, 'make-unknown'],
  ])('is not made %s', async (_, fields, fault) => {
    const { ada, address } = await given()
    const all = { ...('more' in fields ? { for: 'panel' } : {}), ...fields }
    const answer = await ada.post(address, {
      ...('leave' in fields ? { for: 'panel' } : {}),
      ...all,
      make: 'html',
    })
    const faults = pageOf(answer, 'copy').faults.map(({ field, code }) => `${field}-${code}`)
    expect(faults).toEqual([fault])
  })

  test('is nobody’s to make whose role does not answer cases', async () => {
    const { desk, address, reference } = await given(SOMEONE_IN_DANGER)
    const duty = await desk.signIn({ email: 'duty@council.example', roles: ['duty'] })
    expect((await duty.get(`/officer/cases/${reference}`)).status).toBe(200)
    const answer = await duty.post(address, { for: 'panel', make: 'html' })
    expect(answer.status).toBe(403)
    expect(answer.headers.get('Content-Disposition')).toBeNull()
  })
})
