import { describe, expect, test } from 'vitest'
import { act, can, type Desk, done, faultsOf, formOf, type Officer, offeredTo } from './acting.ts'
import { A_YOUNG_PERSON, openDesk, pageOf } from './desk.ts'

const DAY = 24 * 60

/** A statutory complaint of a young person, with an officer, an investigator and an independent person. */
async function givenComplaint() {
  const desk = await openDesk()
  const sent = await desk.submit({ facts: A_YOUNG_PERSON })
  const ada = await desk.signIn()
  return { desk, ...sent, ada }
}

async function on(desk: Desk, officer: Officer, days: number): Promise<void> {
  desk.minutesOn(days * DAY)
  // A session ends after some minutes without use: a new day begins with signing in.
  await desk.signInAgain(officer)
}

describe('a statutory complaint', () => {
  test('lives from receipt to the ombudsman', async () => {
    const { desk, reference, code, ada } = await givenComplaint()
    const io = await desk.signIn({ email: 'io@x.example', name: 'Ina', roles: ['investigator'] })
    const ip = await desk.signIn({ email: 'ip@x.example', name: 'Pat', roles: ['independent'] })

    await can(ada, reference, 'acknowledge', { text: 'I have read it.' })
    await can(ada, reference, 'freeze-decision', { text: 'The move waits.' })
    await can(ada, reference, 'add-point', { text: 'They cancelled my visit.' })
    await can(ada, reference, 'add-point', { text: 'Nobody told me why.' })
    const statement = await formOf(ada, reference, 'send-statement')
    expect(statement.typed.text?.[0]).toContain('2. Nobody told me why.')
    const oneOfTwo = `/officer/cases/${reference}/acts/change-point?part=1&point=2`
    expect(pageOf(await ada.get(oneOfTwo), 'act').typed.text).toEqual(['Nobody told me why.'])
    await can(ada, reference, 'answer-point', { point: '1', outcome: 'upheld', text: 'True.' })
    const { form } = await formOf(ada, reference, 'answer')
    expect(form.first).toEqual({ act: 'answer-point', because: 'points-unanswered' })
    const early = await act(ada, reference, 'answer', { text: 'Here is our answer.' })
    expect(faultsOf(early)).toEqual(['act-points-unanswered'])
    await can(ada, reference, 'answer-point', { point: '2', outcome: 'not-upheld', text: 'Told.' })
    const answered = await done(ada, reference, 'answer', { text: 'Here is our answer.' })
    expect(answered.view.state.parts[0]?.stages[0]?.outcome).toBe('partly-upheld')
    expect((await desk.wayBack(code)).messages.at(-1)?.text).toContain('0300 061 0614')

    await on(desk, ada, 7)
    const unhappy = { on: '2026-11-30', because: 'not-happy', text: 'Not good enough.' }
    await can(ada, reference, 'request-stage', unhappy)
    await can(ada, reference, 'acknowledge-request', { text: 'We have it.' })
    const starting = await act(ada, reference, 'start-stage', { on: '2026-11-30' })
    expect(faultsOf(starting)).toEqual(['act-statement-not-agreed'])
    await can(ada, reference, 'send-statement', { text: 'Is this right?' })
    await can(ada, reference, 'agree-statement', { how: 'aloud', text: 'Yes, that is it.' })
    await can(ada, reference, 'start-stage', { on: '2026-11-30' })
    for (const [role, who] of [
      ['investigator', io],
      ['independent', ip],
    ] as const) {
      const officer = `officer:${who.officer.id}`
      await can(ada, reference, 'name-investigator', { role, officer, until: '2027-02-26' })
    }
    const unread = await act(ada, reference, 'answer', { text: 'Our answer.' })
    expect(faultsOf(unread)).toEqual(['act-reports-missing'])
    await desk.signInAgain(io)
    await desk.signInAgain(ip)
    await can(io, reference, 'hand-in-report', { of: 'investigator', text: 'My report.' })
    const foreign = await act(ip, reference, 'hand-in-report', { of: 'investigator', text: 'X' })
    expect(faultsOf(foreign)).toEqual(['of-unknown'])
    await can(ip, reference, 'hand-in-report', { of: 'independent', text: 'I agree with it.' })
    for (const point of ['1', '2'])
      await can(ada, reference, 'answer-point', { point, outcome: 'upheld', text: 'True.' })
    await can(ada, reference, 'answer', { text: 'We agree with the reports.' })

    await can(ada, reference, 'request-stage', { ...unhappy, text: 'I want a panel.' })
    expect(await offeredTo(ada, reference)).not.toContain('panel-met')
    await can(ada, reference, 'acknowledge-request', { text: 'We have it.' })
    const sitsAgain = await act(ada, reference, 'name-panel', { text: 'Sam Lee\nPat\nJo Day' })
    expect(faultsOf(sitsAgain)).toEqual(['text-sat-before'])
    const two = await act(ada, reference, 'name-panel', { text: 'Sam Lee\nJo Day' })
    expect(faultsOf(two)).toEqual(['text-three-lines'])
    await can(ada, reference, 'name-panel', { text: 'Sam Lee\nJo Day\nMax Ito' })
    const soon = { meetsOn: '2026-12-11', text: 'At the library.' }
    expect(faultsOf(await act(ada, reference, 'arrange-panel', soon))).toEqual([
      'meetsOn-notice-too-short',
    ])
    await can(ada, reference, 'arrange-panel', { ...soon, meetsOn: '2026-12-14' })
    await on(desk, ada, 14)
    await can(ada, reference, 'panel-met', { on: '2026-12-14' })
    const afterIt = await offeredTo(ada, reference)
    expect(afterIt.filter((id) => ['start-stage', 'refuse-stage'].includes(id))).toEqual([])
    const unreported = await act(ada, reference, 'answer', { outcome: 'upheld', text: 'X' })
    expect(faultsOf(unreported)).toEqual(['act-panel-not-reported'])
    await can(ada, reference, 'panel-reported', { on: '2026-12-14', text: 'Do better.' })
    for (const point of ['1', '2'])
      await can(ada, reference, 'answer-point', { point, outcome: 'upheld', text: 'True.' })
    await can(ada, reference, 'answer', { text: 'We do all of it.' })
    await can(ada, reference, 'close')

    const ref = '26 012 345'
    const asked = { ref, on: '2026-12-14', dueOn: '2027-01-11', text: 'Send us the file.' }
    const open = await done(ada, reference, 'ombudsman', asked)
    expect(open.view.row.dueOn).toBe('2027-01-11')
    await can(ada, reference, 'answer-ombudsman', {
      enquiry: '1',
      on: '2026-12-14',
      text: 'Sent.',
    })
    const decision = (await formOf(ada, reference, 'ombudsman-decided')).form.fields.find(
      ({ name }) => name === 'decision',
    )?.options[0]?.value
    await can(ada, reference, 'ombudsman-decided', {
      enquiry: '1',
      decision: decision ?? '',
      on: '2026-12-14',
      text: 'Fault.',
    })
    await can(ada, reference, 'ombudsman-remedy', {
      enquiry: '1',
      dueOn: '2027-01-29',
      text: 'Say sorry and pay £250.',
    })
    await can(ada, reference, 'paid', {
      stage: 'ombudsman',
      kind: 'remedy',
      amount: '£250.00',
      on: '2026-12-14',
    })
    const { view } = await done(ada, reference, 'ombudsman-remedy-done', {
      remedy: '1-1',
      on: '2026-12-14',
      text: 'Paid.',
    })
    expect(view.state.ombudsman[0]?.remedies[0]?.doneOn).toBe('2026-12-14')
    expect(view.events.find(({ event }) => event.kind === 'paid')?.event.data).toEqual({
      stage: 'ombudsman',
      kind: 'remedy',
      pence: 25_000,
    })
  })
})
