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
type Choice = { readonly id: number; readonly words: ReadonlySet<number> }

/** A node while phrases are still added. */
type Sprout = {
  readonly id: number
  readonly branches: { readonly choice: Choice; readonly sprout: Sprout }[]
  gap: Sprout | undefined
  readonly ends: number[]
}

export type PhraseTree = { readonly vocabulary: Vocabulary; readonly root: PhraseNode }

/** Builds the tree of all phrases, once for a list. */
export class PhraseTreeBuilder {
  private readonly numbers = new Map<string, number>()
  private readonly choices = new Map<string, Choice>()
  private readonly choiceOfPlace = new WeakMap<object, Choice>()
  private readonly children = new Map<string, Sprout>()
  private sprouts = 0
  private readonly root = this.newSprout()

  /** The number of a word; one that stands in no phrase gets one too, so that its sort can be asked. */
  numberOf(word: string): number {
    const known = this.numbers.get(word)
    if (known !== undefined) return known
    this.numbers.set(word, this.numbers.size)
    return this.numbers.size - 1
  }

  add(way: Way, phrase: number): void {
    let sprout = this.root
    for (const place of way)
      sprout = place === 'gap' ? this.gapAfter(sprout) : this.after(sprout, place)
    if (!sprout.ends.includes(phrase)) sprout.ends.push(phrase)
  }

  build(): PhraseTree {
    return { vocabulary: this.numbers, root: grown(this.root, new Map()) }
  }

  private newSprout(): Sprout {
    this.sprouts += 1
    return { id: this.sprouts, branches: [], gap: undefined, ends: [] }
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

  private gapAfter(sprout: Sprout): Sprout {
    sprout.gap ??= this.newSprout()
    return sprout.gap
  }

  /** The same choice of words at the same place is one branch, whatever phrase it comes from. */
  private after(sprout: Sprout, place: Exclude<Place, 'gap'>): Sprout {
    const choice = this.choiceAt(place)
    const childKey = `${sprout.id} ${choice.id}`
    const already = this.children.get(childKey)
    if (already !== undefined) return already
    const child = this.newSprout()
    this.children.set(childKey, child)
    sprout.branches.push({ choice, sprout: child })
    return child
  }
}

/**
 * The node of a sprout. Places from which the same words lead to the same ends are one node, whatever led
 * there: most phrases differ in their first words, and the tree takes a small part of the memory.
 */
function grown(sprout: Sprout, nodes: Map<string, PhraseNode>): PhraseNode {
  const branches = sprout.branches.map((branch) => ({
    choice: branch.choice,
    node: grown(branch.sprout, nodes),
  }))
  const gap = sprout.gap === undefined ? undefined : grown(sprout.gap, nodes)
  const leads = branches.map(({ choice, node }) => `${choice.id}>${node.id}`)
  const key = `${leads.join()};${gap?.id ?? ''};${sprout.ends.join()}`
  const known = nodes.get(key)
  if (known !== undefined) return known
  const node = {
    id: nodes.size,
    branches: branches.map((branch) => ({ words: branch.choice.words, node: branch.node })),
    gap,
    ends: sprout.ends,
  }
  nodes.set(key, node)
  return node
}
