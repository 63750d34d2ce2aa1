import type { Log } from '#api/log.ts'
import type { Place } from './connection.ts'
import { openDatabase } from './database.ts'

const TABLE = `CREATE TABLE IF NOT EXISTS counts (
  year INTEGER NOT NULL, route TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL,
  n INTEGER NOT NULL, PRIMARY KEY (year, route, question, answer)) WITHOUT ROWID`

/** One answer to one equality question, all codes: nothing leads back to who gave it. */
export type EqualityAnswer = {
  /** From April to March, by its first: 2026 is 2026-27. */
  readonly year: number
  /** Whose questions were answered: `young` or `adult`. */
  readonly route: string
  readonly question: string
  readonly answer: string
}

export type EqualityCount = EqualityAnswer & { readonly n: number }

type EqualityCounts = {
  /** Adds one to each. Kept apart from the cases, in whose file they would stand beside a moment. */
  count(answers: readonly EqualityAnswer[]): Promise<void>
  ofYear(year: number): Promise<EqualityCount[]>
  close(): Promise<void>
}

/** The equality answers as mere counts, in a file of their own without any key of a case. */
export async function openEqualityCounts(place: Place, log: Log): Promise<EqualityCounts> {
  const { queue, reader, close } = await openDatabase(place, log, (writer) => writer.execute(TABLE))
  return {
    async count(answers) {
      await queue.write(
        answers.map(({ year, route, question, answer }) => ({
          sql: `INSERT INTO counts VALUES (?, ?, ?, ?, 1)
            ON CONFLICT (year, route, question, answer) DO UPDATE SET n = n + 1`,
          args: [year, route, question, answer],
        })),
      )
    },
    async ofYear(year) {
      const { rows } = await reader.execute({
        sql: 'SELECT route, question, answer, n FROM counts WHERE year = ? ORDER BY 1, 2, 3',
        args: [year],
      })
      return rows.map((row) => ({
        year,
        route: String(row.route),
        question: String(row.question),
        answer: String(row.answer),
        n: Number(row.n),
      }))
    },
    close,
  }
}
