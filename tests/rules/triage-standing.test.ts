import { describe, expect, test } from 'vitest'
import { standingOf } from '#schema/rules/triage/standing.ts'
import { Who } from '#schema/triage/facts.ts'

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
  ] as const)('a %s, in their own right, by %s', (who, paragraph) => {
    const { kind, source } = standingOf({ who })
    expect(kind).toBe('own-right')
    expect(source).toContain(paragraph)
  })

  test('a parent, with or without parental responsibility', () => {
    const kinds = (['yes', 'no', 'not-sure'] as const).map(
      (parental_responsibility) => standingOf({ who: 'parent', parental_responsibility }).kind,
    )
    expect(kinds).toEqual(['own-right', 'own-right', 'own-right'])
  })

  test.each(['grandparent', 'carer', 'professional', 'public'] as const)(
    'a %s, after a decision on sufficient interest',
    (who) => {
      expect(standingOf({ who })).toMatchObject({ kind: 'decision', asksChild: false })
      expect(standingOf({ who }).source).toContain('reg. 6')
    },
  )

  test('an advocate acts for the child, whose word is asked for', () => {
    const given = { who: 'advocate', speaking_for: 'child' } as const
    expect(standingOf({ ...given, child_agrees: 'not-asked' })).toMatchObject({
      kind: 'representative',
      asksChild: true,
    })
    expect(standingOf({ ...given, child_agrees: 'yes' }).asksChild).toBe(false)
  })

  test('a child’s no is heard also when a parent complains in their own right', () => {
    const given = { who: 'parent', speaking_for: 'child', child_agrees: 'no' } as const
    expect(standingOf(given)).toMatchObject({ kind: 'own-right', asksChild: true })
  })

  test.each(Who.options)('a %s is refused by no rule', (who) => {
    expect(['own-right', 'representative', 'decision']).toContain(standingOf({ who }).kind)
  })
})
