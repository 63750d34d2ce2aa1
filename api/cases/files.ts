import { asc, eq } from 'drizzle-orm'
import type { AttachmentKind } from '#api/intake/attachment-kind.ts'
import { folderOf } from '#api/intake/attachments.ts'
import { type Opened, openAttachment } from '#api/intake/open-attachment.ts'
import type { Store } from '#api/store/store.ts'
import { attachments, cases } from '#api/store/tables.ts'
import { localDateOf } from '#schema/dates.ts'
import { readableCase } from './may-read.ts'
import { noteReading, type Reading } from './note-reading.ts'

/** A file that came with a case, as an officer sees it. */
export type FileView = {
  readonly id: string
  readonly kind: AttachmentKind
  readonly bytes: number
  /** `ABCD2345-1.m4a`. Ours: the name that a person gave was never kept, since it may say too much. */
  readonly name: string
}

/** The files of a case, in the order in which they were sent. */
export async function filesOf(
  store: Store,
  of: { readonly id: number; readonly reference: string },
): Promise<readonly FileView[]> {
  const rows = await store.db
    .select({ id: attachments.id, kind: attachments.kind, bytes: attachments.bytes })
    .from(attachments)
    .where(eq(attachments.caseId, of.id))
    .orderBy(asc(attachments.createdAt), asc(attachments.id))
  return rows.map((row, index) => {
    const kind = row.kind as AttachmentKind
    return { ...row, kind, name: `${of.reference}-${index + 1}.${kind}` }
  })
}

/**
 * One file of a case for one officer; undefined when there is none, when it cannot be opened any more since
 * the words of the case were erased, or when they may not see the case. That it was opened is on the disk
 * before anything is sent.
 */
export async function openFile(
  reading: Reading,
  reference: string,
  id: string,
): Promise<{ readonly file: FileView; readonly opened: Opened } | undefined> {
  const { store, officer, at } = reading
  const caseId = await readableCase(store, officer, reference, localDateOf(at))
  if (caseId === undefined) return undefined
  const [row] = await store.db.select().from(cases).where(eq(cases.id, caseId))
  const [kept] = await store.db.select().from(attachments).where(eq(attachments.id, id))
  if (row === undefined || kept === undefined) return undefined
  const file = (await filesOf(store, row)).find((each) => each.id === id)
  const key = await store.keys.caseKey(row.keyId)
  if (file === undefined || key === undefined) return undefined
  await noteReading(reading, caseId)
  return { file, opened: await openAttachment(folderOf(store), kept, key) }
}
