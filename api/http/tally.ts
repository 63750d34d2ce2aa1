import { createHmac, randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'

/** How many are remembered at once; the oldest are forgotten first, so that nobody can fill the memory. */
const MOST_REMEMBERED = 10_000

/** Counts what somebody does in a span of time, in memory alone. */
export type Tally = {
  /** Whether they have had as many as there may be. */
  isFull(who: string): boolean
  /** Counts one more. */
  note(who: string): void
  /** Counts one more, unless it is full: then answers false. */
  take(who: string): boolean
  /** It does not count after all. */
  giveBack(who: string): void
}

/**
 * A count of `most` in `minutes`, from the first one on: whoever goes on all the same does not make the wait
 * longer. Who it is is kept as a keyed hash, under a key that ends with the process.
 */
export function createTally(
  clock: Clock,
  { most, minutes }: { readonly most: number; readonly minutes: number },
): Tally {
  const key = randomBytes(32)
  const counts = new Map<string, { count: number; readonly until: number }>()
  const nameOf = (who: string) => createHmac('sha256', key).update(who).digest('base64url')
  const current = (name: string) => {
    const entry = counts.get(name)
    if (entry === undefined || entry.until > Date.parse(clock())) return entry
    counts.delete(name)
    return undefined
  }
  const add = (name: string) => {
    const entry = current(name)
    if (entry !== undefined) {
      entry.count += 1
      return
    }
    counts.set(name, { count: 1, until: Date.parse(clock()) + minutes * 60_000 })
    const [oldest] = counts.keys()
    if (counts.size > MOST_REMEMBERED && oldest !== undefined) counts.delete(oldest)
  }
  const isFull = (name: string) => (current(name)?.count ?? 0) >= most
  return {
    isFull: (who) => isFull(nameOf(who)),
    note: (who) => add(nameOf(who)),
    take(who) {
      const name = nameOf(who)
      if (isFull(name)) return false
      add(name)
      return true
    },
    giveBack(who) {
      const entry = current(nameOf(who))
      if (entry !== undefined) entry.count -= 1
    },
  }
}
