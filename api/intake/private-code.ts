import type { Keys } from '../store/store.ts'

/** Crockford's base 32: no I, L, O or U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const CODE_BYTES = 10
const CODE_CHARACTERS = 16

/** What people write for a character that is not in the alphabet. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', U: 'V' }

/** First code point of each run of ten digits that a phone's keyboard may offer. */
const DIGIT_RUNS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0be6]

/**
 * The private code of a submission, `K7PM 4XRT 9QHD 2FGW`: 80 bits, the same for the same authority and
 * key for ever, so that it can be given again although only its keyed hash is stored.
 */
export function privateCodeFor(keys: Keys, authority: string, idempotencyKey: string): string {
  const bytes = keys.derive('private-code', `${authority}\n${idempotencyKey}`, CODE_BYTES)
  return codeOfBytes(bytes)
}

/** 80 bits as a code that can be read aloud and copied by hand. */
export function codeOfBytes(bytes: Uint8Array): string {
  return inFours(toBase32(bytes))
}

/** What is stored and searched for. */
export function hashOfCode(keys: Keys, characters: string): string {
  return keys.hash('private-code', characters)
}

/**
 * The 16 characters that somebody meant: `k7pm-4xrt 9qhd2fgw` → `K7PM4XRT9QHD2FGW`; undefined when it is
 * no code. Case, spaces, dashes, look-alikes and other scripts' digits are forgiven.
 */
export function readPrivateCode(typed: string): string | undefined {
  const characters = [...typed.slice(0, 200).normalize('NFKC').toUpperCase()]
    .map((character) => LOOK_ALIKES[character] ?? asDigit(character))
    .filter((character) => ALPHABET.includes(character))
  return characters.length === CODE_CHARACTERS ? characters.join('') : undefined
}

function asDigit(character: string): string {
  const point = character.codePointAt(0) ?? 0
  const start = DIGIT_RUNS.find((first) => point >= first && point < first + 10)
  return start === undefined ? character : String(point - start)
}

function toBase32(bytes: Uint8Array): string {
  let bits = 0n
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte)
  let text = ''
  for (let n = 0; n < CODE_CHARACTERS; n++) {
    text = ALPHABET.charAt(Number(bits & 31n)) + text
    bits >>= 5n
  }
  return text
}

function inFours(characters: string): string {
  return (characters.match(/.{4}/g) ?? []).join(' ')
}
