import { describe, expect, test } from 'vitest'
import { decide, type Reading } from '#schema/rules/triage/triage.ts'
import type { Facts } from '#schema/triage/facts.ts'
import type { Flag } from '#schema/vocabulary.ts'
import { facts, reading } from './triage-given.ts'

type Row = readonly [about: string, Partial<Facts>, Partial<Reading>]

const parent = { who: 'parent' } as const
const silent = { signals: [] } as const
const flagsOf = (change: Partial<Facts>, read: Partial<Reading> = {}) =>
  decide(facts(change), reading(read)).flags

describe('a flag is set', () => {
  const rows: readonly (readonly [...Row, Flag])[] = [
    ['F1: danger now', { danger_now: 'yes' }, {}, 'safeguarding'],
    ['F2: danger not sure', { danger_now: 'not-sure' }, {}, 'safeguarding'],
    ['F2: words of harm', {}, { signals: ['harm'] }, 'safeguarding'],
    ['F3: over a year', { within_12_months: 'no' }, {}, 'out-of-time'],
    [
      'F4: an advocate, child not asked',
      { who: 'advocate', speaking_for: 'child', child_agrees: 'not-asked' },
      {},
      'consent-needed',
    ],
    [
      'F4: a professional, child cannot say',
      { who: 'professional', speaking_for: 'child', child_agrees: 'cannot-say' },
      {},
      'consent-needed',
    ],
    [
      'F4: a parent, child said no',
      { ...parent, speaking_for: 'child', child_agrees: 'no' },
      {},
      'consent-needed',
    ],
    [
      'F4: a nan who did not say for whom, child not asked',
      { who: 'grandparent', child_agrees: 'not-asked' },
      {},
      'consent-needed',
    ],
    ['F5: praise and complaint', {}, { signals: ['praise', 'complaint'] }, 'mixed'],
    [
      'F5: some good, some not, by tick',
      { also_thanks: 'yes', wants: 'put-right' },
      silent,
      'mixed',
    ],
    ['F5: two procedures in the words', {}, { signals: ['complaint', 'two-procedures'] }, 'mixed'],
    [
      'F5: two services of two procedures',
      { ...parent, service: ['social-work', 'send'] },
      {},
      'mixed',
    ],
    ['F6: ticked thanks, reads as complaint', { wants: 'thank' }, {}, 'officer-decides'],
    [
      'F6: ticked thanks, reads as irony',
      { wants: 'thank' },
      { signals: ['praise', 'irony'] },
      'officer-decides',
    ],
    [
      'F6: just telling, but it is serious',
      { ...parent, wants: 'just-tell', formal_choice: 'no' },
      { signals: ['serious'] },
      'officer-decides',
    ],
    [
      'F6: formal by tick and not formal by tick',
      { wants: 'formal-complaint', formal_choice: 'no' },
      {},
      'officer-decides',
    ],
    [
      'F6: thanks in a language without a list',
      { wants: 'thank' },
      { signals: [], listed: false },
      'officer-decides',
    ],
    [
      'F6: just telling about a broken gate',
      { who: 'public', wants: 'just-tell', formal_choice: 'no' },
      { signals: [], hasHazard: true },
      'officer-decides',
    ],
    ['F7: proceedings', { ...parent, proceedings: 'yes' }, {}, 'officer-decides'],
    ['F7: proceedings not sure', { ...parent, proceedings: 'not-sure' }, {}, 'officer-decides'],
    ['F8: a young person', {}, {}, 'advocacy-offer'],
    [
      'F8: a care leaver with a comment',
      { who: 'care-leaver', wants: 'just-tell' },
      silent,
      'advocacy-offer',
    ],
    [
      'F8: a teacher who passes on a complaint',
      { who: 'professional', speaking_for: 'child' },
      {},
      'advocacy-offer',
    ],
    [
      'F8: a parent in the child’s own words',
      { ...parent },
      { signals: ['complaint', 'child-voice'] },
      'advocacy-offer',
    ],
  ]
  test.each(rows)('%s', (_about, change, read, flag) => {
    expect(flagsOf(change, read)).toContain(flag)
  })
})

describe('a flag is not set', () => {
  const rows: readonly (readonly [...Row, Flag])[] = [
    ['F1, F2: no danger', { danger_now: 'no' }, {}, 'safeguarding'],
    ['F1, F2: danger was not asked', {}, {}, 'safeguarding'],
    [
      'F2: a hint of harm beside thanks',
      { wants: 'thank' },
      { signals: ['praise', 'harm'], faint: ['harm'] },
      'safeguarding',
    ],
    ['F3: time was not asked', {}, {}, 'out-of-time'],
    [
      'F3: thanks after twenty years',
      { ...parent, wants: 'thank', within_12_months: 'no' },
      silent,
      'out-of-time',
    ],
    [
      'F4: a parent in their own right',
      { ...parent, speaking_for: 'child', child_agrees: 'not-asked' },
      {},
      'consent-needed',
    ],
    [
      'F4: an advocate with the child’s word',
      { who: 'advocate', speaking_for: 'child', child_agrees: 'yes' },
      {},
      'consent-needed',
    ],
    [
      'F4: a professional on their own account',
      { who: 'professional', speaking_for: 'self' },
      {},
      'consent-needed',
    ],
    ['F4: a child', { speaking_for: 'child', child_agrees: 'no' }, {}, 'consent-needed'],
    [
      'F5: two services of one procedure',
      { ...parent, service: ['social-work', 'family-time'] },
      {},
      'mixed',
    ],
    [
      'F6: just telling and declined',
      { ...parent, wants: 'just-tell', formal_choice: 'no' },
      {},
      'officer-decides',
    ],
    ['F7: proceedings were not asked', { ...parent }, {}, 'officer-decides'],
    [
      'F7: thanks during proceedings',
      { ...parent, wants: 'thank', proceedings: 'yes' },
      silent,
      'officer-decides',
    ],
    ['F8: thanks from a child', { wants: 'thank' }, silent, 'advocacy-offer'],
    [
      'F8: an advocate already acts',
      { who: 'advocate', speaking_for: 'child' },
      {},
      'advocacy-offer',
    ],
    ['F8: a parent for themself', { ...parent }, {}, 'advocacy-offer'],
  ]
  test.each(rows)('%s', (_about, change, read, flag) => {
    expect(flagsOf(change, read)).not.toContain(flag)
  })
})

describe('an officer decides', () => {
  const rows: readonly Row[] = [
    ['a child about a school', { service: 'school' }, {}],
    ['another council', { ...parent, service: 'another-council' }, {}],
    ['a deferral', { ...parent, proceedings: 'yes', proceedings_same_matter: 'yes' }, {}],
    ['an earlier complaint', { ...parent, already_complained: 'all-stages' }, {}],
    ['a child about something outside the regulations', { service: 'records' }, {}],
    ['an adult who does not know the service', { ...parent, service: 'unknown' }, {}],
    ['sufficient interest', { who: 'grandparent' }, {}],
    ['a member of the public', { who: 'public' }, {}],
  ]
  test.each(rows)('on %s', (_about, change, read) => {
    expect(flagsOf(change, read)).toContain('officer-decides')
  })

  test('not on a service that was not asked', () => {
    expect(decide({ who: 'parent', wants: 'put-right' }, reading()).flags).toEqual([])
  })
})
