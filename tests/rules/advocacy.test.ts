import { describe, expect, test } from 'vitest'
import type { CaseEvent } from '#schema/case/case.ts'
import { day } from '#schema/dates.ts'
import { advocacyOf, countedAdvocacy, isChaseDue } from '#schema/rules/case/advocacy.ts'
import { england as CALENDAR, profileOf } from './authorities.ts'
import { happened, received } from './happened.ts'

const COVENTRY = profileOf('coventry')

const asks = (on: string) =>
  happened('advocate-asked', on, { answer: 'yes', share: 'contact' }, 'writer')
const contacts = (on: string) => happened('advocate-contacted', on, {}, 'advocate')
const ends = (on: string) => happened('advocate-ended', on, {}, 'writer')
const chases = (on: string) => happened('advocate-chased', on, {}, 'earshot')

describe('what became of the offer of an advocate', () => {
  test('nothing was offered when nobody asked and nobody answered', () => {
    expect(advocacyOf([received('2026-11-23')])).toMatchObject({ offered: false, answer: null })
  })

  test('whoever asks for an advocate alone is waiting for one', () => {
    const only = received('2026-11-23', ['comment'], { ask: 'advocate-only' })
    expect(advocacyOf([only])).toMatchObject({ answer: 'yes', askedOn: '2026-11-23' })
  })

  test('asking twice counts from the first time', () => {
    const events = [received('2026-11-23'), asks('2026-11-24'), asks('2026-11-27')]
    expect(advocacyOf(events).askedOn).toBe('2026-11-24')
  })

  test('the writer decides again what is shared and whether the advocate may act', () => {
    const allowed = { share: 'contact-and-words', mayAct: true } as const
    const events = [
      received('2026-11-23'),
      asks('2026-11-24'),
      happened('advocate-allowed', '2026-11-25', allowed, 'writer'),
    ]
    expect(advocacyOf(events)).toMatchObject(allowed)
  })

  test('after an end nothing of the old permission is left, and the next asking is a new round', () => {
    const allowed = { share: 'contact-and-words', mayAct: true } as const
    const before = [
      received('2026-11-23'),
      asks('2026-11-24'),
      happened('advocate-allowed', '2026-11-25', allowed, 'writer'),
      contacts('2026-11-26'),
      ends('2026-11-27'),
    ]
    expect(advocacyOf(before)).toMatchObject({
      askedOn: null,
      share: null,
      mayAct: false,
      round: 1,
    })
    expect(advocacyOf([...before, asks('2026-12-01')])).toMatchObject({
      askedOn: '2026-12-01',
      share: 'contact',
      mayAct: false,
      contactedOn: null,
      round: 1,
    })
  })
})

describe('reminding the provider', () => {
  const due = (events: readonly CaseEvent[], today: string) =>
    isChaseDue(advocacyOf([received('2026-11-23'), ...events]), day(today), COVENTRY, CALENDAR)

  test.each([
    ['not on the day that was promised', [asks('2026-11-23')], '2026-11-26', false],
    ['from the day after it', [asks('2026-11-23')], '2026-11-27', true],
    [
      'not when they were in touch',
      [asks('2026-11-23'), contacts('2026-11-25')],
      '2026-11-27',
      false,
    ],
    ['not when the writer ended it', [asks('2026-11-23'), ends('2026-11-24')], '2026-11-27', false],
    [
      'not within a week of the last',
      [asks('2026-11-23'), chases('2026-11-27')],
      '2026-12-03',
      false,
    ],
    ['a week after the last', [asks('2026-11-23'), chases('2026-11-27')], '2026-12-04', true],
    ['never when none was asked for', [], '2027-01-15', false],
  ])('%s', (_, events, today, expected) => {
    expect(due(events, today)).toBe(expected)
  })
})

describe('what a case adds to the count of offers', () => {
  const says = (answer: 'yes' | 'not-now' | 'have-one') =>
    happened('advocate-asked', '2026-11-23', { answer, share: null }, 'writer')

  test.each<[string, readonly CaseEvent[], ReturnType<typeof countedAdvocacy>]>([
    ['nothing was said', [], { offered: false, answer: null, daysToContact: null }],
    [
      'an officer offered one',
      [happened('advocate-offered', '2026-11-24', {})],
      { offered: true, answer: null, daysToContact: null },
    ],
    ['no', [says('not-now')], { offered: true, answer: 'not-now', daysToContact: null }],
    [
      'they have one',
      [says('have-one')],
      { offered: true, answer: 'have-one', daysToContact: null },
    ],
    [
      'yes, and nobody came yet',
      [says('yes')],
      { offered: true, answer: 'yes', daysToContact: null },
    ],
    [
      'a yes after a no, from the day of the yes, over a weekend',
      [says('not-now'), asks('2026-11-27'), contacts('2026-11-30')],
      { offered: true, answer: 'yes', daysToContact: 1 },
    ],
    [
      'a yes that was ended later',
      [says('yes'), contacts('2026-11-25'), ends('2026-11-26')],
      { offered: true, answer: 'yes', daysToContact: 2 },
    ],
  ])('%s', (_, events, counted) => {
    expect(countedAdvocacy([received('2026-11-23'), ...events], CALENDAR)).toEqual(counted)
  })
})
