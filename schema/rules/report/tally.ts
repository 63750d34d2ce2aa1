/** Things that are alike for the report, once, and how many there are of them. */
export type Tally<T> = readonly { readonly of: T; readonly n: number }[]

/** Counts things by what is told apart of them. A hundred thousand cases make a few thousand kinds. */
export class Counter<T extends object> {
  readonly #kinds = new Map<string, { readonly of: T; n: number }>()

  /** `key` must be given for a thing that holds a list. */
  add(thing: T, key: string = Object.values(thing).join('\n')): void {
    const known = this.#kinds.get(key)
    if (known === undefined) this.#kinds.set(key, { of: thing, n: 1 })
    else known.n += 1
  }

  get tally(): Tally<T> {
    return [...this.#kinds.values()]
  }
}

/** How many there are in all. */
export function size(tally: Tally<unknown>): number {
  let sum = 0
  for (const { n } of tally) sum += n
  return sum
}

/** The sum of what each of them is worth. */
export function sumBy<T>(tally: Tally<T>, worth: (thing: T) => number): number {
  let sum = 0
  for (const { of, n } of tally) sum += worth(of) * n
  return sum
}

/** Those of this kind alone. */
export function only<T>(tally: Tally<T>, is: (thing: T) => boolean): Tally<T> {
  return tally.filter(({ of }) => is(of))
}

/** How often each key comes; what has none is left out. */
export function countBy<T>(
  tally: Tally<T>,
  keyOf: (thing: T) => string | null,
): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { of, n } of tally) {
    const key = keyOf(of)
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + n)
  }
  return counts
}
