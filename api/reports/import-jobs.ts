import type { Store } from '#api/store/store.ts'
import type { Instant } from '#schema/dates.ts'
import { type Imported, type ImportWanted, importPastCases } from './import.ts'

/** An import that was begun at the desk: how far it is, or what came of it. */
export type ImportJob = {
  readonly by: string
  readonly at: Instant
  readonly mode: ImportWanted['mode']
  /** The last line of its progress; undefined before there is one. */
  readonly progress: string | undefined
  /** Undefined while it runs. `broke-off`: through no fault of the files. */
  readonly ended: Imported | { readonly ok: false; readonly code: 'broke-off' } | undefined
}

type Growing = { -readonly [K in keyof ImportJob]: ImportJob[K] }

const jobs = new WeakMap<Store, Growing>()

/** The last import that was begun for this authority since the start; undefined for none. */
export function importJobOf(store: Store): ImportJob | undefined {
  return jobs.get(store)
}

/** Whether one runs now. */
export function isImporting(store: Store): boolean {
  const job = jobs.get(store)
  return job !== undefined && job.ended === undefined
}

type Begun = Omit<ImportWanted, 'say'> & {
  readonly by: string
  /** Runs when it is over, however it ended. */
  readonly tidy: () => Promise<void>
}

/** Begins an import and answers a promise that resolves when it is over. It never rejects. */
export function beginImport({ by, tidy, ...wanted }: Begun): Promise<void> {
  const job: Growing = {
    by,
    at: wanted.at,
    mode: wanted.mode,
    progress: undefined,
    ended: undefined,
  }
  jobs.set(wanted.store, job)
  const say = (line: string) => {
    job.progress = line
  }
  return importPastCases({ ...wanted, say })
    .catch(() => ({ ok: false, code: 'broke-off' }) as const)
    .then(async (ended) => {
      await tidy().catch(() => {})
      job.ended = ended
    })
}
