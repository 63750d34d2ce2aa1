import { describe, expect, test } from 'vitest'
import { isChild } from '#schema/rules/triage/matter.ts'
import { Category, type Flag } from '#schema/vocabulary.ts'
import { cases } from './triage-cases/all.ts'
import { triage } from './triage-given.ts'

const short = (text: string) => (text.length > 70 ? `${text.slice(0, 70)}…` : text)
const rank = (category: Category) => Category.options.indexOf(category)

describe('a letter goes the way the field would send it', () => {
  test.each(cases.map((given) => [given[0].who, short(given[1]), given] as const))(
    '%s: %s',
    (_who, _text, [facts, text, category, flags]) => {
      const proposed = triage(facts, text)
      const missing: readonly Flag[] = flags.filter((flag) => !proposed.flags.includes(flag))
      expect({ category: proposed.category, missing }).toEqual({ category, missing: [] })
    },
  )
})

describe('over all the letters', () => {
  test('no child is sent a lower way than the field would', () => {
    const lowered = cases.filter(
      ([facts, text, category]) =>
        isChild(facts.who) && rank(triage(facts, text).category) > rank(category),
    )
    expect(lowered.map(([, text]) => text)).toEqual([])
  })

  test('fewer than one in twelve is read today for nothing', () => {
    const calm = cases.filter(([, , , flags]) => !flags.includes('safeguarding'))
    const alarmed = calm.filter(([facts, text]) =>
      triage(facts, text).flags.includes('safeguarding'),
    )
    expect(alarmed.length).toBeLessThan(calm.length / 12)
  })

  test('every service and every sort of writer has a letter', () => {
    const writers = new Set(cases.map(([facts]) => facts.who))
    expect(writers.size).toBe(13)
  })
})
