import type { Service } from '../../triage/facts.ts'
import { type Added, SignalList } from '../../triage/signals.ts'
import { type CompiledList, compileList } from './compiled.ts'
import { isHintTakenBack, isTakenBack } from './context.ts'
import { type HintMatch, hintsTogether } from './hints.ts'
import type { Match } from './matcher.ts'
import { type Numbered, numbered } from './numbering.ts'
import { quotationsIn } from './quotations.ts'
import { surroundingsOf } from './surroundings.ts'
import { tokensOf } from './tokens.ts'

/** Which phrase spoke, and for what. `text` is the writer's words in plain letters, `entry` the list's name for it. */
export type Spoken = {
  readonly entry: string
  readonly adds: readonly Added[]
  readonly text: string
  readonly sentence: number
}

/** `named`: services that a complaint in the same sentence is about. */
export type ReadText = {
  readonly spoken: readonly Spoken[]
  readonly named: readonly Service[]
}

/** One language's list, made ready once. */
export type SignalReader = {
  readonly language: string
  readonly coversAll: boolean
  /**
   * Makes the list ready: English takes a quarter of a second. The first text to be read does it where nobody
   * did. Throws when a phrase cannot be read.
   */
  readonly makeReady: () => void
  readonly read: (text: string) => ReadText
}

/** The entries that speak: matched, and not taken back by what stands before or around. */
function entriesIn(
  plainText: string,
  text: Numbered,
  matches: readonly Match[],
  list: CompiledList,
): readonly Spoken[] {
  const ofKind = (kind: 'ignore' | 'past') =>
    matches.filter(({ phrase }) => list.meanings[phrase]?.kind === kind)
  const around = surroundingsOf(text, {
    ignored: ofKind('ignore'),
    pastMarks: ofKind('past'),
    pastUnless: list.pastUnless,
    quotations: quotationsIn(plainText, list.titles),
  })
  const speak = (match: Match, entry: string, adds: readonly Added[]): Spoken => ({
    entry,
    adds,
    text: plainText.slice(text.starts[match.from], text.ends[match.to - 1]),
    sentence: text.sentences[match.from] ?? 0,
  })
  const spoken: Spoken[] = []
  const hints: HintMatch[] = []
  for (const match of matches) {
    const meaning = list.meanings[match.phrase]
    if (meaning?.kind === 'entry') {
      if (isTakenBack(match, meaning, text, around, list.sorts)) continue
      spoken.push(speak(match, meaning.entry.id, meaning.entry.adds))
    } else if (meaning?.kind === 'hint' && !isHintTakenBack(match, text, around, list.sorts)) {
      hints.push({ hint: meaning.hint, match })
    }
  }
  const together = hintsTogether(hints, list.hintsWithin)
  return [...spoken, ...together.map((match) => speak(match, 'hints-together', ['faint-harm']))]
}

/** The services named in a sentence that clearly complains. */
function servicesNamed(
  text: Numbered,
  matches: readonly Match[],
  spoken: readonly Spoken[],
  list: CompiledList,
): readonly Service[] {
  const complaining = new Set(
    spoken.filter(({ adds }) => adds.includes('complaint')).map(({ sentence }) => sentence),
  )
  const named = new Set<Service>()
  for (const { phrase, from } of matches) {
    const meaning = list.meanings[phrase]
    if (meaning?.kind !== 'topic') continue
    if (complaining.has(text.sentences[from] ?? -1)) named.add(meaning.service)
  }
  return [...named]
}

/** The reader of a language's list. */
export function readerOf(list: SignalList): SignalReader {
  let made: CompiledList | undefined
  const ready = (): CompiledList => {
    made ??= compileList(list)
    return made
  }
  const read = (original: string): ReadText => {
    const compiled = ready()
    const tokens = tokensOf(original)
    const text = numbered(tokens, compiled.table)
    const matches = compiled.match(text.ids, text.sentences)
    if (matches.length === 0) return { spoken: [], named: [] }
    const spoken = entriesIn(tokens.text, text, matches, compiled)
    return { spoken, named: servicesNamed(text, matches, spoken, compiled) }
  }
  return { language: list.language, coversAll: list.covers === 'all', makeReady: ready, read }
}

/** Parses a list as it stands in `content/signals`. Throws when it is not in shape. */
export function readerOfJson(json: unknown): SignalReader {
  return readerOf(SignalList.parse(json))
}
