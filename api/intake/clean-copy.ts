import { createCipheriv, randomBytes } from 'node:crypto'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { keepNames } from '../store/write-file.ts'
import { type AttachmentFolder, copyNameOf, KEY_BYTES, NONCE_BYTES } from './attachments.ts'

/**
 * Lays the clean copy of a file sealed beside it, over what an earlier attempt may have left. Answers its
 * secret, to be sealed in its turn and kept with the file's. Durable when it resolves.
 */
export async function sealCopy(
  place: AttachmentFolder,
  id: string,
  copy: Uint8Array,
): Promise<Buffer> {
  const key = randomBytes(KEY_BYTES)
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const handle = await open(join(place.folder, copyNameOf(id)), 'w', 0o600)
  try {
    await handle.appendFile(cipher.update(copy))
    cipher.final()
    await handle.sync()
    await keepNames(place.folder)
  } finally {
    await handle.close()
  }
  return Buffer.concat([key, nonce, cipher.getAuthTag()])
}
