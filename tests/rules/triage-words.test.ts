import { syllable } from 'syllable'
import { describe, expect, test } from 'vitest'
import { CATEGORY_RULES, FLAG_RULES } from '#schema/rules/triage/triage.ts'
import { Signal } from '#schema/vocabulary.ts'
import { words } from './triage-given.ts'

const rules = [...FLAG_RULES, ...CATEGORY_RULES]
const sentencesOf = (text: string) => text.split(/(?<=[.!?])\s+/)
const wordsOf = (text: string) => text.match(/[\p{L}\p{N}'’]+/gu) ?? []

/** The Flesch-Kincaid grade: a school year. */
function gradeOf(text: string): number {
  const all = wordsOf(text)
  const syllables = all.reduce((sum, word) => sum + syllable(word), 0)
  return 0.39 * (all.length / sentencesOf(text).length) + 11.8 * (syllables / all.length) - 15.59
}

describe('what the writer reads', () => {
  test.each(rules.map(({ id }) => id))('%s is fit for a ten-year-old', (id) => {
    const text = words.get(`triage.${id}.writer`)
    expect(gradeOf(text)).toBeLessThanOrEqual(4)
    for (const sentence of sentencesOf(text)) expect(wordsOf(sentence).length).toBeLessThan(16)
  })
})

describe('what the officer reads', () => {
  test.each(rules.map(({ id }) => id))('%s has a reason', (id) => {
    expect(words.has(`triage.${id}.officer`)).toBe(true)
  })

  test('every condition and every signal has a name', () => {
    const conditions = rules.flatMap(({ when }) => when.map(({ id }) => `condition.${id}`))
    const signals = Signal.options.map((signal) => `signal.${signal}`)
    const unnamed = [...conditions, ...signals].filter((key) => !words.has(`triage.${key}.officer`))
    expect(unnamed).toEqual([])
  })
})
