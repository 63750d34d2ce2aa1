import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ContentFaults } from '#content/faults.ts'
import { readWords, wordsOf } from '#content/words.ts'
import { signalReaders } from '#schema/rules/signals/signals.ts'
import { propose, type Reading, type Voices } from '#schema/rules/triage/triage.ts'
import type { Facts } from '#schema/triage/facts.ts'
import type { Triage } from '#schema/triage/triage.ts'

const content = fileURLToPath(new URL('../../content', import.meta.url))

/** The lists as they stand in `content/signals`, by language. */
export const signalLists: ReadonlyMap<string, unknown> = new Map(
  readdirSync(`${content}/signals`).map((name) => [
    name.replace(/\.json$/, ''),
    JSON.parse(readFileSync(`${content}/signals/${name}`, 'utf8')),
  ]),
)

export const readers = signalReaders(signalLists)

export const words = wordsOf(
  { tag: 'en', name: 'English', direction: 'ltr', checked: null, offered: true },
  readWords(content, 'words/en', new ContentFaults()),
)
export const voices: Voices = { officer: words, writer: words }

/** A looked-after young person's complaint about family time, from which a test changes what matters. */
export const facts = (changes: Partial<Facts> = {}): Facts => ({
  who: 'young-person',
  child_known: 'looked-after',
  service: 'family-time',
  wants: 'put-right',
  ...changes,
})

export const reading = (changes: Partial<Reading> = {}): Reading => ({
  signals: ['complaint'],
  listed: true,
  ...changes,
})

export function triage(given: Facts, text: string, language = 'en'): Triage {
  return propose({ facts: given, text, language }, readers, voices)
}
