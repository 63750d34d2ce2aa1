import type { Store, Write } from '#api/store/store.ts'

/** Numbers for labels while cases are brought in. */
export type LabelNumbers = {
  /** The number of a label; one that is new gets the next. */
  readonly numberOf: (label: string) => number
  /** Keeps those that are new since the last time. Goes into the same commit as the first rows that have them. */
  readonly writes: () => readonly Write[]
}

/** The numbers that labels have already, and more where they are needed. */
export async function labelNumbers(store: Store): Promise<LabelNumbers> {
  const rows = await store.db.all<{ id: number; label: string }>(
    'SELECT id, label FROM past_labels',
  )
  const numbers = new Map(rows.map(({ id, label }) => [label, id]))
  let next = rows.reduce((most, { id }) => Math.max(most, id), 0) + 1
  let fresh: { id: number; label: string }[] = []
  return {
    numberOf: (label) => {
      const known = numbers.get(label)
      if (known !== undefined) return known
      const id = next++
      numbers.set(label, id)
      fresh.push({ id, label })
      return id
    },
    writes: () => {
      const writes = fresh.map(({ id, label }) => ({
        sql: 'INSERT INTO past_labels (id, label) VALUES (?, ?)',
        args: [id, label],
      }))
      fresh = []
      return writes
    },
  }
}
