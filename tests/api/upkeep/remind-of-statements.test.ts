import { describe, expect, test } from 'vitest'
import { givenAuthority } from './given.ts'

const ALERT = { alert: { kind: 'email', value: 'me@example.org' } } as const
const part = { part: 1 }
const label = { service: null, reason: null, subReason: null }
/** A Monday, a week of working days later, and so on. */
const [FIRST, SECOND, THIRD] = ['2026-11-30', '2026-12-07', '2026-12-14']

/** A complaint whose statement was sent on Monday 23 November and waits for its writer. */
async function givenStatement(answers: Readonly<Record<string, unknown>> = ALERT) {
  const given = await givenAuthority()
  const { reference } = await given.receive({}, answers)
  await given.happens(reference, 'read', {})
  await given.happens(reference, 'point-set', { part: 1, point: 1, ...label })
  await given.happens(reference, 'statement-sent', part)
  return {
    ...given,
    reference,

    /** The first round of a start on this day, in which everything hourly is done. */
    async round(on: string) {
      given.until(`${on}T12:00:00.000Z`)
      const upkeep = await given.start()
      await upkeep.runOnce()
      await upkeep.stop()
    },

    /** The days on which the writer was reminded, and to whom a line went. */
    async reminders() {
      const events = await given.events(reference)
      const mails = await given.mails()
      return {
        noted: events.filter(({ kind }) => kind === 'statement-reminded').map(({ on }) => on),
        sent: mails.filter(({ kind }) => kind === 'alert').map(({ to }) => to),
      }
    },
  }
}

const NONE = { noted: [], sent: [] }
const to = 'me@example.org'

describe('the writer of a statement that waits', () => {
  test('is reminded twice, then it is for an officer to telephone', async () => {
    const given = await givenStatement()
    await given.round('2026-11-27')
    expect(await given.reminders()).toEqual(NONE)
    await given.round(FIRST)
    expect(await given.reminders()).toEqual({ noted: [FIRST], sent: [to] })
    expect((await given.mails()).at(-1)?.subject).toBe('You have a message')
    expect(await given.row(given.reference)).toMatchObject({
      turn: 'writer',
      flags: ['advocacy-offer', 'statement-waits'],
    })
    await given.round(SECOND)
    expect(await given.reminders()).toEqual({ noted: [FIRST, SECOND], sent: [to, to] })
    expect(await given.row(given.reference)).toMatchObject({
      turn: 'ours',
      flags: ['advocacy-offer', 'statement-waits', 'statement-unanswered'],
    })
    await given.round(THIRD)
    expect((await given.reminders()).noted).toEqual([FIRST, SECOND])
  })

  test('is reminded once, however often it is looked at that day', async () => {
    const given = await givenStatement()
    await given.round(FIRST)
    await given.round(FIRST)
    expect(await given.reminders()).toEqual({ noted: [FIRST], sent: [to] })
  })

  test('who left no address is sent nothing: an officer is told that they wait', async () => {
    const given = await givenStatement({})
    await given.round(FIRST)
    await given.round(SECOND)
    expect(await given.reminders()).toEqual({ noted: [FIRST], sent: [] })
    expect((await given.events(given.reference)).at(-1)?.data).toEqual({ ...part, alert: false })
    expect((await given.row(given.reference))?.flags).toContain('statement-unanswered')
  })

  test('is not reminded once they said what to change', async () => {
    const given = await givenStatement()
    await given.happens(given.reference, 'statement-commented', part, 'writer')
    await given.round(FIRST)
    expect(await given.reminders()).toEqual(NONE)
  })

  test('is not reminded once they agreed', async () => {
    const given = await givenStatement()
    await given.happens(given.reference, 'statement-agreed', { ...part, how: 'page' }, 'writer')
    await given.round(FIRST)
    expect(await given.reminders()).toEqual(NONE)
  })

  test('is not reminded once it was closed', async () => {
    const given = await givenStatement()
    await given.happens(given.reference, 'withdrawn', { ...part, who: 'writer' }, 'writer')
    await given.happens(given.reference, 'closed', {})
    await given.round(FIRST)
    expect(await given.reminders()).toEqual(NONE)
  })
})
