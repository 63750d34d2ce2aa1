import { describe, expect, test } from 'vitest'
import { hasOwnRight, lawFor } from '#schema/rules/triage/standing.ts'

describe('who may complain', () => {
  test.each([
    ['child', 's.26(3)(a)'],
    ['young-person', 's.26(3)(a)'],
    ['care-leaver', 's.24D'],
    ['former-service-user', 's.24D'],
    ['parent', 's.26(3)(b)'],
    ['foster-carer', 's.26(3)(d)'],
    ['special-guardian', 's.26(3C)'],
    ['adopter', 's.26(3B)'],
    ['advocate', 's.26A'],
  ] as const)('a %s, with nobody to decide about it, by %s', (who, paragraph) => {
    expect(hasOwnRight(who)).toBe(true)
    expect(lawFor(who)).toContain(paragraph)
  })

  test.each(['grandparent', 'carer', 'professional', 'public'] as const)(
    'a %s, after a decision on sufficient interest',
    (who) => expect(hasOwnRight(who)).toBe(false),
  )
})
