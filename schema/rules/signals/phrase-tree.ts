import type { Place } from './phrases.ts'

/** Numbers instead of words: comparing numbers is what makes reading fast. */
export type Vocabulary = ReadonlyMap<string, number>

export const UNLISTED = -1

/** A place in the tree of all phrases. `gap` leads to what may follow after other words. */
export type PhraseNode = {
  readonly next: Map<number, PhraseNode[]>
  gap: PhraseNode | undefined
  readonly ends: number[]
}

/** The words of one text as numbers, with what the matcher must know of each. */
export type NumberedText = {
  readonly ids: Int32Array
  readonly sentences: readonly number[]
  readonly isFiller: (id: number) => boolean
  readonly isNegator: (id: number) => boolean
}

export type Match = { readonly phrase: number; readonly from: number; readonly to: number }

export type PhraseTree = {
  readonly vocabulary: Vocabulary
  readonly root: PhraseNode
}

const WORDS_IN_A_GAP = 4
const FILLERS_IN_A_ROW = 2

const newNode = (): PhraseNode => ({ next: new Map(), gap: undefined, ends: [] })

/** Builds the tree once for a list; `extra` words get numbers too, so that their sort can be asked. */
export class PhraseTreeBuilder {
  private readonly numbers = new Map<string, number>()
  private readonly root = newNode()
  private readonly children = new Map<PhraseNode, Map<string, PhraseNode>>()

  numberOf(word: string): number {
    const known = this.numbers.get(word)
    if (known !== undefined) return known
    this.numbers.set(word, this.numbers.size)
    return this.numbers.size - 1
  }

  add(way: readonly Place[], phrase: number): void {
    let node = this.root
    for (const place of way) node = place === 'gap' ? this.gapAfter(node) : this.after(node, place)
    if (!node.ends.includes(phrase)) node.ends.push(phrase)
  }

  build(): PhraseTree {
    return { vocabulary: this.numbers, root: this.root }
  }

  private gapAfter(node: PhraseNode): PhraseNode {
    node.gap ??= newNode()
    return node.gap
  }

  /** The same choice of words at the same place is one branch, whatever phrase it comes from. */
  private after(node: PhraseNode, { words }: { readonly words: readonly string[] }): PhraseNode {
    const key = [...words].sort().join('|')
    const known = this.children.get(node) ?? new Map<string, PhraseNode>()
    this.children.set(node, known)
    const already = known.get(key)
    if (already !== undefined) return already
    const child = newNode()
    known.set(key, child)
    for (const word of new Set(words)) {
      const id = this.numberOf(word)
      const branches = node.next.get(id)
      if (branches === undefined) node.next.set(id, [child])
      else branches.push(child)
    }
    return child
  }
}

/** Every phrase that stands in the text. Depth and gaps are bounded, so the cost is linear in the words. */
export function matchesIn({ root }: PhraseTree, text: NumberedText): readonly Match[] {
  const matches: Match[] = []
  for (let from = 0; from < text.ids.length; from += 1) {
    const id = text.ids[from] ?? UNLISTED
    for (const node of root.next.get(id) ?? []) follow(node, from, from + 1, text, matches)
  }
  return matches
}

function follow(
  node: PhraseNode,
  from: number,
  at: number,
  text: NumberedText,
  matches: Match[],
): void {
  for (const phrase of node.ends) matches.push({ phrase, from, to: at })
  if (node.next.size > 0) step(node, from, at, text, matches)
  if (node.gap === undefined) return
  const last = Math.min(text.ids.length - 1, at + WORDS_IN_A_GAP)
  for (let next = at; next <= last; next += 1) {
    if (text.sentences[next] !== text.sentences[from]) return
    step(node.gap, from, next, text, matches)
    if (text.isNegator(text.ids[next] ?? UNLISTED)) return
  }
}

/** Goes on with the word at `at`, or with the one behind a filler or two. */
function step(
  node: PhraseNode,
  from: number,
  at: number,
  text: NumberedText,
  matches: Match[],
): void {
  const last = Math.min(text.ids.length - 1, at + FILLERS_IN_A_ROW)
  for (let next = at; next <= last; next += 1) {
    if (text.sentences[next] !== text.sentences[from]) return
    const id = text.ids[next] ?? UNLISTED
    for (const child of node.next.get(id) ?? []) follow(child, from, next + 1, text, matches)
    if (!text.isFiller(id)) return
  }
}
