import { readFileSync } from 'node:fs'
import { wait } from '#tests/trials/trial.ts'

/** Linux counts a process's time in hundredths of a second. */
const TICKS_A_SECOND = 100

/**
 * How long a process has had a core since it began, all its threads together, in seconds. Unlike the clock on
 * the wall it hardly changes with what else the machine does: figures made with it can be compared on a busy one.
 */
export function coreSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name of the program, in brackets, may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND
}

/** What a process holds in memory now, in megabytes of a million bytes. */
export function residentMbOf(pid: number): number {
  const kb = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return (Number(kb ?? 0) * 1024) / 1e6
}

const SHARE_AT_REST = 0.3
const LONGEST_REST_MS = 600_000

/** Waits until a process hardly works any more: what it does by itself after a start is over. Refuses after ten minutes. */
export async function untilAtRest(pid: number): Promise<void> {
  const began = performance.now()
  for (let [calm, before] = [0, coreSecondsOf(pid)]; calm < 3; ) {
    if (performance.now() - began > LONGEST_REST_MS)
      throw new Error('the server does not come to rest')
    await wait(500)
    const now = coreSecondsOf(pid)
    calm = (now - before) / 0.5 < SHARE_AT_REST ? calm + 1 : 0
    before = now
  }
}
