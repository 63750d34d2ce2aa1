import { describe, expect, test } from 'vitest'
import { type Facts, Service, type Who } from '#schema/facts.ts'
import { CATEGORY_RULES, decide, FLAG_RULES, type Reading, trace } from '#schema/rules/triage.ts'
import type { Category, Flag } from '#schema/vocabulary.ts'
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

describe('a mixed submission', () => {
  const partsOf = (change: Partial<Facts>, read: Partial<Reading> = {}) =>
    decide(facts(change), reading(read)).parts

  test('gives short breaks and the education plan a route each', () => {
    const given = { ...parent, service: 'disability-short-breaks' } as const
    const read = { signals: ['complaint', 'two-procedures'], named: ['send'] } as const
    expect(partsOf(given, { ...read, signals: [...read.signals], named: [...read.named] })).toEqual(
      [
        { category: 'statutory', services: ['disability-short-breaks'] },
        { category: 'corporate', services: ['send'] },
      ],
    )
  })

  test('keeps a child’s complaint about records whole, and the right to data beside it', () => {
    const read: Partial<Reading> = { signals: ['complaint', 'two-procedures'] }
    expect(partsOf({ service: 'records' }, read)).toEqual([
      { category: 'statutory', services: ['records'] },
      { category: 'corporate', services: ['records'] },
    ])
  })

  test('keeps the thanks beside the complaint', () => {
    expect(partsOf({}, { signals: ['complaint', 'praise'] })).toEqual([
      { category: 'statutory', services: ['family-time'] },
      { category: 'compliment', services: ['family-time'] },
    ])
  })

  test('opens the council’s own failing in a child’s complaint about a school', () => {
    const read: Partial<Reading> = { signals: ['complaint'], named: ['social-work'] }
    expect(partsOf({ service: 'school' }, read)).toEqual([
      { category: 'statutory', services: ['social-work'] },
      { category: 'not-ours', services: ['school'] },
    ])
  })

  test('of three services has the highest category of them', () => {
    const change = {
      ...parent,
      service: ['health', 'send', 'social-work'],
    } satisfies Partial<Facts>
    const { category, parts } = decide(facts(change), reading())
    expect(category).toBe('statutory')
    expect(parts.map((part) => part.category)).toEqual(['statutory', 'corporate', 'not-ours'])
  })
})

describe('the tables', () => {
  test('name every rule once, with a source', () => {
    const rules = [...FLAG_RULES, ...CATEGORY_RULES]
    expect(rules.map(({ id }) => id)).toEqual([
      ...['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8'],
      ...['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9', 'C10', 'C11', 'C12'],
    ])
    expect(rules.filter(({ source }) => source.length < 10)).toEqual([])
  })

  test('show an officer each rule that did not fire, and the condition it lacked', () => {
    const { services, flags } = trace(facts(), reading())
    expect(
      services[0]?.tried.map(({ rule, ...rest }) => [
        rule,
        'failed' in rest ? rest.failed : 'fired',
      ]),
    ).toEqual([
      ['C1', 'not-the-councils'],
      ['C2', 'wants-to-thank'],
      ['C3', 'same-matter-in-proceedings'],
      ['C4', 'only-tells'],
      ['C5', 'has-complained-before'],
      ['C6', 'said-no-to-formal'],
      ['C7', 'fired'],
    ])
    expect(flags.filter(({ fired }) => fired).map(({ rule }) => rule)).toEqual(['F8'])
  })
})
