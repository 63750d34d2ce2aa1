import { createReadStream } from 'node:fs'

/** One record of the file: the line it begins on, and its cells. */
export type CsvRecord = { readonly line: number; readonly cells: readonly string[] }

/** Where a file stops being CSV. Nothing after it can be read. `column` counts from 0. */
export class CsvFault extends Error {
  override name = 'CsvFault'
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

const LONGEST_CELL = 10_000
const SHOWN = 60
const CHUNK_BYTES = 65_536
const QUOTE = '"'
const MARKS = `,${QUOTE}\r\n`
const PLAIN = /[^,"\r\n]+/y

/** `bare`: not in quotes. `quoted`: in them. `closing`: just after a quote that ends the cell or begins `""`. */
type Place = 'start' | 'bare' | 'quoted' | 'closing'

/**
 * Takes a CSV file apart as RFC 4180 has it, piece by piece as the text comes. Lines may end with CRLF or
 * LF. Refuses with `CsvFault` what is no CSV and a cell that is far too long.
 */
export class CsvParser {
  #place: Place = 'start'
  #cell = ''
  #cells: string[] = []
  #line = 1
  #firstLine = 1
  #afterReturn = false;

  /** The records that this piece completes. */
  *push(text: string): Generator<CsvRecord> {
    for (let at = 0; at < text.length; ) {
      if (this.#place === 'quoted') at = this.#readQuoted(text, at)
      else if (this.#isPlain(text, at)) at = this.#readPlain(text, at)
      else if (this.#readMark(text.charAt(at))) {
        yield this.#endRecord()
        at += 1
      } else at += 1
    }
  }

  /** The record that the end of the file completes, if it does not end with a line break. */
  *end(): Generator<CsvRecord> {
    if (this.#place === 'quoted') throw this.#fault('a quotation mark that ends the cell')
    if (this.#afterReturn) throw this.#fault('a line feed after the carriage return')
    if (this.#place !== 'start' || this.#cells.length > 0) yield this.#endRecord()
  }

  /** Where the reading stands: for a fault of the encoding. */
  get line(): number {
    return this.#line
  }

  /** Takes all up to the next quotation mark at once: most of a long text needs no closer look. */
  #readQuoted(text: string, from: number): number {
    const end = text.indexOf(QUOTE, from)
    const taken = end === -1 ? text.slice(from) : text.slice(from, end)
    for (const char of taken) if (char === '\n') this.#line += 1
    this.#add(taken)
    if (end === -1) return text.length
    this.#place = 'closing'
    return end + 1
  }

  #isPlain(text: string, at: number): boolean {
    return !MARKS.includes(text.charAt(at))
  }

  /** Takes all up to the next comma, quotation mark or line break at once. */
  #readPlain(text: string, from: number): number {
    if (this.#afterReturn) throw this.#fault('a line feed after the carriage return')
    if (this.#place === 'closing') {
      throw this.#fault('a comma or the end of the line after the closing quotation mark')
    }
    PLAIN.lastIndex = from
    const [taken = ''] = PLAIN.exec(text) ?? []
    this.#place = 'bare'
    this.#add(taken)
    return from + taken.length
  }

  /** Reads a comma, a quotation mark or a part of a line break. True when the record ends here. */
  #readMark(mark: string): boolean {
    if (this.#afterReturn && mark !== '\n') {
      throw this.#fault('a line feed after the carriage return')
    }
    if (mark === '\n') {
      this.#afterReturn = false
      this.#line += 1
      return true
    }
    if (mark === '\r') this.#afterReturn = true
    else if (mark === ',') this.#endCell()
    else this.#readQuote()
    return false
  }

  #readQuote(): void {
    if (this.#place === 'bare') throw this.#fault('a cell with a quotation mark wholly in quotes')
    // A second quotation mark inside quotes stands for one.
    if (this.#place === 'closing') this.#add(QUOTE)
    this.#place = 'quoted'
  }

  #add(text: string): void {
    this.#cell += text
    if (this.#cell.length > LONGEST_CELL) {
      throw this.#fault(`at most ${LONGEST_CELL} characters in a cell`)
    }
  }

  #endCell(): void {
    this.#cells.push(this.#cell)
    this.#cell = ''
    this.#place = 'start'
  }

  #endRecord(): CsvRecord {
    this.#endCell()
    const record = { line: this.#firstLine, cells: this.#cells }
    this.#cells = []
    this.#firstLine = this.#line
    return record
  }

  #fault(expected: string): CsvFault {
    const value = this.#cell.slice(0, SHOWN)
    return new CsvFault({ line: this.#firstLine, column: this.#cells.length, value }, expected)
  }
}

/** The records of a file, in pieces, so that a server goes on answering. Strictly UTF-8; a BOM is allowed. */
export async function* readCsv(path: string): AsyncGenerator<readonly CsvRecord[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const parser = new CsvParser()
  const decode = (bytes?: Buffer) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined })
    } catch {
      const expected = 'text in UTF-8: save the file again in that encoding'
      throw new CsvFault({ line: parser.line, column: 0, value: '' }, expected)
    }
  }
  for await (const bytes of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    yield* inOnePiece(parser.push(decode(bytes as Buffer)))
  }
  yield* inOnePiece(parser.push(decode()))
  yield* inOnePiece(parser.end())
}

/** The records up to a fault first, then the fault: what stands before it may have faults of its own. */
function* inOnePiece(records: Iterable<CsvRecord>): Generator<readonly CsvRecord[]> {
  const piece: CsvRecord[] = []
  try {
    for (const record of records) piece.push(record)
  } catch (fault) {
    yield piece
    throw fault
  }
  yield piece
}
