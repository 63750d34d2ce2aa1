import { StoreBusy } from '../store/store.ts'

/** Something begun this long ago and not done means that more is asked than can be done, in milliseconds. */
const LONGEST_WAIT_MS = 5000
/** About a second of what one core does; each that is begun holds memory. */
const MOST_AT_ONCE = 256

export type Turnstile = {
  /** Whether the next would be told to come back: asked before anything is read of what they send. */
  readonly isFull: () => boolean
  /** Does this now, or refuses with `StoreBusy` (503, Retry-After). */
  readonly pass: <T>(act: () => Promise<T>) => Promise<T>
}

/**
 * Lets work begin while what was begun first is done in time, and not too many are at it. Beyond that whoever
 * comes is told so at once: "busy" now is better than "thank you" after minutes, and a refusal costs so little
 * that what was begun is finished. `now` is a clock in milliseconds that never jumps.
 */
export function createTurnstile(now: () => number = () => performance.now()): Turnstile {
  const begun = new Set<{ readonly since: number }>()
  const isFull = () => {
    const [oldest] = begun
    return (
      begun.size >= MOST_AT_ONCE || (oldest !== undefined && now() - oldest.since > LONGEST_WAIT_MS)
    )
  }
  return {
    isFull,
    pass: async (act) => {
      if (isFull()) throw new StoreBusy('more is asked than can be done')
      const mine = { since: now() }
      begun.add(mine)
      try {
        return await act()
      } finally {
        begun.delete(mine)
      }
    },
  }
}
