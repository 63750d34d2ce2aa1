import { NotCleanable } from './not-cleanable.ts'

/** More than any telephone makes today; a picture of more could fill the memory of the machine. */
const MOST_PIXELS = 50_000_000
/** Enough to read a letter that was photographed. */
const LONGEST_SIDE = 4096

export type Picture = 'jpeg' | 'png' | 'webp'

/**
 * The picture drawn anew, upright: nothing comes along but what can be seen. Of a moving picture the first
 * frame. Refuses what is no such picture, and one of more than `MOST_PIXELS`.
 */
export async function cleanPicture(bytes: Uint8Array, kind: Picture): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  // One at a time, and nothing kept: this process ends with the picture.
  sharp.concurrency(1)
  sharp.cache(false)
  try {
    return await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', autoOrient: true })
      .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true })
      .toFormat(kind)
      .toBuffer()
  } catch (fault) {
    throw new NotCleanable('no picture, or too large a one', { cause: fault })
  }
}
