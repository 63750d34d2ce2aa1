import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ContentFaults } from '#content/faults.ts'
import { keysIn } from '#content/parity.ts'
import { readWords } from '#content/words.ts'

const CONTENT = fileURLToPath(new URL('../../content/', import.meta.url))

/** A language that nobody speaks, made from English, so that a sentence beside the words shows at once. */
export type PseudoLanguage = {
  readonly tag: string
  readonly name: string
  readonly direction: 'ltr' | 'rtl'
  readonly letters: Readonly<Record<string, string>>
}

function alphabet(letters: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...letters].map((letter, n) => [String.fromCharCode(97 + n), letter]))
}

/** English with accents: left to right, and plainly not English. */
export const ACCENTED: PseudoLanguage = {
  tag: 'en-XA',
  name: 'Åççéñţš',
  direction: 'ltr',
  letters: alphabet('åƀçđéƒğĥîĵķļɱñöþɋŕšţûṽŵẋýž'),
}

/** Arabic letters in English order: right to left. */
export const MIRRORED: PseudoLanguage = {
  tag: 'ar-XB',
  name: 'مرآة',
  direction: 'rtl',
  letters: alphabet('ابتثجحخدذرزسشصضطظعغفقكلمنه'),
}

/** Every letter as another one; what stands in `{{…}}` or in a link's address stays. */
export function pseudo(sentence: string, { letters }: PseudoLanguage): string {
  return sentence
    .split(/(\{\{\w+\}\}|\]\([^)]*\))/)
    .map((part, n) =>
      n % 2 === 1
        ? part
        : part.replaceAll(/[a-z]/gi, (letter) => letters[letter.toLowerCase()] ?? letter),
    )
    .join('')
}

/** Writes the language as a folder that `loadContent` takes as an extra language. */
export function writePseudoLanguage(language: PseudoLanguage): string {
  const folder = mkdtempSync(join(tmpdir(), `earshot-${language.tag}-`))
  const { tag, name, direction } = language
  const entry = { tag, name, direction, checked: null, offered: true }
  writeFileSync(join(folder, 'language.json'), JSON.stringify([entry]))
  const words: Record<string, string | string[]> = {}
  const english = readWords(CONTENT, 'words/en', new ContentFaults())
  for (const [key, { text }] of keysIn(tag, english)) {
    words[key] =
      typeof text === 'string' ? pseudo(text, language) : text.map((each) => pseudo(each, language))
  }
  mkdirSync(join(folder, 'words'))
  writeFileSync(join(folder, 'words', 'all.json'), JSON.stringify(words))
  mkdirSync(join(folder, 'pages'))
  for (const file of readdirSync(join(CONTENT, 'pages', 'en'))) {
    const page = readFileSync(join(CONTENT, 'pages', 'en', file), 'utf8')
    writeFileSync(join(folder, 'pages', file), pseudo(page, language))
  }
  return folder
}
