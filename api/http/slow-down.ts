import type { Clock } from '../clock.ts'

/** A person finds a mistyped code long before this many tries. */
const TRIES = 10
const PAUSE_MINUTES = 15
/** Networks remembered at once; the oldest are forgotten first, so that nobody can fill the memory. */
const MOST_NETWORKS = 10_000

export type SlowDown = {
  /** Whether this network must wait before another guess. */
  mustWait(network: string): boolean
  noteWrong(network: string): void
  noteRight(network: string): void
}

/**
 * Slows guessing of private codes down, per network and in memory only. It guards the way back alone:
 * telling us something is never slowed, since a school has one address.
 */
export function createSlowDown(clock: Clock): SlowDown {
  const wrong = new Map<string, { count: number; until: number }>()
  const current = (network: string) => {
    const entry = wrong.get(network)
    if (entry === undefined || entry.until > Date.parse(clock())) return entry
    wrong.delete(network)
    return undefined
  }
  return {
    mustWait: (network) => (current(network)?.count ?? 0) >= TRIES,
    noteWrong(network) {
      const count = (current(network)?.count ?? 0) + 1
      wrong.delete(network)
      wrong.set(network, { count, until: Date.parse(clock()) + PAUSE_MINUTES * 60_000 })
      const [oldest] = wrong.keys()
      if (wrong.size > MOST_NETWORKS && oldest !== undefined) wrong.delete(oldest)
    },
    noteRight: (network) => void wrong.delete(network),
  }
}
