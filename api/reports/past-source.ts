/** One row of a list: the line it begins on, its cells, and what is wrong with single cells of it. */
export type SourceRecord = {
  readonly line: number
  readonly cells: readonly string[]
  readonly faults?: readonly CellFault[]
}

/** `column` counts from 0. */
export type CellFault = {
  readonly column: number
  readonly value: string
  readonly expected: string
}

/** Where past cases come from: a folder of CSV files, or a workbook with a sheet for each. */
export type PastSource = {
  /** The lists that are there, by the names that they have: `cases`. Unknown ones too. */
  readonly names: readonly string[]
  /** How people call a list: `cases.csv`, `sheet cases`. */
  readonly called: (name: string) => string
  /** What people count in it. */
  readonly counts: 'line' | 'row'
  /** The rows in pieces, so that a server goes on answering. Throws `SourceFault` where nothing more can be read. */
  records(name: string): AsyncIterable<readonly SourceRecord[]>
  close(): void
}

/** Where a list cannot be read any further. `column` counts from 0. */
export class SourceFault extends Error {
  override name = 'SourceFault'
  readonly line: number
  readonly column: number
  readonly value: string
  readonly expected: string

  constructor(at: { line: number; column: number; value: string }, expected: string) {
    super(expected)
    this.line = at.line
    this.column = at.column
    this.value = at.value
    this.expected = expected
  }
}

/** No cell that we read is longer. */
export const LONGEST_CELL = 10_000
/** As much of a faulty cell is shown. */
export const SHOWN = 60

/** A fault of a file as a whole: it is on no line. */
export function faultOfAll(expected: string, value = ''): SourceFault {
  return new SourceFault({ line: 0, column: 0, value }, expected)
}
