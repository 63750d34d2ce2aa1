import { fileTypeFromBuffer } from 'file-type'
import type { FileField } from '#schema/form/question.ts'

/** Bytes from the front that decide what a file is. */
export const HEAD_BYTES = 64 * 1024

/** What may be sent, by what the bytes say. The name and the announced type count for nothing. */
const KINDS: Readonly<Record<string, AttachmentKind>> = {
  jpg: 'jpeg',
  png: 'png',
  webp: 'webp',
  pdf: 'pdf',
  docx: 'docx',
  m4a: 'm4a',
  mp4: 'm4a',
  mp3: 'mp3',
  wav: 'wav',
  webm: 'webm',
  ogg: 'ogg',
  oga: 'ogg',
  opus: 'ogg',
}

export type AttachmentKind =
  | 'jpeg'
  | 'png'
  | 'webp'
  | 'pdf'
  | 'docx'
  | 'm4a'
  | 'mp3'
  | 'wav'
  | 'webm'
  | 'ogg'
  | 'txt'

const SOUNDS: readonly AttachmentKind[] = ['m4a', 'mp3', 'wav', 'webm', 'ogg']
const PICTURES: readonly AttachmentKind[] = ['jpeg', 'png', 'webp']

/** What a field takes, by what it asks for. */
export const ACCEPTED: Readonly<Record<FileField['accept'], readonly AttachmentKind[]>> = {
  sound: SOUNDS,
  picture: PICTURES,
  any: [...SOUNDS, ...PICTURES, 'pdf', 'docx', 'txt'],
}

/** The type under which an officer's browser is given it; text is never given as a page. */
export const CONTENT_TYPES: Readonly<Record<AttachmentKind, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  webm: 'audio/webm',
  ogg: 'audio/ogg',
  txt: 'text/plain; charset=utf-8',
}

/**
 * What a file is, from its first `HEAD_BYTES`; undefined when we do not take it. `isText`: whether all
 * of it is UTF-8 without control characters, since plain text has no mark of its own.
 */
export async function kindOf(
  head: Uint8Array,
  options: { readonly isText: boolean },
): Promise<AttachmentKind | undefined> {
  const found = await detect(head)
  if (found !== undefined) return KINDS[found]
  return options.isText ? 'txt' : undefined
}

/** A file cut off after its head may end in the middle of a part: then its type is not known. */
async function detect(head: Uint8Array): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(head))?.ext
  } catch (fault) {
    if (fault instanceof Error && fault.name.endsWith('Error')) return undefined
    throw fault
  }
}
