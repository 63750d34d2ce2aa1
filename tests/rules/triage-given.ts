import { loadContent } from '#content/index.ts'
import type { Facts } from '#schema/facts.ts'
import { signalReaders } from '#schema/rules/signals.ts'
import { propose, type Reading, type Voices } from '#schema/rules/triage.ts'
import type { Triage } from '#schema/triage.ts'

const content = loadContent()
const english = content.words('en')

export const readers = signalReaders(content.signals)
export const voices: Voices = { officer: english, writer: english }
export const words = english

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
