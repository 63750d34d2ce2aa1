import type { Added } from '../../triage/signals.ts'
import { Signal } from '../../vocabulary.ts'
import { isOutside, type Reading } from '../triage/matter.ts'
import { type ReadText, readerOfJson, type SignalReader, type Spoken } from './reader.ts'

export { readerOf, type SignalReader, type Spoken } from './reader.ts'

/** The languages we can read, by tag. */
export type SignalReaders = ReadonlyMap<string, SignalReader>

const readersOfLists = new WeakMap<ReadonlyMap<string, unknown>, SignalReaders>()

/** The readers of the lists of `content/signals`, the same for the same lists. Throws when one is not in shape. */
export function signalReaders(lists: ReadonlyMap<string, unknown>): SignalReaders {
  const known = readersOfLists.get(lists)
  if (known !== undefined) return known
  const readers = new Map([...lists].map(([tag, list]) => [tag, readerOfJson(list)]))
  readersOfLists.set(lists, readers)
  return readers
}

const ENGLISH = 'en'

/** A hint becomes its signal, marked as faint, where no clear phrase speaks. */
const FAINT: readonly { readonly hint: Added; readonly signal: Signal }[] = [
  { hint: 'faint-complaint', signal: 'complaint' },
  { hint: 'faint-harm', signal: 'harm' },
]

/** `cy-GB` → the reader of `cy`. */
function ownReader(language: string, readers: SignalReaders): SignalReader | undefined {
  return readers.get(language) ?? readers.get(language.split('-')[0] ?? language)
}

/** The writer's language, and English besides: many write in both, and reading more only adds care. */
function readersFor(language: string, readers: SignalReaders): readonly SignalReader[] {
  const both = [ownReader(language, readers), readers.get(ENGLISH)]
  return [...new Set(both)].filter((reader) => reader !== undefined)
}

/** Two procedures: the words complain about something inside the regulations and something outside them. */
function namesTwoProcedures({ named }: ReadText): boolean {
  return named.some(isOutside) && !named.every(isOutside)
}

/**
 * What the words add. A signal is a reason for care: it may raise a flag or a person's look, never lower a
 * category. `listed` is false where no full list of the language exists.
 */
export function readSignals(text: string, language: string, readers: SignalReaders): Reading {
  const texts = readersFor(language, readers).map((reader) => reader.read(text))
  const found = new Set<Added>(texts.flatMap(({ spoken }) => spoken.flatMap(({ adds }) => adds)))
  if (texts.some(namesTwoProcedures)) found.add('two-procedures')
  const faint = FAINT.filter(({ hint, signal }) => found.has(hint) && !found.has(signal))
  for (const { signal } of faint) found.add(signal)
  return {
    signals: Signal.options.filter((signal) => found.has(signal)),
    faint: faint.map(({ signal }) => signal),
    listed: ownReader(language, readers)?.coversAll ?? false,
    hasHazard: found.has('hazard'),
    named: [...new Set(texts.flatMap(({ named }) => named))],
  }
}

/** Which phrase fired, and for which signal: officers see it beside the writer's words. */
export function explainSignals(
  text: string,
  language: string,
  readers: SignalReaders,
): readonly Spoken[] {
  return readersFor(language, readers).flatMap((reader) => reader.read(text).spoken)
}
