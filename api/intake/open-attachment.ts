import { createDecipheriv } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { isMissing } from '../store/missing-file.ts'
import type { Sealer } from '../store/store.ts'
import { type AttachmentFolder, KEY_BYTES, NONCE_BYTES } from './attachments.ts'

export type Opened =
  | { readonly ok: true; readonly read: () => ReadableStream<Uint8Array> }
  | { readonly ok: false; readonly why: 'missing' | 'changed' }

/**
 * A file to be handed on, opened with the key of its case: one that was sent, under its number, or a copy. The seal of a file stands at its end, and what
 * was sent before cannot be called back: so it is read to the end once before a byte of it leaves. Held
 * whole never. Refuses one that is gone from the disk, or of which a bit has changed.
 */
export async function openAttachment(
  place: Pick<AttachmentFolder, 'folder'>,
  file: { readonly name: string; readonly sealedKey: Uint8Array },
  sealer: Sealer,
): Promise<Opened> {
  const path = join(place.folder, file.name)
  const secret = sealer.open(file.sealedKey)
  try {
    const parts = unseal(path, secret)
    while ((await parts.next()).done !== true);
  } catch (fault) {
    if (fault instanceof Changed) return { ok: false, why: 'changed' }
    if (isMissing(fault)) return { ok: false, why: 'missing' }
    throw fault
  }
  return { ok: true, read: () => streamOf(unseal(path, secret)) }
}

/** The bytes as they were sent. Opens the file when first asked, and closes it when nobody asks any more. */
async function* unseal(path: string, secret: Buffer): AsyncGenerator<Uint8Array> {
  const nonceEnd = KEY_BYTES + NONCE_BYTES
  const decipher = createDecipheriv(
    'aes-256-gcm',
    secret.subarray(0, KEY_BYTES),
    secret.subarray(KEY_BYTES, nonceEnd),
  ).setAuthTag(secret.subarray(nonceEnd))
  for await (const sealed of createReadStream(path)) yield decipher.update(sealed)
  try {
    decipher.final()
  } catch (fault) {
    throw new Changed('a file is not as it was sealed', { cause: fault })
  }
}

/** Asks for a part only when there is room for it, and for none before the first is wanted. */
function streamOf(parts: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      pull: async (stream) => {
        const { done, value } = await parts.next()
        if (done === true) stream.close()
        else stream.enqueue(value)
      },
      cancel: async () => {
        await parts.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}

class Changed extends Error {
  override name = 'FileChanged'
}
