import type { Place, Way } from './phrases.ts'

/** Numbers instead of words: comparing numbers is what makes reading fast. */
export type Vocabulary = ReadonlyMap<string, number>

/** The number of every word that stands on no list. */
export const UNLISTED = -1

/** A place in the tree of all phrases: which words lead on, and which phrases end here. */
export type PhraseNode = {
  readonly id: number
  readonly branches: Branch[]
  /** Leads to what may follow after other words. */
  gap: PhraseNode | undefined
  readonly ends: number[]
}

type Branch = { readonly words: ReadonlySet<number>; readonly node: PhraseNode }

/** A choice of words that stands at many places. */
type Choice = { readonly id: number; readonly words: ReadonlySet<number> }

export type PhraseTree = { readonly vocabulary: Vocabulary; readonly root: PhraseNode }

/** Builds the tree of all phrases, once for a list. */
export class PhraseTreeBuilder {
  private readonly numbers = new Map<string, number>()
  private readonly choices = new Map<string, Choice>()
  private readonly choiceOfPlace = new WeakMap<object, Choice>()
  private readonly children = new Map<string, PhraseNode>()
  private nodes = 0
  private readonly root = this.newNode()

  /** The number of a word; one that stands in no phrase gets one too, so that its sort can be asked. */
  numberOf(word: string): number {
    const known = this.numbers.get(word)
    if (known !== undefined) return known
    this.numbers.set(word, this.numbers.size)
    return this.numbers.size - 1
  }

  add(way: Way, phrase: number): void {
    let node = this.root
    for (const place of way) node = place === 'gap' ? this.gapAfter(node) : this.after(node, place)
    if (!node.ends.includes(phrase)) node.ends.push(phrase)
  }

  build(): PhraseTree {
    return { vocabulary: this.numbers, root: this.root }
  }

  private newNode(): PhraseNode {
    this.nodes += 1
    return { id: this.nodes, branches: [], gap: undefined, ends: [] }
  }

  /** Places with the same words are one choice; most places are met many times. */
  private choiceAt(place: Exclude<Place, 'gap'>): Choice {
    const met = this.choiceOfPlace.get(place)
    if (met !== undefined) return met
    const key = place.words.join('|')
    const choice = this.choices.get(key) ?? {
      id: this.choices.size,
      words: new Set(place.words.map((word) => this.numberOf(word))),
    }
    this.choices.set(key, choice)
    this.choiceOfPlace.set(place, choice)
    return choice
  }

  private gapAfter(node: PhraseNode): PhraseNode {
    node.gap ??= this.newNode()
    return node.gap
  }

  /** The same choice of words at the same place is one branch, whatever phrase it comes from. */
  private after(node: PhraseNode, place: Exclude<Place, 'gap'>): PhraseNode {
    const choice = this.choiceAt(place)
    const childKey = `${node.id} ${choice.id}`
    const already = this.children.get(childKey)
    if (already !== undefined) return already
    const child = this.newNode()
    this.children.set(childKey, child)
    node.branches.push({ words: choice.words, node: child })
    return child
  }
}
