import { copyPages, refuseWhatPagesDoNotShow } from './pdf/copy-pages.ts'
import { Copying } from './pdf/copying.ts'
import { PdfFile } from './pdf/pdf-file.ts'

/**
 * A PDF written anew from what draws its pages: no author, days, programs, scripts, files inside, links, or what was
 * there before it was changed. What was filled in or drawn on a page stays as it is seen. Throws `NotCleanable` when
 * it is locked or broken, or holds something that would be lost or could not be looked through.
 */
export function cleanPdf(bytes: Uint8Array): Buffer {
  const source = new PdfFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const copy = new Copying(source)
  refuseWhatPagesDoNotShow(source.catalog, copy)
  return copy.finish(copyPages(source.catalog, copy))
}
