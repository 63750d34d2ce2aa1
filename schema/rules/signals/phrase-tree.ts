import type { Place, Way } from './phrases.ts'

/** Numbers instead of words: comparing numbers is what makes reading fast. */
export type Vocabulary = ReadonlyMap<string, number>

/** The number of every word that stands on no list. */
export const UNLISTED = -1

/** A place in the tree of all phrases: which words lead on, and which phrases end here. */
export type PhraseNode = {
  readonly id: number
  readonly branches: readonly Branch[]
  /** Leads to what may follow after other words. */
  readonly gap: PhraseNode | undefined
  readonly ends: readonly number[]
}

type Branch = { readonly words: ReadonlySet<number>; readonly node: PhraseNode }

/** A choice of words that stands at many places. */
type Choice = { readonly words: ReadonlySet<number> }

/** A way of a phrase whose places are known by their choices. */
type Numbered = { readonly places: readonly (Choice | 'gap')[]; readonly phrase: number }

export type PhraseTree = { readonly vocabulary: Vocabulary; readonly root: PhraseNode }

/** Builds the tree of all phrases, once for a list. */
export class PhraseTreeBuilder {
  private readonly numbers = new Map<string, number>()
  private readonly choices = new Map<string, Choice>()
  private readonly choiceOfPlace = new WeakMap<object, Choice>()
  private readonly ways: Numbered[] = []

  /** The number of a word; one that stands in no phrase gets one too, so that its sort can be asked. */
  numberOf(word: string): number {
    const known = this.numbers.get(word)
    if (known !== undefined) return known
    this.numbers.set(word, this.numbers.size)
    return this.numbers.size - 1
  }

  add(way: Way, phrase: number): void {
    const places = way.map((place) => (place === 'gap' ? place : this.choiceAt(place)))
    this.ways.push({ places, phrase })
  }

  build(): PhraseTree {
    return { vocabulary: this.numbers, root: new Grower().nodeOf(this.ways, 0) }
  }

  /** Places with the same words are one choice; most places are met many times. */
  private choiceAt(place: Exclude<Place, 'gap'>): Choice {
    const met = this.choiceOfPlace.get(place)
    if (met !== undefined) return met
    const key = place.words.join('|')
    const choice = this.choices.get(key) ?? {
      words: new Set(place.words.map((word) => this.numberOf(word))),
    }
    this.choices.set(key, choice)
    this.choiceOfPlace.set(place, choice)
    return choice
  }
}

/**
 * Grows the nodes from their ends. Places from which the same words lead to the same ends are one node, whatever
 * led there: most phrases differ in their first words, and the tree takes a small part of the memory.
 */
class Grower {
  private readonly nodes = new Map<string, PhraseNode>()
  private readonly numbers = new Map<Choice, number>()

  /** The node that these ways share when `depth` of their places are behind them. */
  nodeOf(ways: readonly Numbered[], depth: number): PhraseNode {
    const ends = new Set<number>()
    const next = new Map<Choice | 'gap', Numbered[]>()
    for (const way of ways) {
      const place = way.places[depth]
      const alike = place === undefined ? undefined : next.get(place)
      if (place === undefined) ends.add(way.phrase)
      else if (alike === undefined) next.set(place, [way])
      else alike.push(way)
    }
    const branches: Branch[] = []
    let gap: PhraseNode | undefined
    let key = ''
    for (const [place, alike] of next) {
      const node = this.nodeOf(alike, depth + 1)
      if (place === 'gap') gap = node
      else branches.push({ words: place.words, node })
      key += `${place === 'gap' ? place : this.numberOf(place)}>${node.id},`
    }
    return this.once(`${key};${[...ends].join()}`, { branches, gap, ends: [...ends] })
  }

  private once(key: string, node: Omit<PhraseNode, 'id'>): PhraseNode {
    const known = this.nodes.get(key) ?? { id: this.nodes.size, ...node }
    this.nodes.set(key, known)
    return known
  }

  private numberOf(choice: Choice): number {
    const known = this.numbers.get(choice) ?? this.numbers.size
    this.numbers.set(choice, known)
    return known
  }
}
