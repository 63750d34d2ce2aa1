import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clamdScanner, ScannerAway } from '#api/scanning/clamd.ts'
import { A_VIRUS, fakeClamd } from '#tests/support/fake-clamd.ts'
import { temporaryFolder } from '#tests/support/store.ts'

const streamOf = (bytes: Uint8Array | string) =>
  new Blob([new Uint8Array(Buffer.from(bytes))]).stream()

test.each(['over a line', 'over a socket of this machine'])(
  'a file is looked through %s, every byte of it',
  async (way) => {
    const clamd = await fakeClamd(
      way === 'over a line' ? {} : { path: join(temporaryFolder(), 'clamd.ctl') },
    )
    const file = Buffer.alloc(300_000, 'a drawing of our house ')
    expect(await clamdScanner(clamd.address)(streamOf(file))).toBe('clean')
    expect(clamd.seen).toEqual([file])
  },
)

test('one with a virus in it is told from the others', async () => {
  const clamd = await fakeClamd()
  const scanner = clamdScanner(clamd.address)
  expect(await scanner(streamOf(A_VIRUS))).toBe('infected')
  expect(await scanner(streamOf('nothing in it'))).toBe('clean')
})

test.each(['too-large', 'hangs-up'] as const)(
  'a scanner that is %s has not said that the file is clean',
  async (answers) => {
    const clamd = await fakeClamd()
    clamd.mood.answers = answers
    await expect(clamdScanner(clamd.address)(streamOf(Buffer.alloc(200_000)))).rejects.toThrow(
      ScannerAway,
    )
  },
)

test('a scanner that is not there has not said that the file is clean', async () => {
  const clamd = await fakeClamd()
  await clamd.stop()
  await expect(clamdScanner(clamd.address)(streamOf('a'))).rejects.toThrow(ScannerAway)
})
