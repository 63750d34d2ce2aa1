import { statSync } from 'node:fs'
import type { Store } from '#api/store/store.ts'
import type { Instant } from '#schema/dates.ts'
import type { Profile } from '#schema/profile.ts'
import type { ReportLists } from '#schema/rules/report/lists.ts'
import { type PastFolder, readFolder } from './import-folder.ts'
import type { ImportFault } from './import-rows.ts'
import { liveAmong, readKnown, writeRecords } from './import-store.ts'
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

  const fresh: PastRecord[] = []
  const replaced: PastRecord[] = []
  const counts = { added: 0, changed: 0, same: 0 }
  for (const record of recordsOf(read)) {
    const before = known.digestOf(record.kind, record.key)
    if (before === record.digest) {
      counts.same += 1
      continue
    }
    counts[before === undefined ? 'added' : 'changed'] += 1
    if (wanted.mode === 'write') fresh.push(record)
    if (before !== undefined) replaced.push(record)
  }
  if (fresh.length > 0) {
    await writeRecords(store, { fresh, replaced }, wanted.at, (written) => {
      if (written === fresh.length || written % 10_000 === 0) {
        say(`${written} of ${fresh.length} records written`)
      }
    })
  }
  return { ok: true, ...counts }
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
