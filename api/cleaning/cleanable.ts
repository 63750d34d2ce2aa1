/** The kinds of which a clean copy can be made. The others are handed on as they were sent. */
export const CLEANABLE = [
  'jpeg',
  'png',
  'webp',
  'm4a',
  'mp3',
  'ogg',
  'wav',
  'webm',
  'docx',
  'pdf',
] as const

export type Cleanable = (typeof CLEANABLE)[number]

export function isCleanable(kind: string): kind is Cleanable {
  return CLEANABLE.some((each) => each === kind)
}
