import { describe, expect, test } from 'vitest'
import { openMail } from '#api/mail/outbox.ts'
import { outbox, parts } from '#api/store/tables.ts'
import { loadContent } from '#content/index.ts'
import { ACTS } from '#schema/acts/acts.ts'
import { act, can, caseOf, done, faultsOf, formOf, offeredTo } from './acting.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from './desk.ts'

const A_CONCERN = { ...A_YOUNG_PERSON, formal_choice: 'no', quick_fix: 'yes' } as const
const A_PARENT = { who: 'parent', service: 'send', wants: 'put-right' } as const
const THANKS = { who: 'parent', wants: 'thank' } as const
const TODAY = '2026-11-23'

type Facts = Parameters<Awaited<ReturnType<typeof openDesk>>['submit']>[0]['facts']
type Answers = Parameters<Awaited<ReturnType<typeof openDesk>>['submit']>[0]['answers']

async function given(facts: Facts = A_YOUNG_PERSON, answers: Answers = {}) {
  const desk = await openDesk()
  const sent = await desk.submit({ facts, answers })
  const ada = await desk.signIn()
  return { desk, ada, ...sent }
}

describe('every act', () => {
  const words = loadContent().words('en')

  const groups = [...Map.groupBy(ACTS, ({ group }) => group)]

  test.each(groups)('to do with %s refuses an empty form with a sentence', async (_, acts) => {
    const { ada, reference } = await given()
    await can(ada, reference, 'add-point', { text: 'They cancelled my visit.' })
    const unsaid: string[] = []
    for (const { id } of acts) {
      const answer = await act(ada, reference, id, { part: '1' })
      expect([id, answer.status]).toEqual([id, 422])
      for (const { field, code } of pageOf(answer, 'act').faults) {
        const key = field === 'act' ? `order.${code}` : `act-fault.${code}`
        if (!words.has(`officer.${key}`)) unsaid.push(`${id}: ${key}`)
      }
    }
    expect(unsaid).toEqual([])
  })

  test('is nobody’s whose role does no casework, but for safety by whoever is on duty', async () => {
    const { desk, reference } = await given({ ...A_YOUNG_PERSON, danger_now: 'yes' })
    const duty = await desk.signIn({ email: 'duty@council.example', roles: ['duty'] })
    await duty.get(`/officer/cases/${reference}`)
    const theirs: string[] = []
    for (const { id } of ACTS) {
      if ((await act(duty, reference, id, {})).status !== 403) theirs.push(id)
    }
    expect(theirs.sort()).toEqual(['contact-made', 'message', 'refer', 'referral-acknowledged'])
  })
})

describe('a concern', () => {
  test('that was put right is told to the writer and rests', async () => {
    const { desk, ada, reference, code } = await given(A_CONCERN)
    const { view } = await done(ada, reference, 'put-right', { text: 'Your visit is on Friday.' })
    expect(view.row.status).toBe('answered')
    expect((await desk.wayBack(code)).messages.at(-1)?.text).toContain('on Friday')
    expect(await offeredTo(ada, reference)).not.toContain('put-right')
  })

  test('that was not put right becomes the complaint it would have been, from first receipt', async () => {
    const { desk, ada, reference } = await given(A_CONCERN)
    desk.minutesOn(10)
    const { view } = await done(ada, reference, 'make-complaint', { text: 'Now a complaint.' })
    expect(view.row).toMatchObject({ category: 'statutory', dueOn: '2026-12-07' })
    expect(await desk.store.db.select().from(parts)).toMatchObject([{ category: 'statutory' }])
  })

  test('has no stages and no answer of its own', async () => {
    const { ada, reference } = await given(A_CONCERN)
    const offered = await offeredTo(ada, reference)
    for (const id of ['answer', 'extend', 'request-stage', 'start-stage'])
      expect(offered).not.toContain(id)
  })
})

describe('a corporate complaint', () => {
  test('goes from its answer to a review by somebody new, and no further', async () => {
    const { ada, reference } = await given(A_PARENT)
    expect((await caseOf(ada, reference)).view.row.category).toBe('corporate')
    await can(ada, reference, 'answer', { outcome: 'not-upheld', text: 'We disagree.' })
    const unhappy = { on: TODAY, because: 'not-happy', text: 'Look again.' }
    await can(ada, reference, 'request-stage', unhappy)
    const { typed } = await formOf(ada, reference, 'acknowledge-request')
    expect(typed.text?.[0]).toContain('not part of the first answer')
    await can(ada, reference, 'start-stage', { on: TODAY })
    expect(await offeredTo(ada, reference)).not.toContain('name-panel')
    const last = await done(ada, reference, 'answer', { outcome: 'upheld', text: 'You are right.' })
    expect(last.view.events.at(-1)?.text).toContain('0300 061 0614')
    const further = await act(ada, reference, 'request-stage', unhappy)
    expect(faultsOf(further)).toEqual(['act-no-such-stage'])
  })

  test('is answered with what was decided and why, in two sentences that their page shows first', async () => {
    const { desk, ada, reference, code } = await given(A_PARENT)
    const answer = { outcome: 'upheld', text: 'We looked into all of it.' }
    const long = await act(ada, reference, 'answer', { ...answer, short: 'One. Two. Three.' })
    expect(faultsOf(long)).toEqual(['short-two-sentences'])
    const none = await act(ada, reference, 'answer', { ...answer, short: '' })
    expect(faultsOf(none)).toEqual(['short-missing'])
    const short = 'You were right. Mr. Lee did not call you back.'
    await can(ada, reference, 'answer', { ...answer, short })
    const { outcomes, messages } = await desk.wayBack(code)
    expect(outcomes).toMatchObject([{ outcome: 'upheld', inShort: short }])
    expect(messages.at(-1)?.text).toContain(`${short}\n\nWe looked into all of it.`)
  })

  test('without points is not answered without an outcome', async () => {
    const { ada, reference } = await given(A_PARENT)
    const answer = await act(ada, reference, 'answer', { text: 'Here you are.' })
    expect(faultsOf(answer)).toEqual(['outcome-missing'])
  })
})

describe('an extension', () => {
  const asked = { ground: 'complex', agreed: 'yes', text: 'We need longer.' }

  test('is offered with the last day of the rules, and moves the date', async () => {
    const { ada, reference } = await given()
    const { typed } = await formOf(ada, reference, 'extend')
    expect(typed.dueOn).toEqual(['2026-12-21'])
    const { view } = await done(ada, reference, 'extend', { ...asked, dueOn: '2026-12-21' })
    expect(view.row.dueOn).toBe('2026-12-21')
  })

  test.each([
    ['past its cap', { dueOn: '2026-12-22' }, 'dueOn-beyond-cap'],
    ['to a Sunday', { dueOn: '2026-12-20' }, 'dueOn-not-a-working-day'],
    ['to no later day', { dueOn: '2026-12-07' }, 'dueOn-not-later'],
    [
      'for want of time',
      { dueOn: '2026-12-21', ground: 'cannot-be-done-in-time' },
      'ground-ground-not-allowed',
    ],
  ])('%s is refused', async (_, wrong, fault) => {
    const { ada, reference } = await given()
    const answer = await act(ada, reference, 'extend', { ...asked, ...wrong })
    expect(faultsOf(answer)).toEqual([fault])
  })
})

describe('what is taken back', () => {
  test('is confirmed to the writer, who may come back, and cannot be taken back twice', async () => {
    const { desk, ada, reference, code } = await given()
    const back = { who: 'writer', on: TODAY, text: 'We have stopped.' }
    const { view } = await done(ada, reference, 'withdraw', back)
    expect(view.state.parts[0]?.settled?.how).toBe('withdrawn')
    expect((await desk.wayBack(code)).messages.at(-1)?.text).toContain('We have stopped.')
    expect(faultsOf(await act(ada, reference, 'withdraw', back))).toEqual(['act-part-at-rest'])
  })

  test.each([
    ['a flag', 'flag', { flags: ['officer-decides'], text: 'Look.' }],
    ['an assignment', 'assign', {}],
  ])('harmlessly is %s, and the list of what happened keeps both', async (_, id, fields) => {
    const { desk, ada, reference } = await given()
    const bo = await desk.signIn({ email: 'bo@council.example', name: 'Bo' })
    const to = id === 'assign' ? { officer: `officer:${bo.officer.id}` } : {}
    const before = (await caseOf(ada, reference)).view.state
    await can(ada, reference, id, { ...fields, ...to })
    const { form } = await formOf(ada, reference, 'undo')
    const event = form.fields[0]?.options[0]?.value ?? ''
    const { view } = await done(ada, reference, 'undo', { event })
    expect(view.state.flags).toEqual(before.flags)
    expect(view.state.assignedTo).toBeNull()
    expect(view.events.slice(-2).map((one) => one.event.kind)).toEqual([
      id === 'assign' ? 'assigned' : 'flagged',
      'undone',
    ])
    expect(await offeredTo(ada, reference)).not.toContain('undo')
  })

  test('never is a worry about safety', async () => {
    const { ada, reference } = await given()
    await can(ada, reference, 'flag', { flags: ['safeguarding'], text: 'They hurt me.' })
    expect(await offeredTo(ada, reference)).not.toContain('undo')
  })
})

describe('thanks', () => {
  test('reach the person and their manager in the giver’s words, and the giver is told', async () => {
    const { desk, ada, reference, code } = await given(THANKS, { story: 'Sam was so kind.' })
    await desk.signIn({
      email: 'mo@council.example',
      name: 'Mo',
      roles: ['manager'],
      services: (await caseOf(ada, reference)).view.state.parts[0]?.services.slice() ?? [],
    })
    const { typed } = await formOf(ada, reference, 'pass-on-thanks')
    expect(typed.thanks?.[0]).toContain('Sam was so kind.')
    await can(ada, reference, 'pass-on-thanks', {
      whom: ['person'],
      email: 'sam@council.example',
      thanks: typed.thanks ?? '',
      text: typed.text ?? '',
    })
    const mails = (await desk.store.db.select().from(outbox))
      .filter(({ kind }) => kind === 'thanks')
      .map(({ sealed }) => openMail(desk.store, sealed))
    expect(mails.map(({ to }) => to)).toEqual(['sam@council.example'])
    expect(mails[0]?.text).toContain('Sam was so kind.')
    expect((await desk.wayBack(code)).messages.at(-1)?.text).toContain('passed your thanks on')
  })

  test('are passed on with one press, and quietly where the giver wants that', async () => {
    const asked = [
      { question: 'c-for.who', answer: 'Mo Kay, my worker' },
      { question: 'c-from.answer', answer: 'no' },
    ]
    const said = { story: 'So kind.', name: 'Kim Lee', asked }
    const { desk, ada, reference } = await given(THANKS, said)
    await desk.signIn({ email: 'mo@council.example', name: 'Mo Kay' })
    const offered = (await caseOf(ada, reference)).acts.find(({ id }) => id === 'pass-on-thanks')
    const { view } = await caseOf(ada, reference)
    const answer = await ada.post(`/officer/cases/${reference}/acts/pass-on-thanks`, {
      ...offered?.atOnce,
      seq: String(view.seq),
    })
    expect(answer.status).toBe(303)
    const mails = (await desk.store.db.select().from(outbox))
      .filter(({ kind }) => kind === 'thanks')
      .map(({ sealed }) => openMail(desk.store, sealed))
    expect(mails.map(({ to }) => to)).toEqual(['mo@council.example'])
    expect(mails[0]?.text).toContain('So kind.')
    expect(mails[0]?.text).not.toContain('Kim')
    const { acts } = await caseOf(ada, reference)
    expect(acts.filter(({ dueOn }) => dueOn !== null)).toEqual([])
  })

  test('to the person need an address', async () => {
    const { ada, reference } = await given(THANKS, { story: 'Sam was so kind.' })
    const answer = await act(ada, reference, 'pass-on-thanks', {
      whom: ['person'],
      email: 'sam',
      thanks: 'Kind.',
      text: 'Done.',
    })
    expect(faultsOf(answer)).toEqual(['email-wrong-form'])
  })
})

describe('others who ask', () => {
  test('keep a closed case on the desk until they have their answer', async () => {
    const { ada, reference } = await given()
    await can(ada, reference, 'answer', { outcome: 'upheld', text: 'Yes.' })
    await can(ada, reference, 'close')
    const { view } = await done(ada, reference, 'enquiry', {
      from: 'mp',
      agreed: 'not-yet',
      on: TODAY,
      dueOn: '2026-12-04',
      text: 'Asks how it stands.',
    })
    expect(view.row.dueOn).toBe('2026-12-04')
    const [first] = (await caseOf(ada, reference)).acts
    expect(first?.id).toBe('answer-enquiry')
    const answer = { enquiry: '1', on: TODAY, text: 'Answered.' }
    const early = await act(ada, reference, 'answer-enquiry', answer)
    expect(faultsOf(early)).toEqual(['agreed-missing'])
    await can(ada, reference, 'answer-enquiry', { ...answer, agreed: 'yes' })
    expect(await offeredTo(ada, reference)).not.toContain('answer-enquiry')
  })

  test('of the ombudsman cannot have a remedy before a decision', async () => {
    const { ada, reference } = await given()
    const asked = { ref: '26 1', on: TODAY, text: 'Tell us.' }
    await can(ada, reference, 'ombudsman', asked)
    const early = await act(ada, reference, 'ombudsman-remedy', {
      enquiry: '1',
      dueOn: '2026-12-04',
      text: 'Pay.',
    })
    expect(faultsOf(early)).toEqual(['act-not-decided'])
  })
})

describe('a referral for safety', () => {
  test('shows who was told and that they have it', async () => {
    const { ada, reference } = await given()
    const told = { to: 'lado', who: 'Kay Dee', on: TODAY, text: 'About a worker.' }
    await can(ada, reference, 'refer', told)
    const { view } = await done(ada, reference, 'referral-acknowledged', {
      to: 'lado',
      who: 'Kay Dee',
      on: TODAY,
    })
    expect(view.state.referrals).toEqual([{ to: 'lado', on: TODAY, acknowledgedOn: TODAY }])
    expect(await offeredTo(ada, reference)).not.toContain('referral-acknowledged')
  })

  test('is nothing that the writer reads', async () => {
    const { desk, ada, reference, code } = await given()
    const told = { to: 'police', who: 'Kay Dee', on: TODAY, text: 'About a worker.' }
    await can(ada, reference, 'refer', told)
    expect(JSON.stringify(await desk.wayBack(code))).not.toContain('worker')
  })
})

describe('a statement of complaint', () => {
  test('is to be agreed again when a point changes', async () => {
    const { ada, reference } = await given()
    await can(ada, reference, 'add-point', { text: 'They cancelled my visit.' })
    await can(ada, reference, 'send-statement', { text: 'Is this right?' })
    await can(ada, reference, 'agree-statement', { how: 'in-writing', text: 'Yes.' })
    const change = { point: '1', text: 'They cancelled two visits.' }
    const { view } = await done(ada, reference, 'change-point', change)
    expect(view.state.parts[0]?.statement).toMatchObject({ agreedOn: null, sentOn: null })
  })

  test('waits on the page of the writer, who agrees or says what to change', async () => {
    const { desk, ada, reference, code } = await given()
    await can(ada, reference, 'add-point', { text: 'They cancelled my visit.' })
    await can(ada, reference, 'send-statement', { text: 'Is this right?' })
    expect((await desk.wayBack(code)).statementSince).toBe(TODAY)
    await desk.writeBack(code, 'Two visits.', 'statement-change')
    const { view } = await caseOf(ada, reference)
    expect(view.state.unansweredSince).toBe(TODAY)
    await desk.writeBack(code, '', 'statement-agree')
    expect((await desk.wayBack(code)).statementSince).toBeNull()
    const agreed = (await caseOf(ada, reference)).view.events.at(-1)
    expect(agreed).toMatchObject({ by: 'writer', event: { kind: 'statement-agreed' } })
  })

  test('without a point cannot be sent', async () => {
    const { ada, reference } = await given()
    const answer = await act(ada, reference, 'send-statement', { text: 'Is this right?' })
    expect(faultsOf(answer)).toEqual(['act-no-points'])
  })
})

describe('a case', () => {
  test('is not closed while a part is open, and is reopened with a reason', async () => {
    const { ada, reference } = await given()
    expect(faultsOf(await act(ada, reference, 'close'))).toEqual(['act-part-still-open'])
    await can(ada, reference, 'answer', { outcome: 'upheld', text: 'Yes.' })
    await can(ada, reference, 'close', { text: 'All done.' })
    expect(await offeredTo(ada, reference)).not.toContain('close')
    const again = { reason: 'more-information', text: 'We look again.' }
    const { view } = await done(ada, reference, 'reopen', again)
    expect(view.state.closedOn).toBeNull()
  })
})

test('an investigator who is replaced opens the case no longer', async () => {
  const { desk, ada, reference } = await given()
  const roles = ['investigator' as const]
  const ina = await desk.signIn({ email: 'ina@x.example', name: 'Ina', roles })
  const ivo = await desk.signIn({ email: 'ivo@x.example', name: 'Ivo', roles })
  await can(ada, reference, 'answer', { outcome: 'upheld', text: 'Yes.' })
  await can(ada, reference, 'request-stage', { on: TODAY, because: 'not-happy', text: 'No.' })
  for (const { officer } of [ina, ivo]) {
    await can(ada, reference, 'name-investigator', {
      role: 'investigator',
      officer: `officer:${officer.id}`,
      until: '2027-02-26',
    })
  }
  expect((await ina.get(`/officer/cases/${reference}`)).status).toBe(404)
  expect((await ivo.get(`/officer/cases/${reference}`)).status).toBe(200)
})
