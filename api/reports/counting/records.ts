import type { Client } from '@libsql/client'
import { type CaseRow, casesOfRows } from '#api/reports/case-row.ts'
import type { PastData, PastKind } from '#api/reports/past-records.ts'
import type { LedgerPromises } from '#schema/report/ledger.ts'
import type { Period } from '#schema/report/report.ts'

const RECORDS_PER_PAGE = 1_000

/** Kinds with days of their own; the others belong to a year and are few. */
export type DatedKind = Extract<PastKind, 'case' | 'compliment' | 'ombudsman'>

/**
 * The records that count and have anything to do with this time, a page at a time, each once. All of it is
 * read from one state of the file: what an import writes meanwhile is not seen.
 */
export async function* recordsOf<K extends PastKind>(
  client: Client,
  kind: K,
  time: Period | null,
): AsyncGenerator<readonly PastData[K][]> {
  const replaced = JSON.stringify(await replacedIds(client, kind))
  const within = time === null ? '' : 'AND first_on <= ? AND last_on >= ?'
  const days = time === null ? [] : [time.to, time.from]
  const read: PageReader<K> = READERS[kind](await labelsOf(client))
  for (let last = 0; ; ) {
    const { rows } = await client.execute({
      // A page as one text: a hundred thousand rows one by one take the driver longer than all the counting.
      // In the order of the rows: by way of another index it would sort all of them again for each page.
      sql: `SELECT max(id), count(*), group_concat(data, ',') FROM (
        SELECT id, data FROM past_records INDEXED BY past_records_kind WHERE id > ? AND kind = ? ${within}
          AND import_id IN (SELECT id FROM past_imports WHERE finished_at IS NOT NULL)
          AND id NOT IN (SELECT value FROM json_each(?))
        ORDER BY id LIMIT ${RECORDS_PER_PAGE})`,
      args: [last, kind, ...days, replaced],
    })
    const [row] = rows
    const found = Number(row?.[1] ?? 0)
    if (found > 0) yield read(`[${String(row?.[2])}]`)
    if (found < RECORDS_PER_PAGE) return
    last = Number(row?.[0])
  }
}

type Labels = ReadonlyMap<number, string>
type PageReader<K extends PastKind> = (page: string) => readonly PastData[K][]

/** What is read was written by the import alone, which parsed every cell: to check a hundred thousand again takes seconds. */
const READERS: { readonly [K in PastKind]: (labels: Labels) => PageReader<K> } = {
  case: (labels) => {
    const caseOf = casesOfRows(labels)
    return (page) => {
      const rows: readonly CaseRow[] = JSON.parse(page)
      return rows.map(caseOf)
    }
  },
  compliment: () => JSON.parse,
  ombudsman: () => JSON.parse,
  equality: () => JSON.parse,
  context: () => JSON.parse,
  history: () => JSON.parse,
}

async function labelsOf(client: Client): Promise<Labels> {
  const { rows } = await client.execute('SELECT id, label FROM past_labels')
  return new Map(rows.map((row) => [Number(row[0]), String(row[1])]))
}

/** Reads records of a kind that belong to a time, whether they were brought in or are live. */
export type ReadsRecords = <K extends DatedKind>(
  client: Client,
  kind: K,
  time: Period,
  asSeenBy: number | null,
) => AsyncIterable<readonly PastData[K][]>

type LiveData = PastData & { readonly promises: LedgerPromises }

/**
 * What live cases are counted as, without those that `asSeenBy` is kept out of; those that a flood guard set
 * apart wait until somebody looked at them.
 */
export async function* liveRecordsOf<K extends DatedKind | 'promises'>(
  client: Client,
  kind: K,
  time: Period,
  asSeenBy: number | null,
): AsyncGenerator<readonly LiveData[K][]> {
  for (let last = 0; ; ) {
    const { rows } = await client.execute({
      sql: `SELECT r.id, r.data, i.set_apart FROM live_records r JOIN inbox i USING (case_id)
        WHERE r.id > ? AND r.kind = ? AND r.first_on <= ? AND r.last_on >= ?
          AND NOT EXISTS (SELECT 1 FROM exclusions x
            WHERE x.case_id = r.case_id AND x.officer_id = ?)
        ORDER BY r.id LIMIT ${RECORDS_PER_PAGE}`,
      args: [last, kind, time.to, time.from, asSeenBy],
    })
    const records: LiveData[K][] = []
    for (const row of rows) {
      last = Number(row[0])
      // Made by our own rules from events that were parsed: the same as they were.
      if (row[2] === 0) records.push(JSON.parse(String(row[1])) as LiveData[K])
    }
    yield records
    if (rows.length < RECORDS_PER_PAGE) return
  }
}

/** What a later finished import replaced and has not cleared away yet: few, mostly none. */
async function replacedIds(client: Client, kind: PastKind): Promise<readonly number[]> {
  const { rows } = await client.execute({
    sql: `SELECT r.id FROM past_records r
      JOIN (SELECT key FROM past_records WHERE kind = ? GROUP BY key HAVING count(*) > 1) twice
        ON twice.key = r.key
      JOIN past_imports i ON i.id = r.import_id
      WHERE r.kind = ? AND i.finished_at IS NOT NULL AND EXISTS (
        SELECT 1 FROM past_records n JOIN past_imports j ON j.id = n.import_id
        WHERE n.kind = r.kind AND n.key = r.key AND n.import_id > r.import_id
          AND j.finished_at IS NOT NULL)`,
    args: [kind, kind],
  })
  return rows.map((row) => Number(row[0]))
}
