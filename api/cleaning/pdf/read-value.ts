import { NotCleanable } from '../not-cleanable.ts'
import type { TokenKind, Tokens } from './tokens.ts'
import { type Dict, Name, type PdfValue, Ref } from './values.ts'

/** Dictionaries within lists within dictionaries: nobody builds them deeper. */
const DEEPEST = 50

/** The value that begins here. Refuses what is none, and what is nested without end. */
export function readValue(tokens: Tokens, depth = 0): PdfValue {
  return valueFrom(tokens.next(), tokens, depth)
}

function valueFrom(kind: TokenKind, tokens: Tokens, depth: number): PdfValue {
  if (depth > DEEPEST) throw new NotCleanable('nested too deeply')
  switch (kind) {
    case 'number':
      return numberOrRef(tokens)
    case 'name':
      return new Name(tokens.name())
    case 'string':
      return literal(tokens.text())
    case 'hex':
      return hexadecimal(tokens.text())
    case '[':
      return listOf(tokens, depth)
    case '<<':
      return dictUntil(tokens, '>>', depth)
    default:
      return constant(tokens.text())
  }
}

function constant(word: string): boolean | null {
  if (word === 'true') return true
  if (word === 'false') return false
  if (word === 'null') return null
  throw new NotCleanable('a word where a value must be')
}

/** `12 0 R` points at object 12. Only the third word tells it from three values. */
function numberOrRef(tokens: Tokens): number | Ref {
  const value = tokens.number()
  const { from, at } = tokens
  if (Number.isInteger(value) && value > 0 && tokens.next() === 'number') {
    if (tokens.next() === 'word' && tokens.text() === 'R') return new Ref(value)
  }
  tokens.from = from
  tokens.at = at
  return value
}

function listOf(tokens: Tokens, depth: number): readonly PdfValue[] {
  const list: PdfValue[] = []
  for (let kind = tokens.next(); kind !== ']'; kind = tokens.next()) {
    list.push(valueFrom(kind, tokens, depth + 1))
  }
  return list
}

/** Keys and values until `end`: a dictionary's own, or the word that ends the head of a small picture. */
export function dictUntil(tokens: Tokens, end: '>>' | 'ID', depth = 0): Dict {
  const dict = new Map<string, PdfValue>()
  for (;;) {
    const kind = tokens.next()
    if (kind === end || (kind === 'word' && tokens.text() === end)) return dict
    if (kind !== 'name') throw new NotCleanable('a dictionary with something else than a key')
    const key = tokens.name()
    dict.set(key, readValue(tokens, depth + 1))
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

function literal(text: string): Buffer {
  const plain = text
    .slice(1, -1)
    .replaceAll(/\\(?:([0-7]{1,3})|(\r\n|[\s\S]))/g, (_, octal?: string, sign = '') => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff)
      return /[\r\n]/.test(sign) ? '' : (ESCAPES[sign] ?? sign)
    })
  return Buffer.from(plain, 'latin1')
}

function hexadecimal(text: string): Buffer {
  const digits = text.replaceAll(/[^\da-f]/gi, '')
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex')
}
