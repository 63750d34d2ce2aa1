import { folderOf, storeAttachment } from '../intake/attachments.ts'
import { REFUSED_FILE } from '../intake/form-answers.ts'
import type { Context, Served } from './context.ts'
import { readForm } from './form.ts'
import { networkOf, peerOf } from './network.ts'
import type { PublicPages } from './public-page.ts'

/** As much as a proxy lets through: a file of more than 10 MB is read to its end, unkept, so that the words after and before it stay. */
const FORM_BYTES = 56 * 1024 * 1024

/** A form that somebody sent, as text fields: a file is kept as it streams in, and its number stands in its place. */
export function readPublicForm(parts: PublicPages, c: Context, served: Served) {
  const folder = folderOf(served.store)
  const network = networkOf(peerOf(c, parts.trustedProxy))
  return readForm(c, {
    most: FORM_BYTES,
    takeFile: async (file) => {
      if (parts.limits.files.isFull(network)) {
        // An empty field sends a file without a byte: nothing is missing then.
        const isEmpty = (await file.resume().toArray()).length === 0
        return isEmpty ? '' : `${REFUSED_FILE}file-wait`
      }
      const stored = await storeAttachment(folder, file, parts.clock())
      if (!stored.ok && stored.why === 'empty') return ''
      parts.limits.files.note(network)
      if (stored.ok) return stored.id
      return `${REFUSED_FILE}${stored.why === 'too-large' ? 'file-too-big' : 'file-wrong-kind'}`
    },
  })
}
