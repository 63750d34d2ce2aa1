import type { CellReader } from './import-cells.ts'
import { type PastSource, SHOWN, SourceFault, type SourceRecord } from './past-source.ts'

/** One thing wrong with a folder, as precisely as it can be said. */
export type ImportFault = {
  /** As people call it: `cases.csv`, `sheet cases`. */
  readonly file: string
  /** Counted from 1, the header's line or row; 0 for the file as a whole. */
  readonly line: number
  readonly column: string
  readonly value: string
  readonly expected: string
}

const MOST_FAULTS = 10_000

/** Gathers what is wrong, so that one run names all of it. */
export class ImportFaults {
  readonly found: ImportFault[] = []
  /** How many more there are than anyone would read. */
  unlisted = 0

  add(fault: ImportFault): void {
    if (this.found.length >= MOST_FAULTS) this.unlisted += 1
    else this.found.push({ ...fault, value: shortened(fault.value) })
  }

  get any(): boolean {
    return this.found.length > 0
  }
}

function shortened(value: string): string {
  return value.length <= SHOWN ? value : `${value.slice(0, SHOWN)}…`
}

/** The columns of a file, all of which must be there, and how each is read. */
export type FileShape = Readonly<Record<string, CellReader<unknown>>>
export type RowOf<S extends FileShape> = {
  readonly [K in keyof S]: S[K] extends CellReader<infer T> ? T : never
}

export type RowsWanted<S extends FileShape> = {
  readonly source: PastSource
  /** Which of its lists. */
  readonly list: string
  readonly shape: S
  readonly faults: ImportFaults
  /** Every row without a fault, and a way to refuse it after all. */
  readonly onRow: (row: RowOf<S>, refuse: RefuseRow, line: number) => void
  /** Every row that has cells at all, faulty ones too. */
  readonly onCells?: (cell: (column: string) => string) => void
  readonly onProgress?: (rows: number) => void
}

export type RefuseRow = (column: string, value: string, expected: string) => void

/** Reads one list of the source row by row; one that is not there has no rows. */
export async function readRows<S extends FileShape>(wanted: RowsWanted<S>): Promise<void> {
  const { source, list, faults } = wanted
  if (!source.names.includes(list)) return
  const file = source.called(list)
  let header: Header | undefined
  let rows = 0
  try {
    for await (const records of source.records(list)) {
      for (const record of records) {
        if (isBlank(record)) continue
        if (header === undefined) {
          header = readHeader(record, wanted)
          if (header === undefined) return
        } else {
          readRow(record, header, wanted)
          rows += 1
        }
      }
      wanted.onProgress?.(rows)
    }
    if (header === undefined) {
      const expected = `a header row: ${Object.keys(wanted.shape).join(',')}`
      faults.add({ file, line: 1, column: '', value: '', expected })
    }
  } catch (fault) {
    if (!(fault instanceof SourceFault)) throw fault
    const { line, value, expected } = fault
    faults.add({ file, line, column: header?.names[fault.column] ?? '', value, expected })
  }
}

/** What spreadsheets of other settings put between columns. */
const OTHER_SEPARATOR = /[;\t|]/

type Header = {
  readonly names: readonly string[]
  readonly places: ReadonlyMap<string, number>
}

/** Below the last row a spreadsheet often saves rows of nothing but commas. */
function isBlank({ cells, faults = [] }: SourceRecord): boolean {
  return faults.length === 0 && cells.every((cell) => cell === '')
}

/** Undefined, and a fault for each, where a column is missing, unknown or twice. */
function readHeader<S extends FileShape>(
  { cells, line }: SourceRecord,
  { source, list, shape, faults }: RowsWanted<S>,
): Header | undefined {
  const file = source.called(list)
  const known = Object.keys(shape)
  const [only = ''] = cells
  if (cells.length === 1 && known.length > 1 && OTHER_SEPARATOR.test(only)) {
    faults.add({
      file,
      line,
      column: '',
      value: only,
      expected: 'columns with a comma between them',
    })
    return undefined
  }
  const places = new Map<string, number>()
  const before = faults.found.length
  for (const [place, name] of cells.entries()) {
    const refuse = (expected: string) =>
      faults.add({ file, line, column: name, value: name, expected })
    // To the right of the last column a spreadsheet often saves columns of nothing but commas.
    if (name === '') continue
    if (!known.includes(name)) refuse(`only the columns ${known.join(', ')}`)
    else if (places.has(name)) refuse('each column once')
    places.set(name, place)
  }
  for (const name of known) {
    if (!places.has(name)) {
      faults.add({ file, line, column: name, value: '', expected: `a column ${name}` })
    }
  }
  return faults.found.length > before ? undefined : { names: cells, places }
}

function readRow<S extends FileShape>(
  { cells, line, faults: broken = [] }: SourceRecord,
  { names, places }: Header,
  { source, list, shape, faults, onRow, onCells }: RowsWanted<S>,
): void {
  const file = source.called(list)
  const refuse: RefuseRow = (column, value, expected) =>
    faults.add({ file, line, column, value, expected })
  if (cells.length !== names.length) {
    const column = names[Math.min(cells.length, names.length) - 1] ?? ''
    refuse(column, `${cells.length} cells`, `${names.length} cells, as in the header row`)
    return
  }
  const nameless = cells.findIndex((text, place) => text !== '' && names[place] === '')
  if (nameless !== -1) {
    refuse('', cells[nameless] ?? '', 'nothing in a column without a name')
    return
  }
  onCells?.((column) => cells[places.get(column) ?? -1] ?? '')
  const row: Record<string, unknown> = {}
  let isGood = broken.length === 0
  for (const { column, value, expected } of broken) refuse(names[column] ?? '', value, expected)
  const isBroken = new Set(broken.map(({ column }) => column))
  for (const [column, reader] of Object.entries(shape)) {
    const place = places.get(column) ?? -1
    if (isBroken.has(place)) continue
    const text = cells[place] ?? ''
    const read = reader(text)
    if ('expected' in read) {
      refuse(column, text, read.expected)
      isGood = false
    } else row[column] = read.value
  }
  if (isGood) onRow(row as RowOf<S>, refuse, line)
}
