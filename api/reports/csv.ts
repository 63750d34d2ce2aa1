import { createReadStream, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import {
  faultOfAll,
  LONGEST_CELL,
  type PastSource,
  SHOWN,
  SourceFault,
  type SourceRecord,
} from './past-source.ts'

const CHUNK_BYTES = 65_536
const QUOTE = '"'
const MARKS = `,${QUOTE}\r\n`
const PLAIN = /[^,"\r\n]+/y

/** `bare`: not in quotes. `quoted`: in them. `closing`: just after a quote that ends the cell or begins `""`. */
type Place = 'start' | 'bare' | 'quoted' | 'closing'

/**
 * Takes a CSV file apart as RFC 4180 has it, piece by piece as the text comes. Lines may end with CRLF or
 * LF. Refuses with `SourceFault` what is no CSV and a cell that is far too long.
 */
export class CsvParser {
  #place: Place = 'start'
  #cell = ''
  #cells: string[] = []
  #line = 1
  #firstLine = 1
  #afterReturn = false;

  /** The records that this piece completes. */
  *push(text: string): Generator<SourceRecord> {
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
  *end(): Generator<SourceRecord> {
    if (this.#place === 'quoted') throw this.fault('a quotation mark that ends the cell')
    if (this.#afterReturn) throw this.fault('a line feed after the carriage return')
    if (this.#place !== 'start' || this.#cells.length > 0) yield this.#endRecord()
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
    if (this.#afterReturn) throw this.fault('a line feed after the carriage return')
    if (this.#place === 'closing') {
      throw this.fault('a comma or the end of the line after the closing quotation mark')
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
      throw this.fault('a line feed after the carriage return')
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
    if (this.#place === 'bare') throw this.fault('a cell with a quotation mark wholly in quotes')
    // A second quotation mark inside quotes stands for one.
    if (this.#place === 'closing') this.#add(QUOTE)
    this.#place = 'quoted'
  }

  #add(text: string): void {
    this.#cell += text
    if (this.#cell.length > LONGEST_CELL) {
      throw this.fault(`at most ${LONGEST_CELL} characters in a cell`)
    }
  }

  #endCell(): void {
    this.#cells.push(this.#cell)
    this.#cell = ''
    this.#place = 'start'
  }

  #endRecord(): SourceRecord {
    this.#endCell()
    const record = { line: this.#firstLine, cells: this.#cells }
    this.#cells = []
    this.#firstLine = this.#line
    return record
  }

  /** A fault of the cell that is being read. */
  fault(expected: string): SourceFault {
    const value = this.#cell.slice(0, SHOWN)
    return new SourceFault({ line: this.#firstLine, column: this.#cells.length, value }, expected)
  }
}

/** A folder of CSV files as a source of past cases: `cases.csv` is the list `cases`. */
export function openFolder(folder: string): PastSource {
  const names = readdirSync(folder)
    .filter((name) => name.toLowerCase().endsWith('.csv'))
    // `Cases.CSV` is nearly the right name: it keeps all of it, and is told apart from the right one.
    .map((name) => name.replace(/\.csv$/, ''))
  return {
    names,
    called: (name) => (name.toLowerCase().endsWith('.csv') ? name : `${name}.csv`),
    counts: 'line',
    records: (name) => readCsv(join(folder, `${name}.csv`)),
    close: () => {},
  }
}

/** What a decoder puts in place of bytes that are no text. */
const NO_TEXT = '\uFFFD'

/** The records of a file, in pieces, so that a server goes on answering. Strictly UTF-8; a BOM is allowed. */
export async function* readCsv(path: string): AsyncGenerator<readonly SourceRecord[]> {
  if (statSync(path).isDirectory()) throw faultOfAll('a file, not a folder')
  const decoder = new TextDecoder('utf-8')
  const parser = new CsvParser()
  function* recordsIn(text: string) {
    const until = text.indexOf(NO_TEXT)
    yield* inOnePiece(parser.push(until === -1 ? text : text.slice(0, until)))
    if (until !== -1) throw parser.fault('text in UTF-8: save the file again in that encoding')
  }
  for await (const bytes of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    yield* recordsIn(decoder.decode(bytes as Buffer, { stream: true }))
  }
  yield* recordsIn(decoder.decode())
  yield* inOnePiece(parser.end())
}

/** The records up to a fault first, then the fault: what stands before it may have faults of its own. */
function* inOnePiece(records: Iterable<SourceRecord>): Generator<readonly SourceRecord[]> {
  const piece: SourceRecord[] = []
  try {
    for (const record of records) piece.push(record)
  } catch (fault) {
    yield piece
    throw fault
  }
  yield piece
}
