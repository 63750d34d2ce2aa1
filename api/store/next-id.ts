import type { Store } from './store.ts'

/** How many numbers are taken at once. What is left of a block at the end is never used. */
const BLOCK = 1000

/**
 * Gives out numbers that nobody else gets. A batch is fixed before it is sent, so whatever else of it
 * refers to the case must know its number beforehand. Rising, so that new rows lie beside each other.
 */
export function numbersFrom(write: Store['write']): Store['nextId'] {
  const blocks = new Map<string, Promise<{ next: number; readonly end: number }>>()

  async function take(name: string) {
    const [taken] = await write([
      {
        sql: `INSERT INTO id_blocks VALUES (?, ${BLOCK + 1})
          ON CONFLICT (name) DO UPDATE SET next = next + ${BLOCK} RETURNING next`,
        args: [name],
      },
    ])
    const end = Number(taken?.rows[0]?.[0])
    return { next: end - BLOCK, end }
  }

  return async function nextId(name) {
    for (;;) {
      const taking = blocks.get(name) ?? take(name)
      blocks.set(name, taking)
      const block = await taking.catch((cause: unknown) => {
        if (blocks.get(name) === taking) blocks.delete(name)
        throw cause
      })
      if (block.next < block.end) return block.next++
      if (blocks.get(name) === taking) blocks.delete(name)
    }
  }
}
