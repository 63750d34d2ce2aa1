/** A count as it stands, and whether the public sees it. `small`: told as 1 to 4. `other`: not told at all. */
export type Count = { readonly id: string; readonly value: number; hidden: Hidden | null }
export type Hidden = 'small' | 'other'

/** What every reader knows: these counts make up that one. */
export type Sum = { readonly total: string; readonly parts: readonly string[] }

export type Counts = {
  readonly counts: ReadonlyMap<string, Count>
  readonly sums: readonly Sum[]
}

const SMALL_FROM = 1
const SMALL_TO = 4
/** Steps of one search. A count whose other value is not found in so many is taken for given away. */
const MOST_STEPS = 2_000

export function isSmall(value: number): boolean {
  return value >= SMALL_FROM && value <= SMALL_TO
}

/**
 * Hides every count of 1 to 4, then as many others as it takes until nothing hidden can be worked out: each
 * hidden count has another value under which all that is shown would be the same.
 */
export function hideCounts(all: Counts): void {
  for (const count of all.counts.values()) if (isSmall(count.value)) count.hidden = 'small'
  const sumsOf = sumsByCount(all)
  for (let given = givenAway(all, sumsOf); given !== undefined; given = givenAway(all, sumsOf)) {
    const cover = coverFor(given, all, sumsOf)
    if (cover === undefined) return
    cover.hidden = isSmall(cover.value) ? 'small' : 'other'
  }
}

/** A hidden count that can have only the value it has; undefined when there is none. */
function givenAway(all: Counts, sumsOf: ReadonlyMap<string, readonly Sum[]>): Count | undefined {
  for (const count of all.counts.values()) {
    if (count.hidden !== null && !hasOtherValue(count, all, sumsOf)) return count
  }
  return undefined
}

function sumsByCount({ counts, sums }: Counts): ReadonlyMap<string, readonly Sum[]> {
  return new Map(
    [...counts.keys()].map((id) => [
      id,
      sums.filter((sum) => sum.total === id || sum.parts.includes(id)),
    ]),
  )
}

/**
 * Which shown count to hide beside this one: near it first, a part before a total, and the smallest that can
 * be thought one less as well as one more.
 */
function coverFor(
  given: Count,
  { counts, sums }: Counts,
  sumsOf: ReadonlyMap<string, readonly Sum[]>,
): Count | undefined {
  const totals = new Set(sums.map((sum) => sum.total))
  const shownIn = (near: readonly Sum[]) =>
    [...new Set(near.flatMap((sum) => [sum.total, ...sum.parts]))]
      .flatMap((id) => counts.get(id) ?? [])
      .filter((count) => count.hidden === null)
  const rank = ({ id, value }: Count) =>
    (value > SMALL_TO + 1 ? value : 1_000_000_000 - value) + (totals.has(id) ? 10_000_000_000 : 0)
  const near = shownIn(sumsOf.get(given.id) ?? [])
  const candidates = near.length > 0 ? near : shownIn(sums)
  return candidates.toSorted((a, b) => rank(a) - rank(b))[0]
}

/** Whether a reader who knows every sum could think of another value for this count. */
function hasOtherValue(
  count: Count,
  { counts }: Counts,
  sumsOf: ReadonlyMap<string, readonly Sum[]>,
): boolean {
  const changes = new Map<string, number>()
  let steps = 0
  for (const change of [1, -1, 2, -2, 3, -3]) if (tryChange(count, change)) return true
  return false

  function tryChange(changed: Count, by: number): boolean {
    steps += 1
    if (steps > MOST_STEPS || !mayBe(changed, changed.value + by)) return false
    changes.set(changed.id, by)
    if (balanceAll()) return true
    changes.delete(changed.id)
    return false
  }

  /** Makes up for what is no longer a sum by one other hidden count at a time. */
  function balanceAll(): boolean {
    for (const id of changes.keys()) {
      for (const sum of sumsOf.get(id) ?? []) {
        const over = overOf(sum)
        if (over !== 0) return balance(sum, over)
      }
    }
    return true
  }

  function balance(sum: Sum, over: number): boolean {
    for (const id of [sum.total, ...sum.parts]) {
      const other = counts.get(id)
      if (other === undefined || other.hidden === null || changes.has(id)) continue
      if (tryChange(other, id === sum.total ? over : -over)) return true
    }
    return false
  }

  /** By how much the changed parts exceed the changed total. */
  function overOf(sum: Sum): number {
    let over = -(changes.get(sum.total) ?? 0)
    for (const part of sum.parts) over += changes.get(part) ?? 0
    return over
  }
}

/** What the sign in its place allows: 1 to 4, or none of these. */
function mayBe({ hidden }: Count, value: number): boolean {
  if (hidden === 'small') return isSmall(value)
  return hidden === 'other' && (value === 0 || value > SMALL_TO)
}
