import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Instant } from '#schema/dates.ts'

/** RFC 6238 with what every authenticator app understands: SHA-1, six digits, thirty seconds. */
const STEP_SECONDS = 30
const DIGITS = 6
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4226 section 4 asks for at least 128 bits and recommends 160. */
export const SECRET_BYTES = 20

/** How many thirty-second steps had passed since 1970 at this moment. */
export function stepAt(at: Instant): number {
  return Math.floor(Date.parse(at) / 1000 / STEP_SECONDS)
}

/** The code of one step: RFC 4226 section 5.3, with the step as its counter. */
export function codeOfStep(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = mac.readUInt8(mac.length - 1) & 0x0f
  const number = mac.readUInt32BE(offset) & 0x7fffffff
  return (number % 10 ** DIGITS).toString().padStart(DIGITS, '0')
}

/**
 * Which step a typed code belongs to: this one, or one on either side for a clock that is half a minute
 * off (RFC 6238 section 5.2). A code of `lastStep` or before was used and opens nothing again.
 */
export function matchingStep(
  secret: Uint8Array,
  typed: string,
  at: Instant,
  lastStep: number | null,
): number | undefined {
  const code = typed.replaceAll(/[\s-]/g, '')
  if (!/^\d{6}$/.test(code)) return undefined
  const now = stepAt(at)
  return [now - 1, now, now + 1]
    .filter((step) => lastStep === null || step > lastStep)
    .find((step) => timingSafeEqual(Buffer.from(codeOfStep(secret, step)), Buffer.from(code)))
}

/** RFC 4648 base 32 without padding, as authenticator apps take a secret typed by hand. */
export function base32(bytes: Uint8Array): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => BASE32[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')
}

/** The address that an authenticator app on the same device opens. */
export function authenticatorUri(secret: Uint8Array, issuer: string, email: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(email)}`
  const query = new URLSearchParams({
    secret: base32(secret),
    issuer,
    algorithm: 'SHA1',
    digits: String(DIGITS),
    period: String(STEP_SECONDS),
  })
  return `otpauth://totp/${label}?${query.toString().replaceAll('+', '%20')}`
}
