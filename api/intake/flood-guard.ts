import type { Clock } from '../clock.ts'

const MINUTE = 60_000

/** Counts what comes to one authority in a minute. It never refuses; beyond the limit it sets apart. */
export type FloodGuard = {
  /** Whether one more has to be set apart on the desk. */
  isFlood(): boolean
  /** Tells that one was set apart. */
  noteSetApart(): void
  /** How many were set apart since it was last asked; 0 while the flood still lasts. */
  takeCount(): number
}

/** `perMinute` 0 sets nothing apart, ever. */
export function createFloodGuard(clock: Clock, perMinute: number): FloodGuard {
  let minute = 0
  let inMinute = 0
  let apart = 0
  const now = () => Math.floor(Date.parse(clock()) / MINUTE)
  return {
    isFlood() {
      if (now() !== minute) {
        minute = now()
        inMinute = 0
      }
      inMinute += 1
      return perMinute > 0 && inMinute > perMinute
    },
    noteSetApart() {
      apart += 1
    },
    takeCount() {
      if (now() === minute) return 0
      const count = apart
      apart = 0
      return count
    },
  }
}
