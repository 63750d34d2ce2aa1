/** Finds the listed word a misspelt one stands for. */
export type Spelling = (word: string) => string | undefined

const SHORTEST = 6
const LONGEST = 20

function* oneLetterLess(word: string): Generator<string> {
  for (let at = 0; at < word.length; at += 1) yield word.slice(0, at) + word.slice(at + 1)
}

/** One letter more, less, other, or two neighbours swapped; the first letter stays. */
export function isOneSlipApart(a: string, b: string): boolean {
  if (a === b || a[0] !== b[0] || Math.abs(a.length - b.length) > 1) return false
  let from = 0
  while (from < a.length && a[from] === b[from]) from += 1
  let back = 0
  const most = Math.min(a.length, b.length) - from
  while (back < most && a[a.length - 1 - back] === b[b.length - 1 - back]) back += 1
  const left = a.slice(from, a.length - back)
  const right = b.slice(from, b.length - back)
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}

/**
 * One slip of the fingers in a forgiven word: `resrtained` → `restrained`. Words in their own right stand as they
 * are: `starting` is not `starving`, `mediation` is not `medication`.
 */
export function spellingOf(forgiven: Iterable<string>, ownWords: ReadonlySet<string>): Spelling {
  const byLess = new Map<string, string[]>()
  for (const word of new Set(forgiven)) {
    if (word.length < SHORTEST || word.length > LONGEST) continue
    for (const key of [word, ...oneLetterLess(word)]) {
      const already = byLess.get(key)
      if (already === undefined) byLess.set(key, [word])
      else if (!already.includes(word)) already.push(word)
    }
  }
  const near = (key: string, word: string) =>
    byLess.get(key)?.find((listed) => isOneSlipApart(word, listed))
  return (word) => {
    if (word.length < SHORTEST || word.length > LONGEST || ownWords.has(word)) return undefined
    const direct = near(word, word)
    if (direct !== undefined) return direct
    for (const key of oneLetterLess(word)) {
      const found = near(key, word)
      if (found !== undefined) return found
    }
    return undefined
  }
}
