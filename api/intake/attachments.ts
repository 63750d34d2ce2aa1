import { type CipherGCM, createCipheriv, randomBytes } from 'node:crypto'
import { type FileHandle, link, mkdir, open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { and, eq, inArray, isNull, lt } from 'drizzle-orm'
import type { Instant } from '#schema/dates.ts'
import { instantOf } from '#schema/dates.ts'
import type { Sealer, Store, Write } from '../store/store.ts'
import { attachments } from '../store/tables.ts'
import { keepNames } from '../store/write-file.ts'
import { type AttachmentKind, HEAD_BYTES, kindOf } from './attachment-kind.ts'

/** The most bytes of one file. */
export const ATTACHMENT_BYTES = 10 * 1024 * 1024
/** Unclaimed, it is destroyed after this. */
export const UNCLAIMED_HOURS = 24

/** The folder of the files, within that of their authority. */
export const ATTACHMENTS = 'attachments'

/** What is kept of a file's seal: its key, its nonce and then its tag, sealed together. */
export const KEY_BYTES = 32
export const NONCE_BYTES = 12
const ID = /^[A-Za-z0-9_-]{22}$/

export type Stored =
  | {
      readonly ok: true
      readonly id: string
      readonly kind: AttachmentKind
      readonly bytes: number
    }
  | { readonly ok: false; readonly why: 'too-large' | 'wrong-kind' | 'empty' }

/** Under which name the clean copy of a file lies beside it. */
export function copyNameOf(id: string): string {
  return `${id}${COPY}`
}

/** The number of the file that something in the folder belongs to, be it the file or its copy. */
export function idOf(name: string): string {
  return name.endsWith(COPY) ? name.slice(0, -COPY.length) : name
}

const COPY = '.copy'

/** Where one authority's files lie. */
export type AttachmentFolder = { readonly store: Store; readonly folder: string }

export function folderOf(store: Store): AttachmentFolder {
  return { store, folder: join(store.folder, ATTACHMENTS) }
}

/**
 * Seals a file as it arrives under a random name, and notes it as unclaimed. Refuses by size and by what
 * the bytes are; one that is refused, or whose sender goes in the middle, leaves nothing behind. Durable when it
 * resolves.
 */
export async function storeAttachment(
  place: AttachmentFolder,
  file: Readable,
  now: Instant,
): Promise<Stored> {
  const id = randomBytes(16).toString('base64url')
  const path = join(place.folder, id)
  await mkdir(place.folder, { recursive: true, mode: 0o700 })
  const sealing = await sealInto(path, file).catch(async (fault: unknown) => {
    await rm(path, { force: true })
    throw fault
  })
  if (!sealing.ok) {
    await rm(path, { force: true })
    return sealing
  }
  const { key, kind, bytes } = sealing
  await place.store.write([
    place.store.db
      .insert(attachments)
      .values({ id, kind, bytes, createdAt: now, sealedKey: place.store.keys.own.seal(key) }),
  ])
  return { ok: true, id, kind, bytes }
}

type Sealing =
  | {
      readonly ok: true
      readonly key: Buffer
      readonly kind: AttachmentKind
      readonly bytes: number
    }
  | { readonly ok: false; readonly why: 'too-large' | 'wrong-kind' | 'empty' }

async function sealInto(path: string, file: Readable): Promise<Sealing> {
  const key = randomBytes(KEY_BYTES)
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const handle = await open(path, 'wx', 0o600)
  try {
    const seen = await copySealed(file, cipher, handle)
    if (seen === undefined) return { ok: false, why: 'too-large' }
    if (seen.bytes === 0) return { ok: false, why: 'empty' }
    const kind = await kindOf(seen.head, { isText: seen.isText })
    if (kind === undefined) return { ok: false, why: 'wrong-kind' }
    await handle.sync()
    await keepNames(dirname(path))
    return {
      ok: true,
      key: Buffer.concat([key, nonce, cipher.getAuthTag()]),
      kind,
      bytes: seen.bytes,
    }
  } finally {
    await handle.close()
  }
}

type Seen = { readonly bytes: number; readonly head: Buffer; readonly isText: boolean }

/**
 * Writes the file sealed; undefined as soon as it is too large. `appendFile` and not `write`, which is content when
 * a full disk took only a part.
 */
async function copySealed(
  file: Readable,
  cipher: CipherGCM,
  handle: FileHandle,
): Promise<Seen | undefined> {
  const text = createTextCheck()
  const heads: Buffer[] = []
  let bytes = 0
  for await (const chunk of file) {
    const part = Buffer.from(chunk)
    if (bytes < HEAD_BYTES) heads.push(part.subarray(0, HEAD_BYTES - bytes))
    bytes += part.byteLength
    if (bytes > ATTACHMENT_BYTES) return undefined
    text.see(part)
    await handle.appendFile(cipher.update(part))
  }
  cipher.final()
  return { bytes, head: Buffer.concat(heads), isText: text.isText() }
}

/** Watches whether everything seen is UTF-8 without control characters but tab and line ends. */
function createTextCheck() {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let isText = true
  const check = (decode: () => string) => {
    if (!isText) return
    try {
      isText = !/[^\P{Cc}\t\n\r]/u.test(decode())
    } catch {
      isText = false
    }
  }
  return {
    see: (part: Buffer) => check(() => decoder.decode(part, { stream: true })),
    isText: () => {
      check(() => decoder.decode())
      return isText
    },
  }
}

type Row = typeof attachments.$inferSelect

/** A file that waits for its submission. One that came before its authority was named may wait elsewhere. */
export type Unclaimed = { readonly place: AttachmentFolder; readonly row: Row }

/** The unclaimed files among these ids, by id. */
export async function findUnclaimed(
  places: readonly AttachmentFolder[],
  ids: readonly string[],
): Promise<ReadonlyMap<string, Unclaimed>> {
  const found = new Map<string, Unclaimed>()
  const wanted = ids.filter((id) => ID.test(id))
  if (wanted.length === 0) return found
  for (const place of places) {
    const rows = await place.store.db
      .select()
      .from(attachments)
      .where(and(inArray(attachments.id, wanted), isNull(attachments.caseId)))
    for (const row of rows) found.set(row.id, { place, row })
  }
  return found
}

/**
 * What gives a file to a case: a write for the transaction of the submission, under the case's key, and
 * what is to be removed once that is committed.
 */
export async function claim(
  target: AttachmentFolder,
  file: Unclaimed,
  owner: { readonly caseId: number; readonly sealer: Sealer },
): Promise<{ readonly write: Write; readonly afterwards: () => Promise<void> }> {
  const { place, row } = file
  const sealAgain = (sealed: Buffer) => owner.sealer.seal(place.store.keys.own.open(sealed))
  // All of the row as it was read: a copy that was made meanwhile is under another key, and is made again.
  const claimed = {
    ...row,
    caseId: owner.caseId,
    sealedKey: sealAgain(row.sealedKey),
    copySealedKey: row.copySealedKey && sealAgain(row.copySealedKey),
  }
  const { db } = target.store
  if (place.store === target.store) {
    const write = db
      .update(attachments)
      .set(claimed)
      .where(and(eq(attachments.id, row.id), isNull(attachments.caseId)))
    return { write, afterwards: async () => {} }
  }
  await mkdir(target.folder, { recursive: true, mode: 0o700 })
  await takeAlong(place, target, row.id)
  if (row.copySealedKey !== null) await takeAlong(place, target, copyNameOf(row.id))
  await keepNames(target.folder)
  const write = db.insert(attachments).values(claimed)
  return { write, afterwards: () => destroyFiles(place, [row.id]) }
}

async function takeAlong(from: AttachmentFolder, to: AttachmentFolder, name: string) {
  await rm(join(to.folder, name), { force: true })
  await link(join(from.folder, name), join(to.folder, name))
}

/** Destroys what nobody claimed in time. Answers how many files. */
export async function destroyUnclaimed(place: AttachmentFolder, now: Instant): Promise<number> {
  const before = instantOf(new Date(Date.parse(now) - UNCLAIMED_HOURS * 3_600_000))
  const rows = await place.store.db
    .select({ id: attachments.id })
    .from(attachments)
    .where(and(isNull(attachments.caseId), lt(attachments.createdAt, before)))
  const ids = rows.map((row) => row.id)
  await destroyFiles(place, ids)
  return ids.length
}

/**
 * Destroys files that no case has. The row goes first: without the key in it, a file that outlives a
 * crash opens for nobody.
 */
export async function destroyFiles(place: AttachmentFolder, ids: readonly string[]): Promise<void> {
  const { db } = place.store
  const unclaimed = and(inArray(attachments.id, [...ids]), isNull(attachments.caseId))
  if (ids.length === 0) return
  const rows = await db.select({ id: attachments.id }).from(attachments).where(unclaimed)
  if (rows.length === 0) return
  await place.store.write([db.delete(attachments).where(unclaimed)])
  for (const { id } of rows)
    for (const name of [id, copyNameOf(id)]) await rm(join(place.folder, name), { force: true })
}
