import { describe, expect, test } from 'vitest'
import { privateCodeFor, readPrivateCode } from '#api/intake/private-code.ts'
import { newReference } from '#api/intake/reference.ts'
import { temporaryStore } from '../../support/store.ts'

describe('a reference', () => {
  test('has eight characters without look-alikes, no two letters together and no vowel', () => {
    for (let n = 0; n < 2_000; n++)
      expect(newReference()).toMatch(/^([CDFHJKMNPQRTWX][2346789]){4}$/)
  })

  test('is another one each time', () => {
    const many = new Set(Array.from({ length: 1_000 }, newReference))
    expect(many.size).toBeGreaterThan(990)
  })
})

describe('a private code', () => {
  test('is the same for the same key for ever, and another for another key', async () => {
    const { keys } = await temporaryStore()
    const code = privateCodeFor(keys, 'coventry', 'a-key')
    expect(privateCodeFor(keys, 'coventry', 'a-key')).toBe(code)
    expect(privateCodeFor(keys, 'coventry', 'b-key')).not.toBe(code)
    expect(privateCodeFor(keys, 'oxfordshire', 'a-key')).not.toBe(code)
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}( [0-9A-HJKMNP-TV-Z]{4}){3}$/)
  })

  test.each([
    ['K7PM 4XRT 9QHD 2FGW', 'K7PM4XRT9QHD2FGW'],
    ['k7pm-4xrt-9qhd-2fgw', 'K7PM4XRT9QHD2FGW'],
    ['oil0 1111 0000 uvuv', '01101111' + '0000VVVV'],
    ['٧٧٧٧ ٧٧٧٧ ٧٧٧٧ ٧٧٧٧', '7777777777777777'],
  ])('%s is read as it was meant', (typed, meant) => {
    expect(readPrivateCode(typed)).toBe(meant)
  })

  test.each([[''], ['K7PM'], ['K7PM 4XRT 9QHD 2FGW 7'], ['?'.repeat(10_000)]])(
    'what is no code is none: %s',
    (typed) => {
      expect(readPrivateCode(typed)).toBeUndefined()
    },
  )
})
