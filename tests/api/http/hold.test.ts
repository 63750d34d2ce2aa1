import { expect, test } from 'vitest'
import { createHold } from '#api/http/hold.ts'
import { createLimits, noteWrongCode } from '#api/http/limits.ts'
import { NINE_ON_MONDAY } from '#tests/support/store.ts'

test('an answer is held back, and of many at once only so many', async () => {
  const hold = createHold({ ms: 50, most: 2 })
  const ended: string[] = []
  const held = ['first', 'second'].map((name) => hold().then(() => ended.push(name)))
  await hold()
  expect(ended).toEqual([])
  await Promise.all(held)
  expect(ended).toEqual(['first', 'second'])
})

test('a wrong code is held back once a network has had its number of them, and no other network’s is', async () => {
  const held: string[] = []
  const limits = {
    ...createLimits(() => NINE_ON_MONDAY),
    holdWrongCode: async () => {
      held.push('held')
    },
  }
  const asked = await Promise.all(Array.from({ length: 12 }, () => noteWrongCode(limits, 'theirs')))
  expect(asked.filter((mustWait) => mustWait)).toHaveLength(2)
  expect(held).toHaveLength(2)
  expect(await noteWrongCode(limits, 'another')).toBe(false)
})
