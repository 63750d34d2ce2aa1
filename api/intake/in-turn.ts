/**
 * Runs what belongs to one key one after the other, the first asked first: two tabs of one browser, or a
 * button pressed twice. What belongs to other keys does not wait.
 */
export function createTurns() {
  const last = new Map<string, Promise<unknown>>()
  return async function inTurn<T>(key: string, act: () => Promise<T>): Promise<T> {
    const before = last.get(key) ?? Promise.resolve()
    const mine = before.then(act, act)
    last.set(key, mine)
    try {
      return await mine
    } finally {
      if (last.get(key) === mine) last.delete(key)
    }
  }
}

export type InTurn = ReturnType<typeof createTurns>
