import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { readEvents } from '#api/cases/events.ts'
import { listedRow } from '#api/cases/list.ts'
import { cases, events, inbox, outbox, parts, reads } from '#api/store/tables.ts'
import { loadContent } from '#content/index.ts'
import { localDateOf } from '#schema/dates.ts'
import { inboxRow } from '#schema/rules/case/status.ts'
import { englandAndWales } from '#schema/rules/days/bank-holidays.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from './desk.ts'

type Desk = Awaited<ReturnType<typeof openDesk>>
type Officer = Awaited<ReturnType<Desk['signIn']>>

const STORY = 'They cancelled my visit. Nobody told me why.'

async function seqOf(officer: Officer, reference: string): Promise<string> {
  const { view } = pageOf(await officer.get(`/officer/cases/${reference}`), 'case')
  return String(view.seq)
}

/** A change of route with all that a lesser one needs. */
const LESS = {
  act: 'change',
  to: 'corporate',
  reason: 'outside-procedure',
  text: 'Your school decides about this, so another team looks at it.',
  still: ['say-more', 'ombudsman'],
  reviewOn: '2026-12-07',
  advocacyReminder: 'yes',
  ombudsmanLine: 'yes',
} as const

describe('an officer who opens a case', () => {
  test('reads the words unaltered, each beside the question as it was shown', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({
      facts: A_YOUNG_PERSON,
      answers: {
        story: STORY,
        asked: [{ question: 'yp-when.answer', answer: 'last-week' }],
      },
    })
    const ada = await desk.signIn()
    const { view } = pageOf(await ada.get(`/officer/cases/${reference}`), 'case')
    expect(view.submitted?.answers.story).toBe(STORY)
    const asked = view.submitted?.asked.find(({ question }) => question === 'yp-when.answer')
    expect(asked?.wording).not.toBe('')
    expect(view.triage).toMatchObject({ category: 'statutory', rule: 'C7' })
    expect(
      view.triage.reasons.every(({ officer, writer, source }) => officer && writer && source),
    ).toBe(true)
    const stage1 = view.dates.find(({ due }) => due.clock === 'stage-1')
    expect(stage1?.due.dueOn).toBe('2026-12-07')
    expect(stage1?.days.filter(({ counts }) => counts)).toHaveLength(10)
  })

  test('leaves a trace of every reading', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn()
    await ada.get(`/officer/cases/${reference}`)
    desk.minutesOn(1)
    await ada.get(`/officer/cases/${reference}`)
    const kept = await desk.store.db.select().from(reads)
    expect(kept.map(({ officerId, at }) => [officerId, at])).toEqual([
      [ada.officer.id, '2026-11-23T09:00:00.000Z'],
      [ada.officer.id, '2026-11-23T09:01:00.000Z'],
    ])
  })

  test('lets the writer know, once, that somebody reads it', async () => {
    const desk = await openDesk()
    const { reference, code } = await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn()
    expect((await desk.wayBack(code)).status).toMatch(/received$/)
    await Promise.all([1, 2, 3].map(() => ada.get(`/officer/cases/${reference}`)))
    expect((await desk.wayBack(code)).status).toMatch(/reading$/)
    const read = await desk.store.db.select().from(events).where(eq(events.kind, 'read'))
    expect(read).toHaveLength(1)
  })
})

describe('a decision on the route', () => {
  test('that confirms it needs nothing more', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn()
    const seq = await seqOf(ada, reference)
    const saved = await ada.post(`/officer/cases/${reference}`, { act: 'confirm', seq })
    expect(saved).toMatchObject({ status: 303, location: `/officer/cases/${reference}?saved=yes` })
    const { view } = pageOf(await ada.get(`/officer/cases/${reference}`), 'case')
    expect(view.events.at(-1)).toMatchObject({ by: 'Ada', event: { kind: 'route-confirmed' } })
  })

  test('to a young person has the formal letter beside the plain words, with all that is owed in both', async () => {
    const desk = await openDesk()
    const { reference, code } = await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn()
    const seq = await seqOf(ada, reference)
    const beside = 'The school is responsible under the Education Act 1996.'
    await ada.post(`/officer/cases/${reference}`, { ...LESS, beside, seq })
    const text = (await desk.wayBack(code)).decisions.at(-1)?.text ?? ''
    const [plain = '', formal = ''] = text.split('The same in a formal letter:')
    expect(plain).toContain(LESS.text)
    expect(formal).toContain(beside)
    for (const said of ['0300 061 0614', 'Monday 7 December', 'advocate', 'tell us more'])
      expect(formal).toContain(said)
    expect(plain).toContain('0300 061 0614')
  })

  test('that changes it reaches the writer in the officer’s words, with all that is owed beside them', async () => {
    const desk = await openDesk()
    const { reference, code } = await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn()
    const seq = await seqOf(ada, reference)
    const saved = await ada.post(`/officer/cases/${reference}`, { ...LESS, seq })
    expect(saved.status).toBe(303)
    const { view } = pageOf(await ada.get(`/officer/cases/${reference}`), 'case')
    expect(view.row.category).toBe('corporate')
    const text = view.events.at(-1)?.text ?? ''
    for (const said of [LESS.text, 'You can tell us more', 'Monday 7 December', '0300 061 0614'])
      expect(text).toContain(said)
    const back = await desk.wayBack(code)
    expect(back.decisions).toEqual([{ on: '2026-11-23', text }])
    expect(JSON.stringify(back)).not.toContain('Ada')
  })

  test('keeps its words sealed with the key of the case', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn()
    const seq = await seqOf(ada, reference)
    await ada.post(`/officer/cases/${reference}`, { ...LESS, seq })
    const rows = await desk.store.db.select().from(events)
    expect(JSON.stringify(rows.map(({ data }) => data))).not.toContain('school')
    expect(Buffer.from(rows.at(-1)?.sealed ?? []).toString('latin1')).not.toContain('school')
  })

  test.each([
    ['its ground', { reason: '' }, { field: 'reason', code: 'missing' }],
    ['a reason for the writer', { text: ' ' }, { field: 'text', code: 'missing' }],
    ['what it is changed to', { to: '' }, { field: 'to', code: 'missing' }],
    ['what can still be done', { still: [] }, { field: 'still', code: 'missing' }],
    ['a day to look again', { reviewOn: '' }, { field: 'reviewOn', code: 'missing' }],
    ['a day still to come', { reviewOn: '2026-11-23' }, { field: 'reviewOn', code: 'past' }],
    [
      'the advocacy reminder',
      { advocacyReminder: '' },
      { field: 'advocacyReminder', code: 'missing' },
    ],
    ['the ombudsman line', { ombudsmanLine: '' }, { field: 'ombudsmanLine', code: 'missing' }],
    [
      'a ground that fits',
      { reason: 'proceedings-prejudice' },
      { field: 'reason', code: 'does-not-fit' },
    ],
    ['another category', { to: 'statutory' }, { field: 'to', code: 'same-route' }],
  ])(
    'that takes a child’s complaint out of the procedure is not saved without %s',
    async (_, change, fault) => {
      const desk = await openDesk()
      const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
      const ada = await desk.signIn()
      const seq = await seqOf(ada, reference)
      const refused = await ada.post(`/officer/cases/${reference}`, { ...LESS, seq, ...change })
      const page = pageOf(refused, 'case')
      expect(refused.status).toBe(422)
      expect(page.faults).toEqual([fault])
      expect(page.typed.text?.[0]).toBe('text' in change ? change.text : LESS.text)
      expect(page.view.row.category).toBe('statutory')
      expect(page.view.seq).toBe(Number(seq))
    },
  )

  test.each([
    ['refuses', { act: 'refuse', reason: 'out-of-time' }, 'answered'],
    ['holds', { act: 'hold', reason: 'proceedings-prejudice' }, 'reading'],
    ['hands over', { act: 'hand-over', reason: 'not-our-function' }, 'answered'],
  ])('that %s needs what every lesser one needs', async (_, act, status) => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn()
    const seq = await seqOf(ada, reference)
    const bare = await ada.post(`/officer/cases/${reference}`, { ...act, seq })
    expect(pageOf(bare, 'case').faults.map(({ field }) => field)).toEqual([
      'text',
      'still',
      'reviewOn',
      'advocacyReminder',
      'ombudsmanLine',
    ])
    const full = await ada.post(`/officer/cases/${reference}`, { ...LESS, ...act, seq })
    expect(full.status).toBe(303)
    const { view } = pageOf(await ada.get(`/officer/cases/${reference}`), 'case')
    expect(view.row.status).toBe(status)
  })

  test('cannot confirm that something is not ours, which would hand it over without a word', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({
      facts: { who: 'parent', service: 'police', wants: 'put-right' },
    })
    const ada = await desk.signIn()
    const seq = await seqOf(ada, reference)
    const refused = await ada.post(`/officer/cases/${reference}`, { act: 'confirm', seq })
    expect(pageOf(refused, 'case').faults).toEqual([
      { field: 'act', code: 'confirm-says-too-little' },
    ])
  })

  test('that gives the writer more needs a ground and a reason alone', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({
      facts: { who: 'public', service: 'social-work', wants: 'put-right' },
    })
    const ada = await desk.signIn()
    const seq = await seqOf(ada, reference)
    const saved = await ada.post(`/officer/cases/${reference}`, {
      act: 'change',
      to: 'statutory',
      reason: 'more-information',
      text: 'You look after the child, so the law says you can complain.',
      seq,
    })
    expect(saved.status).toBe(303)
  })

  test('on what is out of date is not saved, and its words stay', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn()
    const bo = await desk.signIn({ email: 'bo@council.example', name: 'Bo' })
    const seq = await seqOf(ada, reference)
    expect((await bo.post(`/officer/cases/${reference}`, { act: 'confirm', seq })).status).toBe(303)
    const late = await ada.post(`/officer/cases/${reference}`, { ...LESS, seq })
    const page = pageOf(late, 'case')
    expect(late.status).toBe(409)
    expect(page.faults).toEqual([{ field: 'seq', code: 'out-of-date' }])
    expect(page.typed.text).toEqual([LESS.text])
    expect(page.view.row.category).toBe('statutory')
  })

  test('of two officers at the same moment is saved once, and each of their presses is told which', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn()
    const bo = await desk.signIn({ email: 'bo@council.example', name: 'Bo' })
    const seq = await seqOf(ada, reference)
    const pressing = [ada, bo, ada, bo, ada, bo].map((one) =>
      one.post(`/officer/cases/${reference}`, { ...LESS, seq }),
    )
    const all = (await Promise.all(pressing)).map(({ status }) => status)
    expect(all.toSorted()).toEqual([303, 303, 303, 409, 409, 409])
    expect(new Set(all.filter((_, nth) => nth % 2 === 0)).size).toBe(1)
    const changed = await desk.store.db
      .select()
      .from(events)
      .where(eq(events.kind, 'route-changed'))
    expect(changed).toHaveLength(1)
  })

  test('leaves list and parts as the events say', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn()
    const seq = await seqOf(ada, reference)
    await ada.post(`/officer/cases/${reference}`, { ...LESS, seq })
    const content = loadContent('content')
    const profile = content.authorities.get('coventry')
    const [kept] = await desk.store.db.select().from(inbox)
    if (profile === undefined || kept === undefined) throw new Error('nothing kept')
    const calendar = englandAndWales(content.bankHolidays)
    const happened = (await readEvents(desk.store, kept.caseId)).map(({ event }) => event)
    const day = { today: localDateOf(desk.clock.now), calendar }
    const derived = { ...inboxRow(happened, profile, calendar), reference }
    const nobody = new Map<number, string>()
    expect(listedRow(kept, day, nobody)).toEqual(listedRow(derived, day, nobody))
    expect(await desk.store.db.select().from(parts)).toMatchObject([{ category: 'corporate' }])
  })

  test('tells a writer who asked for it that there is a message, and nothing else', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({
      facts: A_YOUNG_PERSON,
      answers: { alert: { kind: 'email', value: 'me@mail.example' } },
    })
    const ada = await desk.signIn()
    const seq = await seqOf(ada, reference)
    await ada.post(`/officer/cases/${reference}`, { ...LESS, seq })
    const alerts = await desk.store.db.select().from(outbox).where(eq(outbox.kind, 'alert'))
    const [mail] = alerts.map(({ sealed }) =>
      JSON.parse(desk.store.keys.own.open(sealed ?? Buffer.alloc(0)).toString()),
    )
    expect(alerts).toHaveLength(1)
    expect(mail.to).toBe('me@mail.example')
    expect(JSON.stringify(mail)).not.toContain(reference)
  })

  test('cannot be made once the words of the case were erased', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn()
    const seq = await seqOf(ada, reference)
    const [row] = await desk.store.db.select().from(cases)
    await desk.store.keys.destroyCaseKey(row?.keyId ?? '')
    const { view } = pageOf(await ada.get(`/officer/cases/${reference}`), 'case')
    expect(view.submitted).toBeUndefined()
    const refused = await ada.post(`/officer/cases/${reference}`, { ...LESS, seq })
    expect(refused.status).toBe(403)
  })
})

describe('a decision that is sent after the session has ended', () => {
  const WRITTEN = { ...LESS, still: ['say-more', 'ombudsman'] }

  async function tooLate(desk: Desk) {
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const ada = await desk.signIn()
    const seq = await seqOf(ada, reference)
    desk.minutesOn(16)
    const answer = await ada.post(`/officer/cases/${reference}`, { ...WRITTEN, seq })
    return { ada, reference, seq, answer }
  }

  test('comes back with every word, and nothing of it is saved', async () => {
    const desk = await openDesk()
    const { answer, seq } = await tooLate(desk)
    const page = pageOf(answer, 'session-ended')
    expect(answer.status).toBe(401)
    expect(page.faults).toEqual([{ field: 'session', code: 'ended' }])
    expect(page.typed).toEqual({
      act: ['change'],
      to: ['corporate'],
      reason: ['outside-procedure'],
      text: [LESS.text],
      still: ['say-more', 'ombudsman'],
      reviewOn: ['2026-12-07'],
      advocacyReminder: ['yes'],
      ombudsmanLine: ['yes'],
      seq: [seq],
    })
    const changed = await desk.store.db
      .select()
      .from(events)
      .where(eq(events.kind, 'route-changed'))
    expect(changed).toEqual([])
  })

  test('is saved as it came back, once the officer is signed in again', async () => {
    const desk = await openDesk()
    const { ada, reference, answer } = await tooLate(desk)
    const { typed } = pageOf(answer, 'session-ended')
    const again = await desk.signIn({ email: 'bo@council.example' })
    for (const [name, value] of again.cookies) ada.cookies.set(name, value)
    const saved = await ada.post(`/officer/cases/${reference}`, typed)
    expect(saved).toMatchObject({ status: 303, location: `/officer/cases/${reference}?saved=yes` })
  })

  test('meets what happened meanwhile, and still keeps its words', async () => {
    const desk = await openDesk()
    const { ada, reference, answer } = await tooLate(desk)
    const { typed } = pageOf(answer, 'session-ended')
    const bo = await desk.signIn({ email: 'bo@council.example' })
    const seq = await seqOf(bo, reference)
    await bo.post(`/officer/cases/${reference}`, { act: 'confirm', seq })
    for (const [name, value] of bo.cookies) ada.cookies.set(name, value)
    const late = await ada.post(`/officer/cases/${reference}`, typed)
    expect(late.status).toBe(409)
    expect(pageOf(late, 'case').typed.text).toEqual([LESS.text])
  })

  test('is told nothing of the case, not even that there is one', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const stranger = desk.browser()
    const answers = [reference, 'C2D3F4H6'].map(async (each) => {
      const { status, text } = await stranger.post(`/officer/cases/${each}`, {
        ...WRITTEN,
        seq: '1',
      })
      return [status, text.replaceAll(each, 'REFERENCE')]
    })
    const [known, unknown] = await Promise.all(answers)
    expect(known).toEqual(unknown)
    expect(await desk.store.db.select().from(reads)).toEqual([])
  })

  test('is refused and not repeated when another site made the browser send it', async () => {
    const desk = await openDesk()
    const { reference } = await desk.submit({ facts: A_YOUNG_PERSON })
    const answer = await desk.browser().ask(`/officer/cases/${reference}`, {
      method: 'POST',
      headers: { 'Sec-Fetch-Site': 'cross-site' },
      body: new URLSearchParams({ text: LESS.text }),
    })
    expect([answer.status, answer.text]).toEqual([403, '{"error":{"code":"refused-origin"}}'])
  })
})
