import type { Log } from '#api/log.ts'
import type { Place } from './connection.ts'
import { openDatabase } from './database.ts'

/** `rowid` of `words` is the number of the case. Deleted means gone from the index too, not at its next merge. */
const TABLES = [
  `CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
    said, tokenize = 'unicode61 remove_diacritics 2', prefix = '3')`,
  "INSERT INTO words(words, rank) VALUES ('secure-delete', 1)",
  'CREATE TABLE IF NOT EXISTS held (case_id INTEGER PRIMARY KEY, key_id TEXT NOT NULL)',
  'CREATE UNIQUE INDEX IF NOT EXISTS held_key ON held (key_id)',
  'CREATE TABLE IF NOT EXISTS read_to (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL)',
  'INSERT OR IGNORE INTO read_to VALUES (1, 0)',
]

/** All words of one case, and the key that they are sealed with elsewhere. */
export type SearchedCase = {
  readonly caseId: number
  readonly keyId: string
  readonly said: string
}

/** Stands before and behind each word that was looked for. */
export const HIT = { from: '\u0002', to: '\u0003' } as const

/**
 * The words of the cases, to be searched: a file of its own, encrypted as the others are, in no backup. It can
 * be deleted while the service is stopped; what is missing is read from the cases again.
 */
export type SearchFile = {
  /** The last event whose words are in it. */
  readTo(): Promise<number>
  /** Puts in the words of these cases, instead of what it had of them. */
  keep(cases: readonly SearchedCase[], readTo: number): Promise<void>
  /** Forgets the words of the case with this key. */
  forget(keyId: string): Promise<void>
  /** Cases whose words match, the newest first, before a number. */
  find(match: string, before: number, atMost: number): Promise<readonly number[]>
  /** A few words of each of these cases around those that match, each of them between two marks. */
  around(match: string, caseIds: readonly number[]): Promise<ReadonlyMap<number, string>>
  /** One after the other: what reads a key and writes words must not overtake the end of that key. */
  inTurn<T>(act: () => Promise<T>): Promise<T>
  close(): Promise<void>
}

export async function openSearchFile(place: Place, log: Log): Promise<SearchFile> {
  const { queue, reader, close } = await openDatabase(place, log, (writer) =>
    writer.batch(TABLES, 'write'),
  )
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const mine = turn.then(act, act)
    turn = mine.catch(() => undefined)
    return mine
  }
  return {
    async readTo() {
      const { rows } = await reader.execute('SELECT seq FROM read_to')
      return Number(rows[0]?.[0] ?? 0)
    },
    async keep(cases, readTo) {
      await queue.write([
        ...cases.flatMap(({ caseId, keyId, said }) => [
          { sql: 'INSERT OR REPLACE INTO words(rowid, said) VALUES (?, ?)', args: [caseId, said] },
          { sql: 'INSERT OR REPLACE INTO held VALUES (?, ?)', args: [caseId, keyId] },
        ]),
        { sql: 'UPDATE read_to SET seq = ?', args: [readTo] },
      ])
    },
    forget: (keyId) =>
      inTurn(async () => {
        await queue.write([
          {
            sql: 'DELETE FROM words WHERE rowid = (SELECT case_id FROM held WHERE key_id = ?)',
            args: [keyId],
          },
          { sql: 'DELETE FROM held WHERE key_id = ?', args: [keyId] },
        ])
        if (place.kind === 'file')
          await queue.between((writer) => writer.execute('PRAGMA wal_checkpoint(TRUNCATE)'))
      }),
    async find(match, before, atMost) {
      const { rows } = await reader.execute({
        sql: 'SELECT rowid FROM words WHERE words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?',
        args: [match, before, atMost],
      })
      return rows.map((row) => Number(row[0]))
    },
    async around(match, caseIds) {
      if (caseIds.length === 0) return new Map()
      // The beginning of a word is looked up in the whole index for each question: one for all the cases,
      // hence the sign before the second `rowid`, which keeps SQLite from asking for each by itself.
      const { rows } = await reader.execute({
        sql: `SELECT rowid, snippet(words, 0, '${HIT.from}', '${HIT.to}', '…', 24) FROM words
          WHERE words MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))`,
        args: [match, Math.min(...caseIds), Math.max(...caseIds), JSON.stringify(caseIds)],
      })
      return new Map(rows.map((row) => [Number(row[0]), String(row[1])]))
    },
    inTurn,
    async close() {
      await turn
      await close()
    },
  }
}
