import { cleanDocx } from './clean-docx.ts'
import { cleanM4a } from './clean-m4a.ts'
import { cleanMp3 } from './clean-mp3.ts'
import { cleanOgg } from './clean-ogg.ts'
import { cleanPdf } from './clean-pdf.ts'
import { cleanPicture } from './clean-picture.ts'
import { cleanWav } from './clean-wav.ts'
import { cleanWebm } from './clean-webm.ts'
import type { Cleanable } from './cleanable.ts'

type Clean = (bytes: Uint8Array) => Buffer | Promise<Buffer>

const CLEANERS: Readonly<Record<Cleanable, Clean>> = {
  jpeg: (bytes) => cleanPicture(bytes, 'jpeg'),
  png: (bytes) => cleanPicture(bytes, 'png'),
  webp: (bytes) => cleanPicture(bytes, 'webp'),
  m4a: cleanM4a,
  mp3: cleanMp3,
  ogg: cleanOgg,
  wav: cleanWav,
  webm: cleanWebm,
  docx: cleanDocx,
  pdf: cleanPdf,
}

/**
 * A copy without what a file says of its maker, place and time. Throws `NotCleanable` when it is not built as
 * its kind is.
 */
export async function clean(bytes: Uint8Array, kind: Cleanable): Promise<Buffer> {
  return CLEANERS[kind](bytes)
}
