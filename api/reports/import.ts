import { statSync } from 'node:fs'
import type { Store } from '#api/store/store.ts'
import type { Instant } from '#schema/dates.ts'
import type { Profile } from '#schema/profile.ts'
import type { ReportLists } from '#schema/rules/report/lists.ts'
import { type PastFolder, readFolder } from './import-folder.ts'
import type { ImportFault } from './import-rows.ts'
import { type FreshRecord, type Known, liveAmong, readKnown, writeRecords } from './import-store.ts'
import { type PastRecord, recordsOf } from './past-records.ts'

export type ImportWanted = {
  readonly store: Store
  readonly profile: Profile
  readonly lists: ReportLists
  readonly folder: string
  /** `dry-run` finds every fault and says what would change, and writes nothing. */
  readonly mode: 'write' | 'dry-run'
  readonly at: Instant
  /** Progress, a line at a time. */
  readonly say: (line: string) => void
}

export type Imported =
  | { readonly ok: true; readonly added: number; readonly changed: number; readonly same: number }
  | { readonly ok: false; readonly code: 'busy' | 'no-folder' }
  | {
      readonly ok: false
      readonly code: 'faults'
      readonly faults: readonly ImportFault[]
      readonly unlisted: number
    }

const TELL_EVERY = 10_000

/** Two at once would each take what the other wrote for something left behind. */
const importing = new WeakSet<Store>()

/** Brings a folder of past cases in: all of it, or with any fault nothing. The same folder twice changes nothing. */
export async function importFolder(wanted: ImportWanted): Promise<Imported> {
  if (!statSync(wanted.folder, { throwIfNoEntry: false })?.isDirectory()) {
    return { ok: false, code: 'no-folder' }
  }
  if (importing.has(wanted.store)) return { ok: false, code: 'busy' }
  importing.add(wanted.store)
  try {
    return await importAlone(wanted)
  } finally {
    importing.delete(wanted.store)
  }
}

async function importAlone(wanted: ImportWanted): Promise<Imported> {
  const { store, say } = wanted
  const read = await readFolder(wanted)
  const known = await readKnown(store)
  for (const { ref, refuse } of read.elsewhere) {
    if (known.digestOf('case', ref) === undefined) refuse()
  }
  await refuseLive(store, read)
  const { found, unlisted } = read.faults
  if (found.length > 0) return { ok: false, code: 'faults', faults: found, unlisted }

  const counts = { added: 0, changed: 0, same: 0 }
  for (const record of recordsOf(read)) counts[standing(record, known)] += 1
  const howMany = counts.added + counts.changed
  if (howMany > 0 && wanted.mode === 'write') {
    // Made again, a few at a time: held all at once, the records of a large folder fill the memory.
    await writeRecords(store, freshOf(read, known), wanted.at, (written) => {
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

function* freshOf(read: PastFolder, known: Known): Generator<FreshRecord> {
  for (const record of recordsOf(read)) {
    const stands = standing(record, known)
    if (stands !== 'same') yield { record, replaces: stands === 'changed' }
  }
}

/** A reference that a live case has cannot be a past one's: which of them a letter means would be unclear. */
async function refuseLive(store: Store, { ledger, faults, lineOf }: PastFolder): Promise<void> {
  const live = await liveAmong(
    store,
    ledger.cases.map((each) => each.ref),
  )
  for (const ref of live) {
    const expected = 'a reference that no live case has'
    faults.add({ file: 'cases.csv', line: lineOf(ref), column: 'case_ref', value: ref, expected })
  }
}
