import { type DeskActor, noteDeskAct } from '#api/history/desk-acts.ts'
import type { Store } from '#api/store/store.ts'
import type { Instant } from '#schema/dates.ts'
import { type LabelNumbers, labelNumbers } from './past-labels.ts'
import type { PastKind, PastRecord } from './past-records.ts'

/** Records of one statement: few enough that the server answers others in between. */
const RECORDS_PER_WRITE = 250
const DELETED_PER_WRITE = 1_000
const REFERENCES_PER_QUESTION = 500

const COLUMNS = [
  'id',
  'import_id',
  'kind',
  'key',
  'digest',
  'first_on',
  'last_on',
  'data',
  'sealed',
] as const

/** The rows that count: of a finished import, and not replaced by a later finished one. */
const CURRENT = `FROM past_records r JOIN past_imports i ON i.id = r.import_id
  WHERE i.finished_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM past_records n JOIN past_imports j ON j.id = n.import_id
    WHERE n.kind = r.kind AND n.key = r.key AND n.import_id > r.import_id
      AND j.finished_at IS NOT NULL)`

/** What is known already: kind and key → digest. */
export type Known = {
  digestOf(kind: PastKind, key: string): string | undefined
}

/** What was brought in before, by kind and key. */
export async function readKnown(store: Store): Promise<Known> {
  const rows = await store.db.all<{ kind: string; key: string; digest: string }>(
    `SELECT r.kind, r.key, r.digest ${CURRENT}`,
  )
  const digests = new Map(rows.map((row) => [placeOf(row.kind, row.key), row.digest]))
  return { digestOf: (kind, key) => digests.get(placeOf(kind, key)) }
}

function placeOf(kind: string, key: string): string {
  return `${kind}\n${key}`
}

/** Which of these references belong to a case that came in through the door. */
export async function liveAmong(
  store: Store,
  references: readonly string[],
): Promise<ReadonlySet<string>> {
  const live = new Set<string>()
  for (let from = 0; from < references.length; from += REFERENCES_PER_QUESTION) {
    const asked = references.slice(from, from + REFERENCES_PER_QUESTION)
    const found = await store.db.query.cases.findMany({
      columns: { reference: true },
      where: (row, { inArray }) => inArray(row.reference, asked),
    })
    for (const { reference } of found) live.add(reference)
  }
  return live
}

/** A record that is to be written, and whether it was known before as something else. */
export type FreshRecord = { readonly record: PastRecord; readonly replaces: boolean }

/**
 * Writes the records in many small commits under a new import, then makes all of them count with one. Until
 * then, and for ever if it breaks off, none of them does.
 */
export async function writeRecords(
  store: Store,
  records: Iterable<FreshRecord>,
  { at, actor }: { readonly at: Instant; readonly actor: DeskActor },
  tell: (written: number) => void,
): Promise<void> {
  await removeUnfinished(store)
  const importId = await nextNumber(store, 'past_imports')
  let id = await nextNumber(store, 'past_records')
  const labels = await labelNumbers(store)
  let written = 0
  const replaced: Place[] = []
  await store.write([
    { sql: 'INSERT INTO past_imports (id, started_at) VALUES (?, ?)', args: [importId, at] },
  ])
  for (const some of inGroups(records, RECORDS_PER_WRITE)) {
    for (const { record, replaces } of some) {
      if (replaces) replaced.push({ kind: record.kind, key: record.key })
    }
    const rows = some.map(({ record }) => rowOf(store, record, { id: id++, importId, labels }))
    await store.write([...labels.writes(), { sql: insertOf(rows.length), args: rows.flat() }])
    written += rows.length
    tell(written)
  }
  await store.write([
    { sql: 'UPDATE past_imports SET finished_at = ? WHERE id = ?', args: [at, importId] },
    noteDeskAct(store, at, {
      kind: 'past-cases-imported',
      by: actor,
      data: { import: importId, records: written },
    }),
  ])
  await removeReplaced(store, replaced, importId)
}

type Place = Pick<PastRecord, 'kind' | 'key'>

type Under = { readonly id: number; readonly importId: number; readonly labels: LabelNumbers }

function rowOf(store: Store, record: PastRecord, { id, importId, labels }: Under) {
  const { kind, key, digest, firstOn, lastOn, words } = record
  const sealed = words === null ? null : store.keys.own.seal(words)
  const data = record.data(labels.numberOf)
  return [id, importId, kind, key, digest, firstOn, lastOn, data, sealed]
}

/** `[1, 2, 3]` by 2 → `[1, 2]`, `[3]` */
function* inGroups<T>(things: Iterable<T>, size: number): Generator<readonly T[]> {
  let group: T[] = []
  for (const thing of things) {
    group.push(thing)
    if (group.length < size) continue
    yield group
    group = []
  }
  if (group.length > 0) yield group
}

function insertOf(rows: number): string {
  const row = `(${COLUMNS.map(() => '?').join(', ')})`
  const values = Array.from({ length: rows }, () => row).join(', ')
  return `INSERT INTO past_records (${COLUMNS.join(', ')}) VALUES ${values}`
}

async function nextNumber(store: Store, table: 'past_imports' | 'past_records'): Promise<number> {
  const sql = `SELECT coalesce(max(id), 0) + 1 AS next FROM ${table}`
  const [row] = await store.db.all<{ next: number }>(sql)
  return row?.next ?? 1
}

/** What a broken-off import left behind. */
async function removeUnfinished(store: Store): Promise<void> {
  const unfinished = 'SELECT id FROM past_imports WHERE finished_at IS NULL'
  const some = `SELECT id FROM past_records WHERE import_id IN (${unfinished}) LIMIT ${DELETED_PER_WRITE}`
  let removed: number
  do {
    const [result] = await store.write([`DELETE FROM past_records WHERE id IN (${some})`])
    removed = result?.rowsAffected ?? 0
  } while (removed > 0)
  await store.write(['DELETE FROM past_imports WHERE finished_at IS NULL'])
}

/** What no longer counts is not kept. */
async function removeReplaced(
  store: Store,
  replaced: readonly Place[],
  importId: number,
): Promise<void> {
  for (let from = 0; from < replaced.length; from += RECORDS_PER_WRITE) {
    const some = replaced.slice(from, from + RECORDS_PER_WRITE)
    const sql = 'DELETE FROM past_records WHERE kind = ? AND key = ? AND import_id < ?'
    await store.write(some.map(({ kind, key }) => ({ sql, args: [kind, key, importId] })))
  }
}
