/** A name of PDF: `/Type` is the name "Type". */
export class Name {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** Points at an object by its number; of several versions of it only the newest is ever read. */
export class Ref {
  readonly number: number
  constructor(number: number) {
    this.number = number
  }
}

export type Dict = ReadonlyMap<string, PdfValue>
export type List = readonly PdfValue[]

/** A dictionary with bytes, as they lie in the file: what its filters say still has to be undone. */
export class Stream {
  readonly dict: Dict
  readonly bytes: Buffer
  constructor(dict: Dict, bytes: Buffer) {
    this.dict = dict
    this.bytes = bytes
  }
}

/** A string of PDF is a `Buffer`: it may be words, codes of letters or a table of colours. */
export type PdfValue = null | boolean | number | Name | Ref | Buffer | List | Dict | Stream

export function isDict(value: PdfValue | undefined): value is Dict {
  return value instanceof Map
}

export function isList(value: PdfValue | undefined): value is List {
  return Array.isArray(value)
}

/** The text of a name; undefined for everything else. */
export function nameOf(value: PdfValue | undefined): string | undefined {
  return value instanceof Name ? value.text : undefined
}
