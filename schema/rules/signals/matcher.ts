import type { PhraseNode, PhraseTree } from './phrase-tree.ts'

/** Where a phrase stands: from its first word to behind its last. */
export type Match = { readonly phrase: number; readonly from: number; readonly to: number }

/** Words that may stand between the words of a phrase, and words that no gap reaches across. */
type BetweenWords = {
  readonly fillers: ReadonlySet<number>
  readonly negators: ReadonlySet<number>
}

/** Finds every phrase in a text given as numbers, with the number of the sentence of each word. */
export type Matcher = (ids: Int32Array, sentences: readonly number[]) => readonly Match[]

const WORDS_IN_A_GAP = 4
const FILLERS_IN_A_ROW = 2
const MOST_STATES = 20_000

/** Being at a node with so many words left that may be skipped: fillers, or anything in a gap. */
type Position = { readonly node: PhraseNode; readonly isGap: boolean; readonly left: number }

/** All positions that the same words lead to at once. `next` is filled in as texts need it. */
type State = {
  readonly positions: readonly Position[]
  readonly ends: readonly number[]
  readonly next: Map<number, State | undefined>
}

function enter(node: PhraseNode, positions: Position[], ends: Set<number>): void {
  for (const phrase of node.ends) ends.add(phrase)
  if (node.branches.length > 0) positions.push({ node, isGap: false, left: FILLERS_IN_A_ROW })
  if (node.gap) positions.push({ node: node.gap, isGap: true, left: WORDS_IN_A_GAP })
}

const keyOf = (positions: readonly Position[], ends: ReadonlySet<number>) =>
  `${positions.map(({ node, isGap, left }) => `${node.id}${isGap ? 'g' : 'f'}${left}`).join()};${[...ends].join()}`

/**
 * Reads the tree as an automaton whose states are made when first needed and kept: each word of a text then costs
 * one look-up a step, and no text can make it go back. Depth and gaps are bounded, so the cost is linear.
 */
export function matcherOf({ root }: PhraseTree, { fillers, negators }: BetweenWords): Matcher {
  let states = new Map<string, State>()
  const first = new Map<number, State | undefined>()

  function stateOf(positions: readonly Position[], ends: ReadonlySet<number>): State | undefined {
    if (positions.length === 0 && ends.size === 0) return undefined
    const key = keyOf(positions, ends)
    const known = states.get(key)
    if (known !== undefined) return known
    if (states.size >= MOST_STATES) {
      states = new Map()
      first.clear()
    }
    const state: State = { positions, ends: [...ends], next: new Map() }
    states.set(key, state)
    return state
  }

  function after(from: readonly Position[], id: number): State | undefined {
    const positions: Position[] = []
    const ends = new Set<number>()
    for (const { node, isGap, left } of from) {
      for (const branch of node.branches) {
        if (branch.words.has(id)) enter(branch.node, positions, ends)
      }
      const mayPass = isGap ? !negators.has(id) : fillers.has(id)
      if (left > 0 && mayPass) positions.push({ node, isGap, left: left - 1 })
    }
    return stateOf(positions, ends)
  }

  function step(known: Map<number, State | undefined>, from: readonly Position[], id: number) {
    const already = known.get(id)
    if (already !== undefined || known.has(id)) return already
    const made = after(from, id)
    known.set(id, made)
    return made
  }

  const start: readonly Position[] = [{ node: root, isGap: false, left: 0 }]
  return (ids, sentences) => {
    const matches: Match[] = []
    for (let from = 0; from < ids.length; from += 1) {
      let state = step(first, start, ids[from] ?? 0)
      for (let to = from + 1; state !== undefined; to += 1) {
        for (const phrase of state.ends) matches.push({ phrase, from, to })
        if (to >= ids.length || sentences[to] !== sentences[from]) break
        state = step(state.next, state.positions, ids[to] ?? 0)
      }
    }
    return matches
  }
}
