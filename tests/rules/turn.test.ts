import { describe, expect, test } from 'vitest'
import type { CaseEvent } from '#schema/case/case.ts'
import { inboxRow } from '#schema/rules/case/status.ts'
import { england, profileOf } from './authorities.ts'
import { assuring, happened, received } from './happened.ts'

const profile = profileOf('coventry')
const MONDAY = '2026-11-23'
const read = happened('read', MONDAY, {})

function turn(...events: readonly CaseEvent[]): string {
  return inboxRow([received(MONDAY), ...events], profile, england).turn
}

describe('whose turn it is', () => {
  test.each<[string, string, readonly CaseEvent[]]>([
    ['a case that nobody has read is ours', 'ours', []],
    ['one that was read and given to nobody is ours', 'ours', [read]],
    [
      'one that a manager answers is the manager’s',
      'manager',
      [read, happened('assigned', MONDAY, { officer: 'officer:9', as: 'manager' })],
    ],
    [
      'one that was taken back from the manager is ours again',
      'ours',
      [
        read,
        happened('assigned', MONDAY, { officer: 'officer:9', as: 'manager' }),
        happened('assigned', MONDAY, { officer: null }),
      ],
    ],
    [
      'what the writer is asked is the writer’s',
      'writer',
      [read, happened('message-to-writer', MONDAY, { asks: true })],
    ],
    [
      'once the writer has answered it is ours, whoever has the case',
      'ours',
      [
        read,
        happened('assigned', MONDAY, { officer: 'officer:9', as: 'manager' }),
        happened('message-to-writer', MONDAY, { asks: true }),
        happened('message-from-writer', MONDAY, { wish: null }, 'writer'),
      ],
    ],
    [
      'an investigation that has begun is the investigator’s',
      'investigator',
      [
        read,
        happened('answered', MONDAY, { part: 1, stage: 1, outcome: 'upheld' }),
        happened('stage-requested', MONDAY, { part: 1, stage: 2, because: 'not-happy' }),
        happened('stage-started', MONDAY, { part: 1, stage: 2 }),
      ],
    ],
    [
      'once the report is in a manager adjudicates',
      'manager',
      [
        read,
        happened('answered', MONDAY, { part: 1, stage: 1, outcome: 'upheld' }),
        happened('stage-requested', MONDAY, { part: 1, stage: 2, because: 'not-happy' }),
        happened('stage-started', MONDAY, { part: 1, stage: 2 }),
        happened('report-received', MONDAY, { part: 1, stage: 2, of: 'investigator' }),
      ],
    ],
    [
      'a statement of complaint waits for the writer’s yes',
      'writer',
      [read, happened('statement-sent', MONDAY, { part: 1 })],
    ],
    [
      'one that the writer commented on is ours',
      'ours',
      [
        read,
        happened('statement-sent', MONDAY, { part: 1 }),
        happened('statement-commented', MONDAY, { part: 1 }, 'writer'),
      ],
    ],
    [
      'nothing is owed once it was answered',
      'nobody',
      [read, happened('answered', MONDAY, { part: 1, stage: 1, outcome: 'upheld' })],
    ],
    [
      'nor once it was refused',
      'nobody',
      [
        read,
        happened('refused', MONDAY, {
          part: 1,
          reason: 'out-of-time',
          assurances: assuring('2026-12-23'),
        }),
      ],
    ],
  ])('%s', (_, whose, events) => {
    expect(turn(...events)).toBe(whose)
  })
})

test('a local review to which nobody was named is no investigator’s', () => {
  const review = [
    received(MONDAY, ['corporate']),
    read,
    happened('answered', MONDAY, { part: 1, stage: 1, outcome: 'not-upheld' }),
    happened('stage-requested', MONDAY, { part: 1, stage: 2, because: 'not-happy' }),
    happened('stage-started', MONDAY, { part: 1, stage: 2 }),
  ]
  expect(inboxRow(review, profile, england).turn).toBe('ours')
})

describe('a row of the list', () => {
  test('names whose case it is, until it is taken back', () => {
    const given = [
      received(MONDAY),
      happened('assigned', MONDAY, { officer: 'officer:9', as: 'officer' }),
    ]
    expect(inboxRow(given, profile, england).assignedTo).toBe(9)
    const taken = [...given, happened('assigned', MONDAY, { officer: null })]
    expect(inboxRow(taken, profile, england).assignedTo).toBeNull()
  })

  test('says by when an advocate must have been in touch, until one was', () => {
    const asked = [
      received(MONDAY),
      happened('advocate-asked', MONDAY, { answer: 'yes', share: 'contact' }, 'writer'),
    ]
    expect(inboxRow(asked, profile, england).advocateDueOn).not.toBeNull()
    const came = [...asked, happened('advocate-contacted', MONDAY, {})]
    expect(inboxRow(came, profile, england).advocateDueOn).toBeNull()
  })

  test('holds the services of all parts once', () => {
    const row = inboxRow([received(MONDAY, ['statutory', 'corporate'])], profile, england)
    expect(row.services).toEqual(['social-work'])
  })
})
