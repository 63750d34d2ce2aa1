import { describe, expect, test } from 'vitest'
import type { CaseEvent } from '#schema/case/case.ts'
import { day } from '#schema/dates.ts'
import { caseState } from '#schema/rules/case/case-state.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import { statementRemindersDue } from '#schema/rules/case/statement-reminder.ts'
import { inboxRow } from '#schema/rules/case/status.ts'
import { england, profileOf } from './authorities.ts'
import { label, stage2 } from './event-order.ts'
import { assuring, happened, received } from './happened.ts'

const part = { part: 1 }
const BEFORE = [
  received('2026-11-02'),
  happened('read', '2026-11-02', {}),
  happened('answered', '2026-11-10', { part: 1, stage: 1, outcome: 'not-upheld' }),
  happened('stage-requested', '2026-11-12', { ...stage2, because: 'not-happy' }),
  happened('point-set', '2026-11-16', { part: 1, point: 1, ...label }),
]
const sent = (on: string) => happened('statement-sent', on, part)
const reminded = (on: string, alert = true) =>
  happened('statement-reminded', on, { ...part, alert }, 'earshot')
const commented = (on: string) => happened('statement-commented', on, part, 'writer')
const wrote = (on: string) => happened('message-from-writer', on, { wish: null }, 'writer')

/** Monday, a week of working days later, and a week after that. */
const [SENT, FIRST, SECOND, THIRD] = ['2026-11-23', '2026-11-30', '2026-12-07', '2026-12-14']
const TWICE = [sent(SENT), reminded(FIRST), reminded(SECOND)]

describe('the writer of a statement that waits is reminded', () => {
  test.each<[string, readonly CaseEvent[], string, boolean]>([
    ['not while none was sent', [], THIRD, false],
    ['not on the fourth working day', [sent(SENT)], '2026-11-27', false],
    ['not at the weekend', [sent(SENT)], '2026-11-29', false],
    ['on the fifth working day', [sent(SENT)], FIRST, true],
    ['later where nobody looked on that day', [sent(SENT)], '2026-12-02', true],
    ['five working days over Christmas later', [sent('2026-12-23')], '2026-12-31', false],
    ['after Christmas', [sent('2026-12-23')], '2027-01-04', true],
    ['not the day after the first', [sent(SENT), reminded(FIRST)], '2026-12-01', false],
    ['a week after the first', [sent(SENT), reminded(FIRST)], SECOND, true],
    ['never a third time', TWICE, THIRD, false],
    ['never again where they left no address', [sent(SENT), reminded(FIRST, false)], SECOND, false],
    ['not when they said what to change', [sent(SENT), commented('2026-11-25')], FIRST, false],
    ['not while a message of theirs waits for us', [sent(SENT), wrote('2026-11-25')], FIRST, false],
    [
      'again once they were answered',
      [
        sent(SENT),
        wrote('2026-11-25'),
        happened('message-to-writer', '2026-11-26', { asks: false }),
      ],
      FIRST,
      true,
    ],
    [
      'not when they agreed',
      [sent(SENT), happened('statement-agreed', '2026-11-25', { ...part, how: 'page' }, 'writer')],
      FIRST,
      false,
    ],
    [
      'not while a changed one was not sent again',
      [sent(SENT), happened('point-set', '2026-11-24', { part: 1, point: 2, ...label })],
      FIRST,
      false,
    ],
    ['anew of one that was sent again', [...TWICE, sent('2026-12-08')], '2026-12-15', true],
    ['from the day of the new one', [...TWICE, sent('2026-12-08')], THIRD, false],
    [
      'not once it was taken back',
      [sent(SENT), happened('withdrawn', '2026-11-25', { ...part, who: 'writer' }, 'writer')],
      FIRST,
      false,
    ],
    [
      'not while we may not look at it',
      [
        sent(SENT),
        happened('held', '2026-11-25', {
          ...part,
          scope: 'whole',
          reason: 'proceedings-prejudice',
          assurances: assuring('2027-01-29'),
        }),
      ],
      FIRST,
      false,
    ],
  ])('%s', (_, events, today, expected) => {
    const due = statementRemindersDue(caseState([...BEFORE, ...events]), day(today), england)
    expect(due).toEqual(expected ? [1] : [])
  })
})

describe('a statement that nobody answered', () => {
  const rowOf = (events: readonly CaseEvent[]) =>
    inboxRow([...BEFORE, ...events], profileOf('coventry'), england)

  test.each<[string, string, boolean, readonly CaseEvent[]]>([
    ['waits for its writer', 'writer', false, [sent(SENT), reminded(FIRST)]],
    ['is ours after the second reminder', 'ours', true, TWICE],
    [
      'is ours at once where they left no address',
      'ours',
      true,
      [sent(SENT), reminded(FIRST, false)],
    ],
    ['waits for its writer anew when it was sent again', 'writer', false, [...TWICE, sent(THIRD)]],
    ['is answered by what is to change', 'ours', false, [...TWICE, commented(THIRD)]],
  ])('%s', (_, turn, isMarked, events) => {
    const row = rowOf(events)
    expect(row.turn).toBe(turn)
    expect(row.flags).toContain('statement-waits')
    expect(row.flags.includes('statement-unanswered')).toBe(isMarked)
  })

  test('cannot be reminded of a third time', () => {
    const third = reminded(THIRD)
    expect(mayFollow([...BEFORE, ...TWICE], third)).toEqual({ ok: false, code: 'already-done' })
  })
})
