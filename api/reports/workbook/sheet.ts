import {
  type CellFault,
  LONGEST_CELL,
  SHOWN,
  SourceFault,
  type SourceRecord,
} from '#api/reports/past-source.ts'
import { dayOfSerial } from './dates.ts'
import { unescaped, XmlParts } from './xml.ts'

/** What the cells of a sheet point to. */
export type Book = {
  readonly strings: readonly (string | null)[]
  readonly dateStyles: ReadonlySet<number>
  readonly calendar: 'usual' | 'from1904'
}

/** More columns than any list has, so that a sheet of nothing but places does not fill the memory. */
const MOST_COLUMNS = 100
const MOST_DECIMALS = 6
/** LibreOffice writes a yes-or-no cell as a formula without anything in it. */
const YES_OR_NO = /^(?:TRUE|FALSE)\(\)$/

type Cell = {
  readonly column: number
  readonly type: string
  readonly isDate: boolean
  text: string
  formula: string | null
}

/**
 * Takes the rows out of a sheet as it comes (ECMA-376 part 1, 18.3). Dates come as `2021-04-07`, yes-or-no cells
 * as `yes` and `no`. A formula, a fault of Excel and a cell that is too long are faults of their cell.
 */
export class SheetParser {
  readonly #book: Book
  readonly #xml: XmlParts
  #rows: SourceRecord[] = []
  #line = 0
  #cells: string[] = []
  #faults: CellFault[] = []
  #cell: Cell | undefined
  /** Where a cell stands that does not say it. */
  #next = 0
  #reads: 'value' | 'formula' | undefined
  /** As many cells as the row of names has: the rows below are made as long. */
  #width: number | undefined

  constructor(book: Book) {
    this.#book = book
    this.#xml = new XmlParts(
      {
        opens: (name, attributes) => this.#opens(name, attributes),
        closes: (name) => this.#closes(name),
        text: (text) => this.#text(text),
      },
      () => ({ line: this.#line, column: this.#cell?.column ?? 0 }),
    )
  }

  /** The rows that this piece completes. */
  push(text: string): readonly SourceRecord[] {
    this.#xml.push(text)
    return this.#taken()
  }

  end(): readonly SourceRecord[] {
    this.#xml.end()
    return this.#taken()
  }

  #taken(): readonly SourceRecord[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  #opens(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') this.#beginRow(attributes.r)
    else if (name === 'c') this.#beginCell(attributes)
    else if (this.#cell !== undefined) {
      if (name === 'v' || name === 't') this.#reads = 'value'
      else if (name === 'f') {
        this.#reads = 'formula'
        this.#cell.formula = ''
      }
    }
  }

  #closes(name: string): void {
    if (name === 'v' || name === 't' || name === 'f') this.#reads = undefined
    else if (name === 'c') this.#endCell()
    else if (name === 'row') this.#endRow()
  }

  #text(text: string): void {
    if (this.#cell === undefined || this.#reads === undefined) return
    const room = LONGEST_CELL + 1
    if (this.#reads === 'formula') {
      this.#cell.formula = `${this.#cell.formula ?? ''}${text}`.slice(0, SHOWN)
    } else if (this.#cell.text.length < room) this.#cell.text += text.slice(0, room)
  }

  #beginRow(number: string | undefined): void {
    this.#line = number === undefined ? this.#line + 1 : Number(number)
    this.#cells = []
    this.#faults = []
    this.#next = 0
  }

  #beginCell({ r, t = 'n', s = '0' }: Readonly<Record<string, string>>): void {
    const column = r === undefined ? this.#next : columnOf(r)
    this.#next = column + 1
    const isDate = t === 'n' && this.#book.dateStyles.has(Number(s))
    this.#cell = { column, type: t, isDate, text: '', formula: null }
  }

  #endCell(): void {
    const cell = this.#cell
    this.#cell = undefined
    if (cell === undefined) return
    const { text, fault } = this.#read(cell)
    if (text === '' && fault === undefined) return
    if (!(cell.column < MOST_COLUMNS)) {
      throw new SourceFault(
        { line: this.#line, column: cell.column, value: text.slice(0, SHOWN) },
        `at most ${MOST_COLUMNS} columns`,
      )
    }
    while (this.#cells.length < cell.column) this.#cells.push('')
    this.#cells[cell.column] = text
    if (fault !== undefined) this.#faults.push({ column: cell.column, ...fault })
  }

  #read(cell: Cell): { text: string; fault?: Omit<CellFault, 'column'> } {
    const { type, text, formula } = cell
    const isConstant = formula !== null && YES_OR_NO.test(formula)
    if (formula !== null && !isConstant) {
      return { text: '', fault: { value: `=${formula}`, expected: 'a value, not a formula' } }
    }
    if (type === 'e') return { text: '', fault: { value: text, expected: 'a value, not a fault' } }
    const said = type === 's' ? this.#book.strings[Number(text)] : unescaped(text)
    if (said === null || (said !== undefined && said.length > LONGEST_CELL)) {
      const expected = `at most ${LONGEST_CELL} characters in a cell`
      return { text: '', fault: { value: (said ?? '').slice(0, SHOWN), expected } }
    }
    if (type === 'b') return { text: text === '1' ? 'yes' : 'no' }
    if (type === 'd') return { text: text.replace(/T00:00:00(\.0+)?Z?$/, '') }
    if (type !== 'n' || text === '') return { text: said ?? '' }
    const number = Number(text)
    if (cell.isDate) return { text: dayOfSerial(number, this.#book.calendar) }
    // 0.1 is kept as 0.1000000000000001: nobody typed that.
    return { text: String(Number(number.toFixed(MOST_DECIMALS))) }
  }

  #endRow(): void {
    if (this.#cells.length === 0 && this.#faults.length === 0) return
    this.#width ??= this.#cells.length
    while (this.#cells.length < this.#width) this.#cells.push('')
    const faults = this.#faults.length === 0 ? {} : { faults: this.#faults }
    this.#rows.push({ line: this.#line, cells: this.#cells, ...faults })
  }
}

/** `B3` → 1 */
function columnOf(place: string): number {
  let column = 0
  for (const letter of place.replace(/\d+$/, '')) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}
