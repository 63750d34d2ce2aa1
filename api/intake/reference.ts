import { randomInt } from 'node:crypto'

/** Neither vowels nor letters that look like a digit or like each other. */
const LETTERS = 'CDFHJKMNPQRTWX'
/** Without 0, 1 and 5, which look like O, I and S. */
const DIGITS = '2346789'
const PAIRS = 4

/**
 * A new reference, safe to say aloud: `K7M3R9X4`. Letters stand alone between digits, so that it spells
 * nothing. It opens nothing; the caller makes sure that it is new.
 */
export function newReference(): string {
  return Array.from({ length: PAIRS }, () => pick(LETTERS) + pick(DIGITS)).join('')
}

function pick(from: string): string {
  return from.charAt(randomInt(from.length))
}
