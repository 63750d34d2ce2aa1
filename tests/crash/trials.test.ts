import { expect, test } from 'vitest'
import { trials } from '#tests/trials/all.ts'

test.for(trials)(
  'the short form of the trial $name holds: $goal',
  { timeout: 240_000 },
  async (trial, { skip }) => {
    const result = await trial.run('short', () => {})
    skip(result.outcome === 'skipped', result.figure)
    expect(result, result.figure).toMatchObject({ outcome: 'met' })
  },
)
