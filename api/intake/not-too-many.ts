import { StoreBusy } from '../store/store.ts'

/** Something begun this long ago and not done means that more is asked than can be done, in milliseconds. */
const LONGEST_WAIT_MS = 5000

/**
 * Lets work begin while what was begun first is done in time. Beyond that whoever comes is told so at once,
 * with `StoreBusy` (503, Retry-After): "busy" now is better than "thank you" after minutes, and a refusal
 * costs so little that what was begun is finished. `now` is a clock in milliseconds that never jumps.
 */
export function createNotTooMany(now: () => number = () => performance.now()) {
  const begun = new Set<{ readonly since: number }>()
  return async function whenNotTooMany<T>(act: () => Promise<T>): Promise<T> {
    const since = now()
    const [oldest] = begun
    if (oldest !== undefined && since - oldest.since > LONGEST_WAIT_MS)
      throw new StoreBusy('more is asked than can be done')
    const mine = { since }
    begun.add(mine)
    try {
      return await act()
    } finally {
      begun.delete(mine)
    }
  }
}
