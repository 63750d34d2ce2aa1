import { NotCleanable } from '../not-cleanable.ts'

export type TokenKind =
  | 'end'
  | 'number'
  | 'name'
  | 'string'
  | 'hex'
  | 'word'
  | '['
  | ']'
  | '<<'
  | '>>'
  | '{'
  | '}'

const WHITE = 1
const DELIMITER = 2
const CLASSES = new Uint8Array(256)
for (const byte of Buffer.from('\0\t\n\f\r ')) CLASSES[byte] = WHITE
for (const byte of Buffer.from('()<>[]{}/%')) CLASSES[byte] = DELIMITER

const CODE = (sign: string) => sign.charCodeAt(0)
const [PERCENT, SLASH, OPEN, CLOSE, LESS, MORE, BACKSLASH] = [...'%/()<>\\'].map(CODE)
const NEWLINE = 10
const RETURN = 13
const SINGLE: ReadonlyMap<number, '[' | ']' | '{' | '}'> = new Map(
  (['[', ']', '{', '}'] as const).map((sign) => [CODE(sign), sign]),
)

export function isWhite(byte: number | undefined): boolean {
  return byte !== undefined && CLASSES[byte] === WHITE
}

/**
 * Reads PDF, or the little PostScript that is in it, word by word. Remarks are passed over. The last token lies
 * between `from` and `at`. Refuses what ends in the middle of a string.
 */
export class Tokens {
  readonly bytes: Buffer
  at: number
  from: number

  constructor(bytes: Buffer, at = 0) {
    this.bytes = bytes
    this.at = at
    this.from = at
  }

  next(): TokenKind {
    this.#skipWhite()
    this.from = this.at
    const byte = this.bytes[this.at]
    if (byte === undefined) return 'end'
    const single = SINGLE.get(byte)
    if (single !== undefined) {
      this.at++
      return single
    }
    if (byte === SLASH) return this.#regular(1, 'name')
    if (byte === OPEN) return this.#string()
    if (byte === LESS) return this.bytes[this.at + 1] === LESS ? this.#pair('<<') : this.#hex()
    if (byte === MORE && this.bytes[this.at + 1] === MORE) return this.#pair('>>')
    if (CLASSES[byte] === DELIMITER) throw new NotCleanable('a sign where none can be')
    return this.#regular(0, isOfNumber(byte) ? 'number' : 'word')
  }

  /** The bytes of the last token as they stand there. */
  text(): string {
    return this.bytes.toString('latin1', this.from, this.at)
  }

  number(): number {
    const value = Number.parseFloat(this.text())
    return Number.isFinite(value) ? value : 0
  }

  /** The last token as a name: `#20` stands for the sign of that code. */
  name(): string {
    return this.text()
      .slice(1)
      .replaceAll(/#([\da-f]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
  }

  #skipWhite(): void {
    for (;;) {
      const byte = this.bytes[this.at]
      if (isWhite(byte)) this.at++
      else if (byte === PERCENT) this.#skipRemark()
      else return
    }
  }

  #skipRemark(): void {
    while (this.at < this.bytes.length) {
      const byte = this.bytes[this.at++]
      if (byte === NEWLINE || byte === RETURN) return
    }
  }

  #regular(skip: number, kind: 'name' | 'number' | 'word'): TokenKind {
    this.at += skip
    while (this.at < this.bytes.length && CLASSES[this.bytes[this.at] ?? 0] === 0) this.at++
    return kind
  }

  #pair(kind: '<<' | '>>'): TokenKind {
    this.at += 2
    return kind
  }

  #hex(): TokenKind {
    const end = this.bytes.indexOf('>', this.at)
    if (end === -1) throw new NotCleanable('a string without an end')
    this.at = end + 1
    return 'hex'
  }

  #string(): TokenKind {
    let open = 0
    while (this.at < this.bytes.length) {
      const byte = this.bytes[this.at++]
      if (byte === BACKSLASH) this.at++
      else if (byte === OPEN) open++
      else if (byte === CLOSE && --open === 0) return 'string'
    }
    throw new NotCleanable('a string without an end')
  }
}

function isOfNumber(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || byte === 0x2b || byte === 0x2d || byte === 0x2e
}
