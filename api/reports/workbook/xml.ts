import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { faultOfAll, SourceFault } from '#api/reports/past-source.ts'

/** So much text without a mark in between is no cell that anyone wrote. */
const MOST_BETWEEN_MARKS = 1_000_000

export type XmlReader = {
  /** A mark opens: its name without the prefix, and its attributes. */
  readonly opens: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly closes: (name: string) => void
  readonly text: (text: string) => void
}

/**
 * Reads XML as it comes. Refuses with `SourceFault` what is none, what names entities of its own, and text that
 * has no end: nothing of it is expanded and little of it is held.
 */
export class XmlParts {
  readonly #parser = new SaxesParser()
  readonly #where: () => { line: number; column: number }
  #between = 0

  /** `where`: on which line and column the reading stands, for a fault. */
  constructor(reader: XmlReader, where: () => { line: number; column: number }) {
    this.#where = where
    this.#parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
      this.#between = 0
      reader.opens(bare(name), attributes)
    })
    this.#parser.on('closetag', ({ name }: SaxesTagPlain) => {
      this.#between = 0
      reader.closes(bare(name))
    })
    this.#parser.on('text', reader.text)
    this.#parser.on('cdata', reader.text)
    this.#parser.on('doctype', () => this.#refuse())
    this.#parser.on('error', () => this.#refuse())
  }

  push(text: string): void {
    this.#between += text.length
    if (this.#between > MOST_BETWEEN_MARKS + text.length) {
      throw new SourceFault({ ...this.#where(), value: '' }, 'at most 10000 characters in a cell')
    }
    this.#parser.write(text)
  }

  end(): void {
    this.#parser.close()
  }

  #refuse(): never {
    throw new SourceFault({ ...this.#where(), value: '' }, 'a sheet that Excel wrote')
  }
}

/** `x:row` → `row` */
function bare(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** What no XML may hold, and a carriage return, stands as its number in a text: `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

/** Reads a small part of a workbook to its end. */
export async function readXml(
  pieces: AsyncIterable<string>,
  reader: Partial<XmlReader>,
): Promise<void> {
  const nothing = () => {}
  const whole = { opens: nothing, closes: nothing, text: nothing, ...reader }
  const xml = new XmlParts(whole, () => ({ line: 0, column: 0 }))
  for await (const piece of pieces) xml.push(piece)
  xml.end()
}

/** Throws the fault of a workbook of which a part is missing. */
export function refuseWorkbook(): never {
  throw faultOfAll('a whole workbook: save it again in Excel')
}
