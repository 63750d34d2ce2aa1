import { desc } from 'drizzle-orm'
import type { Clock } from '#api/clock.ts'
import type { Store } from '#api/store/store.ts'
import { events } from '#api/store/tables.ts'

/** A time server moves a clock by less, and never at once. */
const JUMP_MS = 120_000
const SAID_FOR_MS = 24 * 60 * 60 * 1000

export type ClockWatch = {
  /** Whether the clock jumped in the last day, or stands before what was written down already. */
  isWrong(stores: readonly Store[]): Promise<boolean>
}

/**
 * Watches the clock by another that nobody can set. Dates, retention and sign-in rest on it: a jump has to be
 * looked at by a person. `elapsedMs`: a clock that only ever goes on, as long as this process lives.
 */
export function createClockWatch(clock: Clock, elapsedMs = () => performance.now()): ClockWatch {
  const offset = () => Date.parse(clock()) - elapsedMs()
  let usual = offset()
  let jumpedAt = Number.NEGATIVE_INFINITY
  return {
    async isWrong(stores) {
      const now = offset()
      if (Math.abs(now - usual) > JUMP_MS) jumpedAt = elapsedMs()
      usual = now
      if (elapsedMs() - jumpedAt < SAID_FOR_MS) return true
      const written = await Promise.all(stores.map(lastWrittenMs))
      return written.some((at) => at - Date.parse(clock()) > JUMP_MS)
    },
  }
}

async function lastWrittenMs(store: Store): Promise<number> {
  const [last] = await store.db
    .select({ at: events.at })
    .from(events)
    .orderBy(desc(events.seq))
    .limit(1)
  return last === undefined ? 0 : Date.parse(last.at)
}
