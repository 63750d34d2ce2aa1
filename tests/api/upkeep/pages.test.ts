import { expect, test } from 'vitest'
import { silentLog } from '#api/log.ts'
import { onCase } from '#api/upkeep/pages.ts'
import { givenAuthority } from './given.ts'

test('while a long list of cases is looked after, people are served between one case and the next', async () => {
  const { served } = await givenAuthority()
  let isServed = false
  setImmediate(() => {
    isServed = true
  })
  await onCase({ log: silentLog, served }, 'H4RTMWXC', async () => undefined)
  expect(isServed).toBe(true)
})
