import { describe, expect, test } from 'vitest'
import {
  CATEGORY_RULES,
  decide,
  FLAG_RULES,
  type Reading,
  trace,
} from '#schema/rules/triage/triage.ts'
import type { Facts } from '#schema/triage/facts.ts'
import { facts, reading } from './triage-given.ts'

const parent = { who: 'parent' } as const

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
