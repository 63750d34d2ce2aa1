import { describe, expect, test } from 'vitest'
import { readEvents } from '#api/cases/events.ts'
import { openMail } from '#api/mail/outbox.ts'
import { outbox } from '#api/store/tables.ts'
import { loadContent } from '#content/index.ts'
import { ACTS } from '#schema/acts/acts.ts'
import { NOTE } from '#schema/acts/note.ts'
import { OrderRefusal } from '#schema/rules/case/order-refusal.ts'
import { act, caseOf, done, faultsOf, formOf, offeredTo } from './acting.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from './desk.ts'

async function givenCase(answers: Parameters<typeof submitted>[1] = {}) {
  const desk = await openDesk()
  const sent = await submitted(desk, answers)
  return { desk, ...sent, ada: await desk.signIn() }
}

function submitted(desk: Awaited<ReturnType<typeof openDesk>>, answers: object) {
  return desk.submit({ facts: A_YOUNG_PERSON, answers })
}

describe('what an officer can do', () => {
  test('begins with what is due', async () => {
    const { ada, reference } = await givenCase()
    const [first] = (await caseOf(ada, reference)).acts
    expect(first).toMatchObject({ id: 'acknowledge', dueOn: '2026-11-25' })
  })

  test('is not offered once it was done', async () => {
    const { ada, reference } = await givenCase()
    await done(ada, reference, 'acknowledge', { text: 'I have read it.' })
    expect(await offeredTo(ada, reference)).not.toContain('acknowledge')
  })

  test('is refused with the reason when it comes all the same', async () => {
    const { ada, reference } = await givenCase()
    await done(ada, reference, 'acknowledge', { text: 'I have read it.' })
    const again = await act(ada, reference, 'acknowledge', { text: 'Once more.' })
    expect(again.status).toBe(422)
    expect(faultsOf(again)).toEqual(['act-already-done'])
    expect(pageOf(again, 'act').form.refused).toBe('already-done')
  })

  test('is for whoever is on duty what a worry about safety asks for, and no other casework', async () => {
    const { desk, reference } = await givenCase({ ask: 'urgent-contact' })
    const duty = await desk.signIn({ email: 'duty@council.example', roles: ['duty'] })
    const offered = await offeredTo(duty, reference)
    expect([...offered].sort()).toEqual(['contact-made', 'message', 'refer'])
    const { view } = await caseOf(duty, reference)
    const tried = await duty.post(`/officer/cases/${reference}/acts/acknowledge`, {
      seq: String(view.seq),
      text: 'I have read it.',
    })
    expect(tried.status).toBe(403)
    expect((await caseOf(duty, reference)).view.events).toHaveLength(view.events.length)
  })

  test('of a case that they may not see is answered as one that does not exist', async () => {
    const { desk, reference } = await givenCase()
    const manager = await desk.signIn({
      email: 'manager@council.example',
      roles: ['manager'],
      services: ['fostering-placement'],
    })
    for (const address of ['acts/acknowledge', 'acts/no-such-act', 'note']) {
      const foreign = await manager.get(`/officer/cases/${reference}/${address}`)
      const none = await manager.get(`/officer/cases/ZZZZ2222/${address}`)
      expect([foreign.status, foreign.text]).toEqual([404, none.text])
      const posted = await manager.post(`/officer/cases/${reference}/${address}`, { text: 'x' })
      expect([posted.status, posted.text]).toEqual([404, none.text])
    }
  })
})

describe('a message to the writer', () => {
  test('is read on their page, with what is owed behind it', async () => {
    const { desk, ada, reference, code } = await givenCase()
    const { typed, form } = await formOf(ada, reference, 'acknowledge')
    expect(typed.text?.[0]).toContain('Monday 7 December')
    await done(ada, reference, 'acknowledge', { text: typed.text ?? '' })
    const said = (await desk.wayBack(code)).messages.at(-1)
    expect(said).toMatchObject({ from: 'us' })
    for (const line of form.owed) expect(said?.text).toContain(line)
  })

  test('tells a writer who left a blind address, and nobody else', async () => {
    const { desk, ada, reference } = await givenCase({
      alert: { kind: 'email', value: 'kim@example.org' },
    })
    const before = await desk.store.db.select().from(outbox)
    await done(ada, reference, 'message', { text: 'We have news for you.' })
    const mails = (await desk.store.db.select().from(outbox)).slice(before.length)
    expect(mails.map(({ kind }) => kind)).toEqual(['alert'])
    const [mail] = mails.map(({ sealed }) => openMail(desk.store, sealed))
    expect(mail?.to).toBe('kim@example.org')
    expect(mail?.text).not.toContain('news')
  })

  test('that asks something shows that we wait, and the clock runs on', async () => {
    const { desk, ada, reference, code } = await givenCase()
    const before = await caseOf(ada, reference)
    const after = await done(ada, reference, 'ask', { text: 'Which day was it?' })
    expect(after.view.row).toMatchObject({ status: 'waiting', dueOn: before.view.row.dueOn })
    expect((await desk.wayBack(code)).status).toMatch(/waiting$/)
  })

  test('without words is refused, and what was typed stays', async () => {
    const { ada, reference } = await givenCase()
    const answer = await act(ada, reference, 'contact-made', { on: '2026-11-23', text: ' ' })
    expect(answer.status).toBe(422)
    expect(faultsOf(answer)).toEqual(['text-missing'])
    expect(pageOf(answer, 'act').typed.on).toEqual(['2026-11-23'])
  })

  test.each([
    ['of tomorrow', '2026-11-24', 'on-future'],
    ['that is no day', '2026-02-30', 'on-wrong-form'],
    ['before receipt', '2026-11-20', 'act-before-receipt'],
  ])('reached on a day %s is refused', async (_, on, fault) => {
    const { ada, reference } = await givenCase()
    const answer = await act(ada, reference, 'contact-made', { on, text: 'By telephone.' })
    expect(faultsOf(answer)).toEqual([fault])
  })

  test('with a field that does not belong to it is refused', async () => {
    const { ada, reference } = await givenCase()
    const answer = await act(ada, reference, 'message', { text: 'Hello.', outcome: 'upheld' })
    expect(faultsOf(answer)).toEqual(['act-unknown-field'])
  })
})

describe('a case that is assigned', () => {
  test('tells whoever has it now by mail, without a word of the writer', async () => {
    const { desk, ada, reference } = await givenCase({ story: 'They cancelled my visit.' })
    const bo = await desk.signIn({ email: 'bo@council.example', name: 'Bo' })
    const { view } = await done(ada, reference, 'assign', { officer: `officer:${bo.officer.id}` })
    expect(view.state.assignedTo).toBe(`officer:${bo.officer.id}`)
    const mail = (await desk.store.db.select().from(outbox))
      .filter(({ kind }) => kind === 'assigned')
      .map(({ sealed }) => openMail(desk.store, sealed))
    expect(mail.map(({ to }) => to)).toEqual(['bo@council.example'])
    expect(mail[0]?.text).toContain(reference)
    expect(mail[0]?.text).not.toContain('cancelled')
  })

  test('goes to nobody who may not see it', async () => {
    const { desk, ada, reference } = await givenCase()
    const foreign = await desk.signIn({
      email: 'mo@council.example',
      roles: ['manager'],
      services: ['fostering-placement'],
    })
    const answer = await act(ada, reference, 'assign', {
      officer: `officer:${foreign.officer.id}`,
    })
    expect(faultsOf(answer)).toEqual(['officer-unknown'])
  })
})

describe('two officers with the same case', () => {
  test('see what the other did, and lose nothing', async () => {
    const { desk, ada, reference, code } = await givenCase()
    const bo = await desk.signIn({ email: 'bo@council.example', name: 'Bo' })
    const seen = String((await caseOf(ada, reference)).view.seq)
    await done(bo, reference, 'flag', { flags: ['officer-decides'], text: 'Look at the dates.' })
    const address = `/officer/cases/${reference}/acts/message`
    const late = await ada.post(address, { seq: seen, text: 'Words that took an hour.' })
    expect(late.status).toBe(409)
    const page = pageOf(late, 'act')
    expect(page.typed.text).toEqual(['Words that took an hour.'])
    expect(page.form.since).toMatchObject([{ by: 'Bo', text: 'Look at the dates.' }])
    const { seq } = page.view
    const saved = await ada.post(address, { seq: String(seq), text: 'Words that took an hour.' })
    expect(saved.status).toBe(303)
    expect((await desk.wayBack(code)).messages.at(-1)?.text).toBe('Words that took an hour.')
  })

  test('who save in the same moment are kept apart: one is saved, the other is told', async () => {
    const { ada, reference } = await givenCase()
    const seq = String((await caseOf(ada, reference)).view.seq)
    const address = `/officer/cases/${reference}/acts/message`
    const answers = await Promise.all(
      ['One.', 'Two.', 'Three.'].map((text) => ada.post(address, { seq, text })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409])
  })

  test('an officer whose session ended gets back what they typed, and nothing of the case', async () => {
    const { ada, reference } = await givenCase({ story: 'They cancelled my visit.' })
    ada.cookies.clear()
    const answer = await ada.post(`/officer/cases/${reference}/acts/message`, {
      seq: '3',
      text: 'Words that took an hour.',
    })
    expect(answer.status).toBe(401)
    const page = pageOf(answer, 'kept')
    expect(page).toMatchObject({
      to: `/officer/cases/${reference}/acts/message`,
      typed: { seq: ['3'], text: ['Words that took an hour.'] },
    })
    expect(answer.text).not.toContain('cancelled')
  })
})

describe('an internal note', () => {
  const note = async (officer: Parameters<typeof caseOf>[0], reference: string, text: string) => {
    const { view } = await caseOf(officer, reference)
    return officer.post(`/officer/cases/${reference}/note`, { seq: String(view.seq), text })
  }

  test('is kept on the desk and never reaches the writer', async () => {
    const { desk, ada, reference, code } = await givenCase({
      alert: { kind: 'email', value: 'kim@example.org' },
    })
    const before = await desk.store.db.select().from(outbox)
    expect((await note(ada, reference, 'The manager is on leave.')).status).toBe(303)
    expect((await caseOf(ada, reference)).view.events.at(-1)?.text).toBe('The manager is on leave.')
    expect(await desk.store.db.select().from(outbox)).toHaveLength(before.length)
    expect(JSON.stringify(await desk.wayBack(code))).not.toContain('on leave')
  })

  test('is not among the acts, and its address sends nothing', async () => {
    const { ada, reference } = await givenCase()
    expect(ACTS.map(({ id }) => id)).not.toContain(NOTE.id)
    expect((await ada.get(`/officer/cases/${reference}/acts/note`)).status).toBe(404)
  })

  test('is sealed with the key of the case', async () => {
    const { desk, ada, reference } = await givenCase()
    const { view } = await caseOf(ada, reference)
    await note(ada, reference, 'The manager is on leave.')
    const kept = (await readEvents(desk.store, view.caseId)).at(-1)
    expect(kept?.event).toMatchObject({ kind: 'noted', data: {} })
    expect(kept?.sealed?.toString('latin1')).not.toContain('leave')
  })
})

describe('every act', () => {
  const words = loadContent().words('en')

  test.each([...ACTS, NOTE].map(({ id }) => id))('%s has its words', (id) => {
    const found = [...ACTS, NOTE].find((each) => each.id === id)
    const missing = ['title', 'button', 'done']
      .map((key) => `officer.act.${id}.${key}`)
      .filter((key) => !words.has(key))
    const fields = Object.keys(found?.fields ?? {}).filter(
      (name) =>
        !words.has(`officer.act.${id}.field.${name}.label`) &&
        !words.has(`officer.act-field.${name}.label`),
    )
    expect([...missing, ...fields]).toEqual([])
  })

  test('that cannot follow is refused with a reason in words', () => {
    const unsaid = OrderRefusal.options.filter((code) => !words.has(`officer.order.${code}`))
    expect(unsaid).toEqual([])
  })
})
