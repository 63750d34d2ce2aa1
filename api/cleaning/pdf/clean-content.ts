import { NotCleanable } from '../not-cleanable.ts'
import { copySmallPicture } from './small-picture.ts'
import { type TokenKind, Tokens } from './tokens.ts'

export type CleanContent = {
  readonly bytes: Buffer
  /** The names of fonts, pictures and colours that are used in it; others need not come along. */
  readonly names: ReadonlySet<string>
}

const words = (text: string) => new Set(text.split(' '))
/** Everything that draws. ISO 32000-1 annex A. */
const DRAWING = words(
  'b B b* B* BT BX c cm CS cs d d0 d1 Do ET EX f F f* G g gs h i j J K k l m M n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y \' "',
)
/** What says something of what is drawn: other words for it, whose it is, in which layer it lies. */
const TELLING = words('BMC BDC EMC MP DP')
const WITH_NAME = words('CS cs Do gs ri SCN scn sh Tf')
const WITH_STRING = words('Tj TJ \' "')
const CONSTANTS = words('true false null')
const LONGEST_PROGRAM = 4 * 1024 * 1024
/** A page of a map with a million lines is far below. */
export const MOST_DRAWN = 32 * 1024 * 1024

/**
 * What draws a page, with nothing in it that does not draw: no remarks, no marks, no operands that nobody reads.
 * Every state that it opens it closes. Refuses an operator that is not known.
 */
export function cleanContent(source: Buffer): CleanContent {
  if (source.length > MOST_DRAWN) throw new NotCleanable('too much on a page')
  return new Cleaning(source).run()
}

class Cleaning {
  readonly #tokens: Tokens
  readonly #names = new Set<string>()
  #out: Buffer
  #length = 0
  /** Where what belongs to the next operator begins. */
  #begin = 0
  #open = 0
  #ownNames: string[] = []
  #holds = { string: false, dict: false }

  constructor(source: Buffer) {
    this.#tokens = new Tokens(source)
    this.#out = Buffer.allocUnsafe(source.length * 2 + 64)
  }

  run(): CleanContent {
    for (let kind = this.#tokens.next(); kind !== 'end'; kind = this.#tokens.next()) {
      if (kind === 'word' && !CONSTANTS.has(this.#tokens.text())) this.#operator()
      else this.#operand(kind)
    }
    this.#forget()
    for (; this.#open > 0; this.#open--) this.#write(Buffer.from('Q'))
    return { bytes: this.#out.subarray(0, this.#length), names: this.#names }
  }

  #operand(kind: TokenKind): void {
    if (kind === '{' || kind === '}') throw new NotCleanable('a program where a page is drawn')
    if (kind === 'name') this.#ownNames.push(this.#tokens.name())
    if (kind === 'string' || kind === 'hex') this.#holds.string = true
    if (kind === '<<') this.#holds.dict = true
    this.#writeToken()
  }

  #operator(): void {
    const operator = this.#tokens.text()
    const closesNothing = operator === 'Q' && this.#open === 0
    if (operator === 'BI') this.#smallPicture()
    else if (TELLING.has(operator) || closesNothing) this.#forget()
    else this.#drawing(operator)
  }

  #drawing(operator: string): void {
    if (!DRAWING.has(operator)) throw new NotCleanable('an operator that nobody knows')
    if (this.#holds.dict || (this.#holds.string && !WITH_STRING.has(operator)))
      throw new NotCleanable('words where none are drawn')
    if (this.#ownNames.length > 0 && !WITH_NAME.has(operator))
      throw new NotCleanable('a name where none is drawn')
    if (operator === 'q') this.#open++
    if (operator === 'Q') this.#open--
    this.#writeToken()
    this.#keep()
  }

  #smallPicture(): void {
    this.#forget()
    const { bytes, names } = copySmallPicture(this.#tokens)
    this.#write(bytes)
    this.#ownNames.push(...names)
    this.#keep()
  }

  #keep(): void {
    for (const name of this.#ownNames) this.#names.add(name)
    this.#startAnew()
  }

  #forget(): void {
    this.#length = this.#begin
    this.#startAnew()
  }

  #startAnew(): void {
    this.#begin = this.#length
    this.#ownNames = []
    this.#holds = { string: false, dict: false }
  }

  #writeToken(): void {
    const { bytes, from, at } = this.#tokens
    this.#write(bytes.subarray(from, at))
  }

  #write(piece: Buffer): void {
    if (this.#length + piece.length + 1 > this.#out.length)
      this.#out = Buffer.concat([this.#out], 2 * (this.#out.length + piece.length))
    piece.copy(this.#out, this.#length)
    this.#length += piece.length
    this.#out[this.#length++] = 0x0a
  }
}

/** A little program of PostScript, as functions and tables of letters are written, without its remarks. */
export function withoutRemarks(source: Buffer): Buffer {
  if (source.length > LONGEST_PROGRAM) throw new NotCleanable('too long a program')
  const tokens = new Tokens(source)
  const pieces: string[] = []
  while (tokens.next() !== 'end') pieces.push(tokens.text())
  return Buffer.from(pieces.join('\n'), 'latin1')
}
