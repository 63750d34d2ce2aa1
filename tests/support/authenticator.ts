import { codeOfStep, stepAt } from '#api/officers/authenticator.ts'
import type { Instant } from '#schema/dates.ts'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What an authenticator app shows at this moment for a key typed from the screen, `JBSW Y3DP …`. */
export function codeFor(spelledKey: string, at: Instant): string {
  const bits = [...spelledKey.replaceAll(/\s/g, '')]
    .map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  const key = Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2))
  return codeOfStep(key, stepAt(at))
}
