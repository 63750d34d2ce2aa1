import { asc, eq } from 'drizzle-orm'
import { isCleanable } from '#api/cleaning/cleanable.ts'
import type { AttachmentKind } from '#api/intake/attachment-kind.ts'
import { copyNameOf, folderOf } from '#api/intake/attachments.ts'
import { type Opened, openAttachment } from '#api/intake/open-attachment.ts'
import type { Sealer, Store } from '#api/store/store.ts'
import { attachments, cases } from '#api/store/tables.ts'
import { localDateOf } from '#schema/dates.ts'
import { type FileCare, type FileState, fileState } from '#schema/rules/form/file-state.ts'
import { readableCase } from './may-read.ts'
import { noteOnCase } from './note-on-case.ts'
import { noteReading, type Reading } from './note-reading.ts'

/** A file that came with a case, as an officer sees it. */
export type FileView = {
  readonly id: string
  /** Its place among the files of the case, from 1. */
  readonly n: number
  readonly kind: AttachmentKind
  readonly bytes: number
  /** The clean copy's; null before there is one. */
  readonly copyBytes: number | null
  /** `ABCD2345-1.m4a`. Ours: the name that a person gave was never kept, since it may say too much. */
  readonly name: string
  readonly care: FileCare
}

/** The files of a case, in the order in which they were sent. */
export async function filesOf(
  store: Store,
  of: { readonly id: number; readonly reference: string },
): Promise<readonly FileView[]> {
  const { id, kind, bytes, copyBytes, scan, copy } = attachments
  const rows = await store.db
    .select({ id, kind, bytes, copyBytes, scan, copy })
    .from(attachments)
    .where(eq(attachments.caseId, of.id))
    .orderBy(asc(attachments.createdAt), asc(attachments.id))
  return rows.map(({ scan, copy, ...row }, index) => {
    const kind = row.kind as AttachmentKind
    const n = index + 1
    const care = { scan, copy, isCleanable: isCleanable(kind) }
    return { ...row, n, kind, care, name: `${of.reference}-${n}.${kind}` }
  })
}

/** A file that an officer may open, with all that is needed to open it. */
type Found = {
  readonly caseId: number
  readonly file: FileView
  readonly state: FileState
  /** What is handed on: its length, and how it opens. */
  readonly copy: () => Promise<OpenedFile>
  readonly original: () => Promise<OpenedFile>
  readonly key: Sealer
}

export type OpenedFile = {
  readonly file: FileView
  readonly bytes: number
  readonly opened: Opened
}

/** Whether files are looked through for viruses here. */
export type Scanning = 'scanner' | 'no-scanner'

/**
 * One file of a case for one officer; undefined when there is none, when it cannot be opened any more since
 * the words of the case were erased, or when they may not see the case.
 */
export async function findFile(
  { store, officer, at }: Reading,
  of: { readonly reference: string; readonly id: string },
  scanning: Scanning,
): Promise<Found | undefined> {
  const caseId = await readableCase(store, officer, of.reference, localDateOf(at))
  if (caseId === undefined) return undefined
  const [row] = await store.db.select().from(cases).where(eq(cases.id, caseId))
  const [kept] = await store.db.select().from(attachments).where(eq(attachments.id, of.id))
  if (row === undefined || kept === undefined) return undefined
  const file = (await filesOf(store, row)).find(({ id }) => id === of.id)
  const key = await store.keys.caseKey(row.keyId)
  if (file === undefined || key === undefined) return undefined
  const { copySealedKey } = kept
  const open = async (name: string, sealedKey: Buffer, bytes: number) => ({
    file,
    bytes,
    opened: await openAttachment(folderOf(store), { name, sealedKey }, key),
  })
  return {
    caseId,
    file,
    state: fileState(file.care, scanning),
    original: () => open(kept.id, kept.sealedKey, kept.bytes),
    copy: () => {
      if (copySealedKey === null) throw new Error('a copy that was made has a key')
      return open(copyNameOf(kept.id), copySealedKey, file.copyBytes ?? 0)
    },
    key,
  }
}

/**
 * What an officer is given of a file: the clean copy, or the file itself where its kind has none. Undefined when
 * nothing of it is handed on. That it was opened is on the disk before anything is sent.
 */
export async function openFile(reading: Reading, found: Found): Promise<OpenedFile | undefined> {
  const { state, caseId } = found
  if (state.opens === 'nothing') return undefined
  await noteReading(reading, caseId)
  return state.opens === 'copy' ? found.copy() : found.original()
}

/**
 * The file with all that it says of its maker, for a reason that the case keeps. Undefined where there is no
 * original apart from what is opened anyway, or nothing is handed on.
 */
export async function openOriginal(
  reading: Reading,
  found: Found,
  reason: string,
): Promise<OpenedFile | undefined> {
  if (!found.state.hasOriginal) return undefined
  await noteOriginal(reading, found, reason)
  return found.original()
}

async function noteOriginal(
  reading: Reading,
  { caseId, file, key }: Found,
  reason: string,
): Promise<void> {
  await noteReading(reading, caseId)
  const noted = { kind: 'original-opened', data: { file: file.n }, text: reason } as const
  await noteOnCase(reading, { caseId, key }, noted)
}
