import type { Readable } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { faultOfAll, SourceFault } from '#api/reports/past-source.ts'

/** What a workbook may unpack to in all: six times what 100,000 cases take. */
const MOST_UNPACKED = 1_000_000_000
const MOST_ENTRIES = 2_000
/** Sheets shrink to about a twentieth. What shrinks to less than this part of itself is made to burst. */
const MOST_RATIO = 200
/** A smaller part may shrink as it will: unpacked a piece at a time it harms nobody. */
const RATIO_COUNTS_FROM = 50_000_000

/** The parts of a packed file by name. None was unpacked yet. */
export type Zip = {
  has(name: string): boolean
  /** The text of a part, in pieces. Refuses a part that is longer than it says. */
  text(name: string): AsyncIterable<string>
  close(): void
}

/** Opens a packed file. Refuses with `SourceFault` what is none, or would unpack to far too much. */
export async function openZip(path: string): Promise<Zip> {
  const file = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(refuseZip)
  try {
    const entries = await entriesOf(file)
    return {
      has: (name) => entries.has(name),
      text: (name) => textOf(file, entries.get(name)),
      close: () => file.close(),
    }
  } catch (fault) {
    file.close()
    throw fault instanceof SourceFault ? fault : refuseZip(fault)
  }
}

function refuseZip(cause: unknown): never {
  if (cause instanceof Error && 'code' in cause) throw cause
  throw faultOfAll('an Excel workbook that is saved as .xlsx and not locked')
}

async function entriesOf(file: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>()
  let [packed, unpacked] = [0, 0]
  for await (const entry of file.eachEntry()) {
    entries.set(entry.fileName, entry)
    packed += entry.compressedSize
    unpacked += entry.uncompressedSize
    if (entry.isEncrypted()) throw faultOfAll('a workbook without a password')
    if (
      entries.size > MOST_ENTRIES ||
      unpacked > MOST_UNPACKED ||
      // Parts that lie over each other: together they are longer than the file.
      packed > file.fileSize ||
      bursts(entry)
    ) {
      throw faultOfAll(
        `a workbook that unpacks to at most ${MOST_UNPACKED / 1_000_000} MB, and no part of it to more than ${MOST_RATIO} times its size`,
        entry.fileName,
      )
    }
  }
  return entries
}

function bursts({ uncompressedSize, compressedSize }: Entry): boolean {
  return uncompressedSize > RATIO_COUNTS_FROM && uncompressedSize > compressedSize * MOST_RATIO
}

async function* textOf(file: ZipFile, entry: Entry | undefined): AsyncGenerator<string> {
  if (entry === undefined) throw faultOfAll('a whole workbook: save it again in Excel')
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    const stream: Readable = await file.openReadStreamPromise(entry)
    for await (const bytes of stream) yield decoder.decode(bytes as Buffer, { stream: true })
    yield decoder.decode()
  } catch (fault) {
    if (fault instanceof SourceFault) throw fault
    // Longer than it says, cut off, or in no encoding that a workbook may have.
    throw faultOfAll('a workbook that is whole: save it again in Excel', entry.fileName)
  }
}
