import { describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import { day } from '#schema/dates.ts'
import type { Accepted } from '#schema/form/submission.ts'
import { Category } from '#schema/vocabulary.ts'
import { nextStepsOf } from '#site/components/NextSteps/next-steps-of.ts'
import { journeyAt } from '#tests/support/walks.ts'
import { everyValue } from './values.ts'

const content = loadContent('content')
const words = content.words('en')

function steps(change: Partial<Accepted>) {
  const journey = journeyAt(content, 'yp')
  const accepted: Accepted = {
    reference: 'K4827HTR',
    code: 'K7PM 4XRT 9QHD 2FGW',
    category: 'statutory',
    flags: [],
    parts: [{ category: 'statutory', services: [] }],
    receivedOn: day('2026-11-20'),
    dueOn: day('2026-12-04'),
    dueWorkedOut: [],
    advocate: { answer: 'not-now', name: 'the helpers', contactBy: null },
    ...change,
  }
  return nextStepsOf({ journey, accepted, values: everyValue }, words, day('2026-11-20'))
}

describe.each(Category.options)('what is %s', (category) => {
  test('is promised at least one day, and no line twice', () => {
    const promised = steps({ category, parts: [{ category, services: [] }] })
    expect(promised.length).toBeGreaterThan(0)
    expect(new Set(promised.map(({ text }) => text)).size).toBe(promised.length)
  })
})

test('a complaint is read, answered and at the latest answered, in this order', () => {
  expect(steps({}).map(({ by }) => by)).toEqual([
    'By (dateRead)',
    'By (dateAnswer)',
    'By (dateLatest)',
  ])
})

test('someone who is not safe is told first that we read it first', () => {
  expect(steps({ flags: ['safeguarding'] })[0]?.by).toBe('By (urgentBy)')
})

test('an advocate who was asked for is promised by a day', () => {
  const advocate = { answer: 'yes', name: 'the helpers', contactBy: day('2026-11-25') } as const
  expect(steps({ advocate }).map(({ by }) => by)).toContain('By (dateAdvocate)')
})

test('thanks within a complaint are passed on besides the answer', () => {
  const promised = steps({
    parts: [
      { category: 'statutory', services: [] },
      { category: 'compliment', services: [] },
    ],
  })
  expect(promised.map(({ by }) => by)).toEqual([
    'By (dateRead)',
    'By (dateThanks)',
    'By (dateAnswer)',
    'By (dateLatest)',
  ])
})

test('what is neither complaint nor praise has the day that was worked out for it', () => {
  const promised = steps({ category: 'comment', parts: [{ category: 'comment', services: [] }] })
  expect(promised.at(-1)?.by).toBe('By Friday 4 December')
})
