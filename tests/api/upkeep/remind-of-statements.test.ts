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
    const { round, reminders, row, reference, mails } = await givenStatement()
    await round('2026-11-27')
    expect(await reminders()).toEqual(NONE)
    await round(FIRST)
    expect(await reminders()).toEqual({ noted: [FIRST], sent: [to] })
    expect((await mails()).at(-1)?.subject).toBe('You have a message')
    expect(await row(reference)).toMatchObject({ turn: 'writer', flags: ['statement-waits'] })
    await round(SECOND)
    expect(await reminders()).toEqual({ noted: [FIRST, SECOND], sent: [to, to] })
    expect(await row(reference)).toMatchObject({
      turn: 'ours',
      flags: ['statement-waits', 'statement-unanswered'],
    })
    await round(THIRD)
    expect((await reminders()).noted).toEqual([FIRST, SECOND])
  })

  test('is reminded once, however often it is looked at that day', async () => {
    const { round, reminders } = await givenStatement()
    await round(FIRST)
    await round(FIRST)
    expect(await reminders()).toEqual({ noted: [FIRST], sent: [to] })
  })

  test('who left no address is sent nothing: an officer is told that they wait', async () => {
    const { round, reminders, row, events, reference } = await givenStatement({})
    await round(FIRST)
    await round(SECOND)
    expect(await reminders()).toEqual({ noted: [FIRST], sent: [] })
    expect((await events(reference)).at(-1)?.data).toEqual({ ...part, alert: false })
    expect((await row(reference))?.flags).toContain('statement-unanswered')
  })

  test('is not reminded once they said what to change', async () => {
    const { round, reminders, happens, reference } = await givenStatement()
    await happens(reference, 'statement-commented', part, 'writer')
    await round(FIRST)
    expect(await reminders()).toEqual(NONE)
  })

  test('is not reminded once they agreed', async () => {
    const { round, reminders, happens, reference } = await givenStatement()
    await happens(reference, 'statement-agreed', { ...part, how: 'page' }, 'writer')
    await round(FIRST)
    expect(await reminders()).toEqual(NONE)
  })

  test('is not reminded once it was closed', async () => {
    const { round, reminders, happens, reference } = await givenStatement()
    await happens(reference, 'withdrawn', { ...part, who: 'writer' }, 'writer')
    await happens(reference, 'closed', {})
    await round(FIRST)
    expect(await reminders()).toEqual(NONE)
  })
})
