import { statSync } from 'node:fs'
import { basename } from 'node:path'
import type { DeskActor } from '#api/history/desk-acts.ts'
import type { Store } from '#api/store/store.ts'
import type { Profile } from '#schema/authority/profile.ts'
import type { Instant } from '#schema/dates.ts'
import type { ReportLists } from '#schema/rules/report/lists.ts'
import { openFolder } from './csv.ts'
import type { ImportFault } from './import-rows.ts'
import { type FreshRecord, type Known, liveAmong, readKnown, writeRecords } from './import-store.ts'
import { type PastRecord, recordsOf } from './past-records.ts'
import { type PastSource, SourceFault } from './past-source.ts'
import { type PastCases, readPastCases } from './read-past-cases.ts'
import { openWorkbook } from './workbook/open-workbook.ts'

export type ImportWanted = {
  readonly store: Store
  readonly profile: Profile
  readonly lists: ReportLists
  /** A folder of CSV files, or one workbook. */
  readonly path: string
  /** `dry-run` finds every fault and says what would change, and writes nothing. */
  readonly mode: 'write' | 'dry-run'
  readonly at: Instant
  /** Who brings them in, for the history. */
  readonly actor: DeskActor
  /** Progress, a line at a time. */
  readonly say: (line: string) => void
}

export type Imported =
  | { readonly ok: true; readonly added: number; readonly changed: number; readonly same: number }
  | { readonly ok: false; readonly code: 'busy' | 'no-folder' }
  | {
      readonly ok: false
      readonly code: 'faults'
      /** What the places of the faults count. */
      readonly counts: PastSource['counts']
      readonly faults: readonly ImportFault[]
      readonly unlisted: number
    }

const TELL_EVERY = 10_000

/** Two at once would each take what the other wrote for something left behind. */
const importing = new WeakSet<Store>()

/** Brings past cases in: all of them, or with any fault none. The same ones twice change nothing. */
export async function importPastCases(wanted: ImportWanted): Promise<Imported> {
  const found = statSync(wanted.path, { throwIfNoEntry: false })
  const isWorkbook = found?.isFile() === true && /\.xlsx$/i.test(wanted.path)
  if (!found?.isDirectory() && !isWorkbook) return { ok: false, code: 'no-folder' }
  if (importing.has(wanted.store)) return { ok: false, code: 'busy' }
  importing.add(wanted.store)
  try {
    const source = isWorkbook ? await openWorkbook(wanted.path) : openFolder(wanted.path)
    try {
      return await importAlone(wanted, source)
    } finally {
      source.close()
    }
  } catch (fault) {
    if (!(fault instanceof SourceFault)) throw fault
    return noWorkbook(basename(wanted.path), fault)
  } finally {
    importing.delete(wanted.store)
  }
}

/** A workbook that cannot be opened at all. */
function noWorkbook(file: string, { value, expected }: SourceFault): Imported {
  const fault = { file, line: 0, column: '', value, expected }
  return { ok: false, code: 'faults', counts: 'row', faults: [fault], unlisted: 0 }
}

async function importAlone(wanted: ImportWanted, source: PastSource): Promise<Imported> {
  const { store, say } = wanted
  const read = await readPastCases({ ...wanted, source })
  const known = await readKnown(store)
  for (const { ref, refuse } of read.elsewhere) {
    if (known.digestOf('case', ref) === undefined) refuse()
  }
  await refuseLive(store, read, source)
  const { found, unlisted } = read.faults
  if (found.length > 0) {
    return { ok: false, code: 'faults', counts: source.counts, faults: found, unlisted }
  }

  const counts = { added: 0, changed: 0, same: 0 }
  for (const record of recordsOf(read)) counts[standing(record, known)] += 1
  const howMany = counts.added + counts.changed
  if (howMany > 0 && wanted.mode === 'write') {
    // Made again, a few at a time: held all at once, the records of a large folder fill the memory.
    await writeRecords(store, freshOf(read, known), wanted, (written) => {
      if (written === howMany || written % TELL_EVERY === 0) {
        say(`${written} of ${howMany} records written`)
      }
    })
  }
  return { ok: true, ...counts }
}

type Standing = 'added' | 'changed' | 'same'

function standing({ kind, key, digest }: PastRecord, known: Known): Standing {
  const before = known.digestOf(kind, key)
  if (before === undefined) return 'added'
  return before === digest ? 'same' : 'changed'
}

function* freshOf(read: PastCases, known: Known): Generator<FreshRecord> {
  for (const record of recordsOf(read)) {
    const stands = standing(record, known)
    if (stands !== 'same') yield { record, replaces: stands === 'changed' }
  }
}

/** A reference that a live case has cannot be a past one's: which of them a letter means would be unclear. */
async function refuseLive(
  store: Store,
  { ledger, faults, lineOf }: PastCases,
  source: PastSource,
): Promise<void> {
  const live = await liveAmong(
    store,
    ledger.cases.map((each) => each.ref),
  )
  for (const ref of live) {
    const expected = 'a reference that no live case has'
    faults.add({
      file: source.called('cases'),
      line: lineOf(ref),
      column: 'case_ref',
      value: ref,
      expected,
    })
  }
}
