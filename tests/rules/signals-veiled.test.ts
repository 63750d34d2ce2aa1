import { describe, expect, test } from 'vitest'
import { readSignals } from '#schema/rules/signals/signals.ts'
import { readers } from './triage-given.ts'
import { BEGINS_LIKE_IT, HINTS_AT_HARM } from './veiled-letters.ts'

const isHeard = (text: string) => readSignals(text, 'en', readers).signals.includes('harm')

describe('a letter that hints at harm and does not name it', () => {
  test('is read today nine times in ten', () => {
    const heard = HINTS_AT_HARM.filter(isHeard)
    expect(heard.length).toBeGreaterThanOrEqual(HINTS_AT_HARM.length * 0.9)
  })

  test('and one that only begins like it is not, nine times in ten', () => {
    const alarmed = BEGINS_LIKE_IT.filter(isHeard)
    expect(alarmed.length).toBeLessThanOrEqual(BEGINS_LIKE_IT.length * 0.1)
  })
})
