import { setTimeout as wait } from 'node:timers/promises'

/**
 * Holds an answer back for a while, so that whoever asks without a pause asks less often and what others send is
 * not kept waiting. Of many at once only `most` are held: the others are answered at once, and cost no memory.
 */
export function createHold({ ms, most }: { readonly ms: number; readonly most: number }) {
  let held = 0
  return async (): Promise<void> => {
    if (held >= most) return
    held += 1
    try {
      await wait(ms)
    } finally {
      held -= 1
    }
  }
}
