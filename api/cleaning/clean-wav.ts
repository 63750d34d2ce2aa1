import { NotCleanable } from './not-cleanable.ts'

/** What is needed to play it. Everything else may say who, where, when and with what. */
const KEPT = new Set(['fmt ', 'data', 'fact'])
const HEADER_BYTES = 12
const CHUNK_HEADER_BYTES = 8

/**
 * A WAV recording without titles, names, dates and notes: each chunk that is not sound becomes filling of
 * the same length.
 */
export function cleanWav(bytes: Uint8Array): Buffer {
  const sound = Buffer.from(bytes)
  if (sound.toString('latin1', 0, 4) !== 'RIFF' || sound.toString('latin1', 8, 12) !== 'WAVE')
    throw new NotCleanable('no WAV')
  let at = HEADER_BYTES
  while (at + CHUNK_HEADER_BYTES <= sound.length) {
    const name = sound.toString('latin1', at, at + 4)
    const begin = at + CHUNK_HEADER_BYTES
    const length = sound.readUInt32LE(at + 4)
    // A recording that was broken off says more than there is: then it ends with the file.
    const end = Math.min(begin + length, sound.length)
    if (!KEPT.has(name)) {
      sound.write('JUNK', at, 'latin1')
      sound.fill(0, begin, end)
    }
    at = end + (length % 2)
  }
  return sound
}
