import type { z } from 'zod'
import { CsvParser } from '#api/reports/csv.ts'
import { SourceFault } from '#api/reports/past-source.ts'
import { OPEN_CASE_COLUMNS, OpenCase } from '#schema/case/open-case.ts'

/** What is wrong, and where: never what stood there. */
export type RowFault = { readonly line: number; readonly column: string; readonly expected: string }

export type RowsRead =
  | {
      readonly ok: true
      readonly rows: readonly { readonly line: number; readonly row: OpenCase }[]
    }
  | { readonly ok: false; readonly faults: readonly RowFault[] }

/** The rows of a CSV file with a header: all of them, or everything that is wrong with any. */
export function readOpenCases(text: string): RowsRead {
  const parser = new CsvParser()
  try {
    const records = [...parser.push(text.replace(/^\uFEFF/, '')), ...parser.end()]
    const [header, ...rest] = records
    const columns = header?.cells.map((cell) => cell.trim()) ?? []
    const unknown = columns.filter((column) => !OPEN_CASE_COLUMNS.includes(column))
    if (unknown.length > 0 || columns.length === 0) {
      const expected = `columns of this list: ${OPEN_CASE_COLUMNS.join(', ')}`
      return { ok: false, faults: [{ line: 1, column: unknown.join(', '), expected }] }
    }
    return rowsOf(columns, rest)
  } catch (fault) {
    if (!(fault instanceof SourceFault)) throw fault
    return { ok: false, faults: [{ line: fault.line, column: '', expected: fault.expected }] }
  }
}

type Records = readonly { readonly line: number; readonly cells: readonly string[] }[]

function rowsOf(columns: readonly string[], records: Records): RowsRead {
  const faults: RowFault[] = []
  const seen = new Set<string>()
  const rows = records.flatMap(({ line, cells }) => {
    const filled = columns.flatMap((column, n) => {
      const cell = cells[n]?.trim() ?? ''
      return cell === '' ? [] : [[column, cell] as const]
    })
    const read = OpenCase.safeParse(Object.fromEntries(filled))
    if (!read.success) {
      for (const issue of read.error.issues) {
        faults.push({ line, column: String(issue.path[0] ?? ''), expected: expectedBy(issue) })
      }
      return []
    }
    if (seen.has(read.data.ref)) {
      faults.push({ line, column: 'ref', expected: 'a name that no other line has' })
    }
    seen.add(read.data.ref)
    return [{ line, row: read.data }]
  })
  return faults.length > 0 ? { ok: false, faults } : { ok: true, rows }
}

/** Of a closed list what it holds, in place of what a program would say. */
function expectedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `one of ${issue.values.join(', ')}`
  return issue.code === 'invalid_type' ? 'something: this column is needed' : issue.message
}
