import { describe, expect, test } from 'vitest'
import { decide, type Reading } from '#schema/rules/triage/triage.ts'
import { type Facts, Service, type Who } from '#schema/triage/facts.ts'
import type { Category } from '#schema/vocabulary.ts'
import { facts, reading } from './triage-given.ts'

type Row = readonly [about: string, Partial<Facts>, Partial<Reading>]

const parent = { who: 'parent' } as const
const silent = { signals: [] } as const

describe('a category is proposed', () => {
  const declined = { formal_choice: 'no', quick_fix: 'no' } as const
  const rows: readonly (readonly [...Row, string, Category])[] = [
    ['a parent about a school', { ...parent, service: 'school' }, {}, 'C1', 'not-ours'],
    ['a child about a school', { service: 'school' }, {}, 'C1', 'not-ours'],
    [
      'a parent about a nursery of their own choice',
      { ...parent, service: 'private-provider', child_known: 'none' },
      {},
      'C1',
      'not-ours',
    ],
    [
      'a child about the firm that runs the home',
      { service: 'private-provider' },
      {},
      'C7',
      'statutory',
    ],
    [
      'a parent about the firm that runs the home',
      { ...parent, service: 'private-provider' },
      {},
      'C9',
      'statutory',
    ],
    ['thanks', { wants: 'thank' }, { signals: ['praise'] }, 'C2', 'compliment'],
    [
      'thanks with a faint grumble',
      { wants: 'thank' },
      { signals: ['praise', 'complaint'], faint: ['complaint'] },
      'C2',
      'compliment',
    ],
    ['thanks that complain, from a child', { wants: 'thank' }, {}, 'C7', 'statutory'],
    [
      'thanks that complain, from a parent',
      { ...parent, wants: 'thank', formal_choice: 'no' },
      {},
      'C9',
      'statutory',
    ],
    [
      'the same matter in court',
      { ...parent, proceedings: 'yes', proceedings_same_matter: 'yes' },
      {},
      'C3',
      'deferred',
    ],
    [
      'another matter in court',
      { ...parent, proceedings: 'yes', proceedings_same_matter: 'no' },
      {},
      'C9',
      'statutory',
    ],
    [
      'not sure of the court',
      { proceedings: 'not-sure', proceedings_same_matter: 'yes' },
      {},
      'C7',
      'statutory',
    ],
    ['an idea from a child', { wants: 'just-tell' }, silent, 'C4', 'comment'],
    [
      'a child just telling of harm',
      { wants: 'just-tell', formal_choice: 'no' },
      { signals: ['harm'] },
      'C7',
      'statutory',
    ],
    [
      'a child just telling, perhaps in danger',
      { wants: 'just-tell', danger_now: 'not-sure' },
      silent,
      'C7',
      'statutory',
    ],
    [
      'an adult who declined a complaint',
      { ...parent, wants: 'just-tell', ...declined },
      {},
      'C4',
      'comment',
    ],
    [
      'an adult who declined something serious',
      { ...parent, wants: 'just-tell', ...declined },
      { signals: ['complaint', 'serious'] },
      'C9',
      'statutory',
    ],
    [
      'an adult who did not say no',
      { ...parent, wants: 'just-tell', formal_choice: 'not-sure' },
      {},
      'C9',
      'statutory',
    ],
    [
      'a second letter after stage 1',
      { ...parent, already_complained: 'stage-1' },
      {},
      'C5',
      'statutory',
    ],
    [
      'a second letter after a corporate stage 1',
      { ...parent, already_complained: 'stage-1' },
      { earlier: 'corporate' },
      'C5',
      'corporate',
    ],
    [
      'still waiting for the first answer',
      { ...parent, already_complained: 'waiting' },
      {},
      'C9',
      'statutory',
    ],
    [
      'one quick fix, no formal complaint',
      { formal_choice: 'no', quick_fix: 'yes' },
      {},
      'C6',
      'concern',
    ],
    [
      'a child who just tells and says no',
      { wants: 'just-tell', formal_choice: 'no' },
      {},
      'C6',
      'concern',
    ],
    [
      'a quick fix about records',
      { ...parent, service: 'records', formal_choice: 'no', quick_fix: 'yes' },
      {},
      'C6',
      'concern',
    ],
    [
      'a quick fix, but not sure about formal',
      { formal_choice: 'not-sure', quick_fix: 'yes' },
      {},
      'C7',
      'statutory',
    ],
    [
      'a quick fix, but formal was not asked',
      { ...parent, quick_fix: 'yes' },
      {},
      'C9',
      'statutory',
    ],
    [
      'a quick fix of something serious',
      { formal_choice: 'no', quick_fix: 'yes' },
      { signals: ['serious'] },
      'C7',
      'statutory',
    ],
    ['a child about the education plan', { service: 'send' }, {}, 'C7', 'statutory'],
    [
      'a teacher for a pupil',
      { who: 'professional', speaking_for: 'child' },
      {},
      'C7',
      'statutory',
    ],
    [
      'a neighbour in a child’s own words',
      { who: 'public' },
      { signals: ['complaint', 'child-voice'] },
      'C7',
      'statutory',
    ],
    [
      'a parent without parental responsibility',
      { ...parent, parental_responsibility: 'no' },
      {},
      'C9',
      'statutory',
    ],
    ['an aunt', { who: 'grandparent' }, {}, 'C10', 'statutory'],
    [
      'a professional on their own account',
      { who: 'professional', speaking_for: 'self' },
      {},
      'C11',
      'corporate',
    ],
    [
      'a teacher for a pupil who said no',
      { who: 'professional', speaking_for: 'child', child_agrees: 'no' },
      {},
      'C11',
      'corporate',
    ],
  ]
  test.each(rows)('%s', (_about, change, read, rule, category) => {
    const decision = decide(facts(change), reading(read))
    expect([decision.rule, decision.category]).toEqual([rule, category])
  })

  const outside: readonly Service[] = [
    'send',
    'admissions',
    'school-transport',
    'early-help',
    'records',
  ]
  test.each(outside)('corporate for an adult about %s, without a look', (service) => {
    const { rule, category, flags } = decide(facts({ ...parent, service }), reading())
    expect({ rule, category, flags }).toEqual({ rule: 'C8', category: 'corporate', flags: [] })
  })

  const unsettled: readonly Service[] = [
    'child-protection-enquiry',
    'child-protection-conference',
    'court-report',
    'carer-approval',
    'lado',
    'youth-justice',
  ]
  test.each(unsettled)('corporate for an adult about %s, and an officer decides', (service) => {
    const { rule, flags } = decide(facts({ ...parent, service }), reading())
    expect({ rule, flags }).toEqual({ rule: 'C8', flags: ['officer-decides'] })
  })

  const named: readonly Who[] = [
    'parent',
    'foster-carer',
    'special-guardian',
    'adopter',
    'former-service-user',
    'advocate',
  ]
  test.each(named)('statutory for a %s by the law', (who) => {
    const { rule, category } = decide(facts({ who }), reading())
    expect({ rule, category }).toEqual({ rule: 'C9', category: 'statutory' })
  })

  test.each(Service.options)('statutory or not ours for a child about %s', (service) => {
    const { category } = decide(facts({ service }), reading())
    expect(['statutory', 'not-ours']).toContain(category)
  })
})
