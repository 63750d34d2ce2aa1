import type { Service } from '../../triage/facts.ts'
import type { SignalEntry, SignalList } from '../../triage/signals.ts'
import type { WordSorts } from './context.ts'
import { type Matcher, matcherOf } from './matcher.ts'
import type { WordTable } from './numbering.ts'
import { PhraseTreeBuilder } from './phrase-tree.ts'
import { type Place, waysOf } from './phrases.ts'
import { spellingOf } from './spelling.ts'
import { plainWords } from './tokens.ts'

/** What a phrase of the tree stands for. */
type Meaning =
  | { readonly kind: 'ignore' }
  | { readonly kind: 'past' }
  | { readonly kind: 'entry'; readonly entry: SignalEntry; readonly notAfter: ReadonlySet<number> }
  | { readonly kind: 'hint'; readonly hint: string }
  | { readonly kind: 'topic'; readonly service: Service }

/** A reviewed list made ready for reading: once per language, never per text. */
export type CompiledList = {
  readonly match: Matcher
  readonly meanings: readonly Meaning[]
  readonly table: WordTable
  readonly sorts: WordSorts
  readonly pastUnless: ReadonlySet<number>
  readonly titles: ReadonlySet<string>
  readonly hintsWithin: number
}

/** `{ "no one": "noone" }` → first word → second word → joined word, all in plain letters. */
function joinsOf(joins: SignalList['joins']): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const table = new Map<string, Map<string, string>>()
  for (const [pair, joined] of Object.entries(joins)) {
    const [first, second, ...more] = plainWords(pair)
    if (first === undefined || second === undefined || more.length > 0) {
      throw new Error(`the join "${pair}" is not two words`)
    }
    const seconds = table.get(first) ?? new Map<string, string>()
    table.set(first, seconds.set(second, plainWords(joined).join('')))
  }
  return table
}

type Joins = WordTable['joins']

/** Two neighbouring places joined as a text's words would be: `(is|was) not` → `(isnt|wasnt)`. */
function joinedPlace(first: Place, second: Place, joins: Joins): Place | undefined {
  if (first === 'gap' || second === 'gap') return undefined
  const words = first.words.flatMap((word) => {
    const seconds = joins.get(word)
    return seconds === undefined ? [] : second.words.flatMap((next) => seconds.get(next) ?? [])
  })
  return words.length === 0 ? undefined : { words }
}

type Joiner = (first: Place, second: Place) => Place | undefined

/** `joinedPlace`, asked once for each pair: the ways of a phrase share their places, and are thousands. */
function joinerOf(joins: Joins): Joiner {
  const known = new Map<Place, Map<Place, Place | undefined>>()
  return (first, second) => {
    const ofFirst = known.get(first) ?? new Map<Place, Place | undefined>()
    if (ofFirst.size === 0) known.set(first, ofFirst)
    if (!ofFirst.has(second)) ofFirst.set(second, joinedPlace(first, second, joins))
    return ofFirst.get(second)
  }
}

/** The way itself, and each way a text might write it with two words read as one. */
function withJoins(way: readonly Place[], joined: Joiner): readonly (readonly Place[])[] {
  const at = way.findIndex((place, n) => {
    const next = way[n + 1]
    return next !== undefined && joined(place, next) !== undefined
  })
  const [first, second] = [way[at], way[at + 1]]
  const both = first === undefined || second === undefined ? undefined : joined(first, second)
  if (first === undefined || both === undefined) return [way]
  const before = way.slice(0, at)
  return [
    ...withJoins(way.slice(at + 1), joined).map((tail) => [...before, first, ...tail]),
    ...withJoins(way.slice(at + 2), joined).map((tail) => [...before, both, ...tail]),
  ]
}

/** `{ "im": "i am" }` → each word in plain letters and the words it stands for. */
function splitsOf(splits: SignalList['splits']): WordTable['splits'] {
  return new Map(
    Object.entries(splits).map(([word, words]) => [plainWords(word).join(''), plainWords(words)]),
  )
}

function spellingsOf(spellings: SignalList['spellings']): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(spellings).map(([written, meant]) => [
      plainWords(written).join(''),
      plainWords(meant).join(''),
    ]),
  )
}

/**
 * Parses the phrases and builds the tree. A phrase is joined and spelt as a text is, so that a reviewer may write
 * "no one" or "don't" in either form.
 */
export function compileList(list: SignalList): CompiledList {
  const builder = new PhraseTreeBuilder()
  const joins = joinsOf(list.joins)
  const joined = joinerOf(joins)
  const splits = splitsOf(list.splits)
  const phraseList = { groups: list.groups, splits }
  const meanings: Meaning[] = []
  const numbersOf = (words: readonly string[]): ReadonlySet<number> =>
    new Set(
      words
        .flatMap(plainWords)
        .flatMap((word) => splits.get(word) ?? [word])
        .map((word) => builder.numberOf(word)),
    )
  const add = (meaning: Meaning, phrases: readonly string[]) => {
    for (const phrase of phrases) {
      for (const way of waysOf(phrase, phraseList)) {
        for (const written of withJoins(way, joined)) builder.add(written, meanings.length)
      }
    }
    meanings.push(meaning)
  }
  add({ kind: 'ignore' }, list.ignore)
  add({ kind: 'past' }, list.past.marks)
  for (const entry of list.entries) {
    add({ kind: 'entry', entry, notAfter: numbersOf(entry.notAfter) }, entry.phrases)
  }
  for (const { id, phrases } of list.hints.sorts) add({ kind: 'hint', hint: id }, phrases)
  for (const { service, phrases } of list.topics) add({ kind: 'topic', service }, phrases)
  const sorts = {
    negators: numbersOf(list.negators),
    carriesNear: numbersOf(list.carriesNear),
    carriesFar: numbersOf(list.carriesFar),
  }
  const fillers = numbersOf(list.fillers)
  const pastUnless = numbersOf(list.past.unless)
  const tree = builder.build()
  const ownWords = new Set(list.ownWords.flatMap(plainWords))
  const nearest = spellingOf(list.forgiven.flatMap(plainWords), ownWords)
  const table = {
    vocabulary: tree.vocabulary,
    spellings: spellingsOf(list.spellings),
    joins,
    splits,
    nearest,
  }
  const titles = new Set(list.titles.flatMap(plainWords))
  const hintsWithin = list.hints.withinWords
  const match = matcherOf(tree, { fillers, negators: sorts.negators })
  return { match, meanings, table, sorts, pastUnless, titles, hintsWithin }
}
