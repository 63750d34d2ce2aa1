import { expect, test } from 'vitest'
import { createTurnstile } from '#api/intake/turnstile.ts'
import { StoreBusy } from '#api/store/store.ts'

/** A clock that a test moves, and work that ends when the test says so. */
function aBusyMachine() {
  let now = 0
  const { pass } = createTurnstile(() => now)
  return {
    later: (ms: number) => {
      now += ms
    },
    begin: () => {
      const { promise, resolve } = Promise.withResolvers<string>()
      return { end: resolve, done: pass(() => promise) }
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

test('beyond 256 at once the next is told to come back', async () => {
  const machine = aBusyMachine()
  const all = Array.from({ length: 256 }, () => machine.begin())
  await expect(machine.begin().done).rejects.toThrow(StoreBusy)
  all[0]?.end('done')
  await all[0]?.done
  const next = machine.begin()
  for (const { end } of [...all, next]) end('done')
  expect(await next.done).toBe('done')
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
  const { pass } = createTurnstile()
  const fault = new Error('the disk is gone')
  await expect(pass(() => Promise.reject(fault))).rejects.toBe(fault)
  expect(await pass(async () => 'taken')).toBe('taken')
})
