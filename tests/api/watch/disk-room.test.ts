import { expect, test } from 'vitest'
import { roomOf } from '#api/watch/disk-room.ts'

const GIB = 1024 ** 3
const of = (free: number, size: number) => roomOf({ bavail: free, blocks: size, bsize: 1 })

test.each([
  ['a large disk with 5 GiB left', of(5 * GIB, 1000 * GIB), 'enough'],
  ['a disk of 20 GiB with 1 GiB left', of(GIB, 20 * GIB), 'filling'],
  ['a disk of 20 GiB with 100 MiB left', of(0.1 * GIB, 20 * GIB), 'none'],
  ['a small disk that is half empty', of(0.1 * GIB, 0.2 * GIB), 'enough'],
])('%s: %s', (_, room, expected) => {
  expect(room).toBe(expected)
})
