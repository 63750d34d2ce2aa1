import { and, asc, eq, inArray, isNull, or } from 'drizzle-orm'
import { CLEANABLE, isCleanable } from '#api/cleaning/cleanable.ts'
import type { Cleaner } from '#api/cleaning/cleaner.ts'
import { folderOf } from '#api/intake/attachments.ts'
import { sealCopy } from '#api/intake/clean-copy.ts'
import { type Opened, openAttachment } from '#api/intake/open-attachment.ts'
import { faultCode, type Log } from '#api/log.ts'
import { type Scanner, ScannerAway } from '#api/scanning/clamd.ts'
import type { Sealer, Store } from '#api/store/store.ts'
import { attachments, cases } from '#api/store/tables.ts'

const LOOK_EVERY_MS = 5000
const SCANNER_AWAY_MS = 60_000
const MOST_ATTEMPTS = 3
const FILES_A_LOOK = 50
/** Of files that no scan was finished of; the oldest are forgotten first. */
const MOST_REMEMBERED = 10_000

type FileCareParts = {
  readonly stores: readonly Store[]
  readonly cleaner: Cleaner
  /** Undefined where no scanner is set up: files are then marked as not looked at. */
  readonly scanner: Scanner | undefined
  readonly log: Log
  /** What pauses are measured by: it only ever goes on, as long as this process lives. */
  readonly elapsedMs?: (() => number) | undefined
}

export type FileCare = {
  /** Every file that waits, once. Asked during a look, it answers at the end of that. */
  runOnce(): Promise<void>
  /** Ends after the file in hand. What is left is taken up at the next start. */
  stop(): Promise<void>
}

type Row = typeof attachments.$inferSelect

/**
 * Looks after files soon after they came: has them scanned where a scanner is set up, and then makes the clean
 * copy that officers open. A file whose scanner is away waits; none is lost.
 */
export async function startFileCare(parts: FileCareParts): Promise<FileCare> {
  const care = new Care(parts)
  for (const store of parts.stores) await lookAgain(store, parts.scanner)
  let look: Promise<void> | undefined
  const runOnce = () => {
    look ??= care
      .look()
      // A store that cannot be read for a moment must not end the service: the next look reads it.
      .catch((fault: unknown) => parts.log('warn', 'upkeep-delayed', { fault: faultCode(fault) }))
      .finally(() => {
        look = undefined
      })
    return look
  }
  const timer = setInterval(() => void runOnce(), LOOK_EVERY_MS).unref()
  void runOnce()
  return {
    runOnce,
    async stop() {
      clearInterval(timer)
      care.isEnding = true
      await look
    },
  }
}

/** A scanner that was set up later looks at what came before it, and a kind that is cleaned since gets its copies. */
async function lookAgain(store: Store, scanner: Scanner | undefined): Promise<void> {
  const { scan, copy, kind } = attachments
  const isUnseen = isNull(scan)
  const isUncopied = and(
    isNull(copy),
    inArray(kind, [...CLEANABLE]),
    or(isUnseen, eq(scan, 'clean')),
  )
  await store.write([
    store.db
      .update(attachments)
      .set({ care: 'waiting' })
      .where(scanner === undefined ? isUncopied : or(isUnseen, isUncopied)),
  ])
}

type WaitingFile = { readonly file: Row; readonly keyId: string | null }

/** The oldest first, and last those of which the scanner said nothing. */
function waitingFiles(
  { db }: Store,
  unfinished: ReadonlySet<string>,
): Promise<readonly WaitingFile[]> {
  return db
    .select({ file: attachments, keyId: cases.keyId })
    .from(attachments)
    .leftJoin(cases, eq(cases.id, attachments.caseId))
    .where(eq(attachments.care, 'waiting'))
    .orderBy(inArray(attachments.id, [...unfinished]), asc(attachments.createdAt))
    .limit(FILES_A_LOOK)
}

class Care {
  isEnding = false
  readonly #parts: FileCareParts
  readonly #elapsedMs: () => number
  #scannerAwayAt = Number.NEGATIVE_INFINITY
  /** One that no scanner can finish is no reason for the others to wait: they come first from then on. */
  readonly #unfinished = new Set<string>()

  constructor(parts: FileCareParts) {
    this.#parts = parts
    this.#elapsedMs = parts.elapsedMs ?? (() => performance.now())
  }

  async look(): Promise<void> {
    const { stores, scanner, log } = this.#parts
    for (const store of stores) {
      for (const waiting of await waitingFiles(store, this.#unfinished)) {
        if (this.isEnding || (scanner !== undefined && this.#isScannerAway())) return
        try {
          await this.#lookAfter(store, waiting)
          this.#unfinished.delete(waiting.file.id)
        } catch (fault) {
          if (fault instanceof ScannerAway) this.#noteUnfinished(waiting.file.id)
          const code = fault instanceof ScannerAway ? 'scan-delayed' : 'upkeep-delayed'
          log('warn', code, { authority: store.slug, fault: faultCode(fault) })
        }
      }
    }
  }

  #noteUnfinished(id: string): void {
    this.#scannerAwayAt = this.#elapsedMs()
    this.#unfinished.add(id)
    const [oldest] = this.#unfinished
    if (this.#unfinished.size > MOST_REMEMBERED && oldest !== undefined)
      this.#unfinished.delete(oldest)
  }

  #isScannerAway(): boolean {
    return this.#elapsedMs() - this.#scannerAwayAt < SCANNER_AWAY_MS
  }

  async #lookAfter(store: Store, { file, keyId }: WaitingFile): Promise<void> {
    const sealer = keyId === null ? store.keys.own : await store.keys.caseKey(keyId)
    await store.write([keep(store, file, await this.#careFor(store, file, sealer))])
  }

  /** What becomes of the row. A file that can be opened no more, by erasure or by harm, waits for nothing. */
  async #careFor(store: Store, file: Row, sealer: Sealer | undefined): Promise<Partial<Row>> {
    if (sealer === undefined) return { care: 'done' }
    const opened = await openAttachment(folderOf(store), { ...file, name: file.id }, sealer)
    if (!opened.ok) return { care: 'done', copy: 'impossible' }
    const scan = file.scan ?? (await this.#parts.scanner?.(opened.read())) ?? null
    if (scan === 'infected') {
      this.#parts.log('warn', 'attachment-infected', { authority: store.slug })
      return { care: 'done', scan }
    }
    return { scan, ...(await this.#copy(store, file, { sealer, opened })) }
  }

  async #copy(
    store: Store,
    file: Row,
    { sealer, opened }: { readonly sealer: Sealer; readonly opened: Opened & { ok: true } },
  ): Promise<Partial<Row>> {
    if (!isCleanable(file.kind) || file.copy !== null) return { care: 'done' }
    const cleaned = await this.#parts.cleaner(opened.read(), file.kind)
    if (cleaned.ok) {
      const secret = await sealCopy(folderOf(store), file.id, cleaned.bytes)
      return {
        care: 'done',
        copy: 'made',
        copyBytes: cleaned.bytes.byteLength,
        copySealedKey: sealer.seal(secret),
      }
    }
    const copyAttempts = file.copyAttempts + 1
    if (cleaned.because === 'file' || copyAttempts === MOST_ATTEMPTS) {
      return { care: 'done', copy: 'impossible', copyAttempts }
    }
    this.#parts.log('warn', 'copy-delayed', { authority: store.slug, count: copyAttempts })
    return { copyAttempts }
  }
}

/** Only while the file is as it was read: one that a case claimed meanwhile is looked at again, with its key. */
function keep({ db }: Store, { id, sealedKey }: Row, change: Partial<Row>) {
  return db
    .update(attachments)
    .set(change)
    .where(and(eq(attachments.id, id), eq(attachments.sealedKey, sealedKey)))
}
