import { readdirSync, readFileSync } from 'node:fs'

/** What a process holds in memory now, in MiB; 0 where the system does not say. */
export function residentMiB(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024)
  } catch {
    return 0
  }
}

/** How many files and lines a process has open. */
export function openFiles(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length
  } catch {
    return 0
  }
}

/** Watches the memory of a process; `most` answers the highest so far. */
export function watchMemory(pid: number) {
  let highest = residentMiB(pid)
  const timer = setInterval(() => {
    highest = Math.max(highest, residentMiB(pid))
  }, 100)
  return { most: () => highest, stop: () => clearInterval(timer) }
}
