import { test } from 'vitest'
import { readSignals } from '#schema/rules/signals.ts'
import { decide } from '#schema/rules/triage.ts'
import { cases } from '#tests/rules/triage-cases/all.ts'
import { readers } from '#tests/rules/triage-given.ts'

const letters = cases.map(([, text]) => text).join(' ')

test(`triage of ${cases.length} letters, whose goal is 0.2 ms each`, async ({ bench }) => {
  await bench('facts and words', () => {
    for (const [facts, text] of cases) decide(facts, readSignals(text, 'en', readers))
  }).run()
  await bench('facts alone', () => {
    for (const [facts] of cases) decide(facts, { signals: [], listed: true })
  }).run()
})

test('a long text, which takes as much longer as it is longer', async ({ bench }) => {
  for (const times of [1, 2, 4]) {
    const text = letters.repeat(times)
    await bench(`${text.length} characters`, () => {
      readSignals(text, 'en', readers)
    }).run()
  }
})
