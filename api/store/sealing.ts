import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto'
import type { Sealer } from './store.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16
export const KEY_BYTES = 32

/**
 * Seals with AES-256-GCM: nonce, tag, then the sealed bytes. The purpose is bound to it, so that what
 * was sealed for one purpose does not open as another. At most 2³² seals a key (NIST SP 800-38D §8.3).
 */
export function sealerOf(key: Uint8Array, purpose: string): Sealer {
  if (key.length !== KEY_BYTES) throw new Error('a sealing key has 32 bytes')
  const secret = createSecretKey(key)
  const bound = Buffer.from(purpose)
  return {
    seal(plain) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', secret, nonce).setAAD(bound)
      const sealed = Buffer.concat([cipher.update(Buffer.from(plain)), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
    },
    open(sealed) {
      const nonce = sealed.subarray(0, NONCE_BYTES)
      const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
      const cipher = createDecipheriv('aes-256-gcm', secret, nonce, { authTagLength: TAG_BYTES })
      cipher.setAAD(bound).setAuthTag(tag)
      return Buffer.concat([
        cipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)),
        cipher.final(),
      ])
    },
  }
}
