import { expect, test } from 'vitest'
import {
  authenticatorUri,
  base32,
  codeOfStep,
  matchingStep,
  stepAt,
} from '#api/officers/authenticator.ts'
import { type Instant, instantOf } from '#schema/dates.ts'

const secret = Buffer.from('12345678901234567890')

function seconds(since1970: number): Instant {
  return instantOf(new Date(since1970 * 1000))
}

// RFC 6238 appendix B, SHA-1; the RFC prints eight digits, of which an app shows the last six.
test.each([
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
])('the code at second %i is the one of the standard', (second, printed) => {
  expect(codeOfStep(secret, stepAt(seconds(second)))).toBe(printed.slice(-6))
})

test('a code of half a minute ago or ahead opens, one of a minute ago does not', () => {
  const now = seconds(1234567890)
  const step = stepAt(now)
  for (const near of [step - 1, step, step + 1]) {
    expect(matchingStep(secret, codeOfStep(secret, near), now, null)).toBe(near)
  }
  expect(matchingStep(secret, codeOfStep(secret, step - 2), now, null)).toBeUndefined()
  expect(matchingStep(secret, codeOfStep(secret, step + 2), now, null)).toBeUndefined()
})

test('a code that was used opens nothing again, and neither does one before it', () => {
  const now = seconds(1234567890)
  const step = stepAt(now)
  expect(matchingStep(secret, codeOfStep(secret, step), now, step)).toBeUndefined()
  expect(matchingStep(secret, codeOfStep(secret, step - 1), now, step)).toBeUndefined()
  expect(matchingStep(secret, codeOfStep(secret, step + 1), now, step)).toBe(step + 1)
})

test('spaces in a typed code do not matter, other writing opens nothing', () => {
  const now = seconds(1111111109)
  expect(matchingStep(secret, '081 804', now, null)).toBe(stepAt(now))
  expect(matchingStep(secret, '', now, null)).toBeUndefined()
  expect(matchingStep(secret, '08180', now, null)).toBeUndefined()
  expect(matchingStep(secret, '٠٨١٨٠٤', now, null)).toBeUndefined()
})

// RFC 4648 section 10.
test.each([
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('%s in base 32 is %s', (plain, encoded) => {
  expect(base32(Buffer.from(plain))).toBe(encoded)
})

test('the address for the app names the council, the officer and the secret', () => {
  const uri = new URL(authenticatorUri(secret, 'Coventry City Council', 'ada@council.example'))
  expect(uri.protocol).toBe('otpauth:')
  expect(decodeURIComponent(uri.pathname)).toContain('Coventry City Council:ada@council.example')
  expect(uri.searchParams.get('secret')).toBe(base32(secret))
  expect(uri.searchParams.get('digits')).toBe('6')
})
