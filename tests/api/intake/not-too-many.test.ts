import { expect, test } from 'vitest'
import { createNotTooMany } from '#api/intake/not-too-many.ts'
import { StoreBusy } from '#api/store/store.ts'

/** A clock that a test moves, and work that ends when the test says so. */
function aBusyMachine() {
  let now = 0
  const whenNotTooMany = createNotTooMany(() => now)
  return {
    later: (ms: number) => {
      now += ms
    },
    begin: () => {
      const { promise, resolve } = Promise.withResolvers<string>()
      return { end: resolve, done: whenNotTooMany(() => promise) }
    },
  }
}

test('who comes while the first has waited five seconds is told to come back, and the first is finished', async () => {
  const machine = aBusyMachine()
  const first = machine.begin()
  machine.later(5000)
  const second = machine.begin()
  machine.later(1)
  await expect(machine.begin().done).rejects.toThrow(StoreBusy)
  first.end('first')
  second.end('second')
  expect(await Promise.all([first.done, second.done])).toEqual(['first', 'second'])
})

test('once what waited is done, the next is taken', async () => {
  const machine = aBusyMachine()
  const first = machine.begin()
  machine.later(60_000)
  first.end('first')
  await first.done
  const next = machine.begin()
  next.end('next')
  expect(await next.done).toBe('next')
})

test('work that fails holds nobody up', async () => {
  const whenNotTooMany = createNotTooMany()
  const fault = new Error('the disk is gone')
  await expect(whenNotTooMany(() => Promise.reject(fault))).rejects.toBe(fault)
  expect(await whenNotTooMany(async () => 'taken')).toBe('taken')
})
