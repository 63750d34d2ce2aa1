/** Things that are alike for the report, once, and how many there are of them. */
export type Tally<T> = readonly { readonly of: T; readonly n: number }[]

/**
 * Counts things by what is told apart of them. A hundred thousand cases make a few thousand kinds. It goes from
 * value to value: to make one text of them all for each thing takes longer than everything else that is counted.
 */
export class Counter<T extends object> {
  readonly #kinds: Kind<T>[] = []
  readonly #first = new Turn<T>()

  /** `apart`: its values, unless it holds a list. All things have the same ones in the same order. */
  add(thing: T, apart: readonly unknown[] = Object.values(thing)): void {
    let turn = this.#first
    for (const value of apart) turn = turn.at(value)
    if (turn.kind === undefined) {
      turn.kind = { of: thing, n: 1 }
      this.#kinds.push(turn.kind)
    } else turn.kind.n += 1
  }

  get tally(): Tally<T> {
    return this.#kinds
  }
}

type Kind<T> = { readonly of: T; n: number }

/** Where the values so far lead to, and where each next one does. */
class Turn<T> {
  kind: Kind<T> | undefined
  readonly #next = new Map<unknown, Turn<T>>()

  at(value: unknown): Turn<T> {
    const known = this.#next.get(value)
    if (known !== undefined) return known
    const made = new Turn<T>()
    this.#next.set(value, made)
    return made
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
