import type { Match } from './matcher.ts'

/** A hint of one sort at one place. */
export type HintMatch = { readonly hint: string; readonly match: Match }

/**
 * Where two sorts of hint stand close together: "my uncle" alone says nothing, "made me promise" beside it does.
 * Expects the hints in the order of the text; one answer for each hint that has another sort close before it.
 */
export function hintsTogether(hints: readonly HintMatch[], within: number): readonly Match[] {
  const latest = new Map<string, Match>()
  const together: Match[] = []
  for (const { hint, match } of hints) {
    for (const [other, before] of latest) {
      const isApart = before.to <= match.from || match.to <= before.from
      if (other !== hint && isApart && match.from - before.to <= within) {
        together.push({ ...match, from: Math.min(before.from, match.from) })
        break
      }
    }
    latest.set(hint, match)
  }
  return together
}
