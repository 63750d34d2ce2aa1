/** A count as it stands, and whether the public sees it. `small`: told as 1 to 4. `other`: not told at all. */
export type Count = {
  readonly id: string
  readonly value: number
  /** Made up of others. It may have to be told as nothing at all even if it is 1 to 4. */
  readonly isTotal: boolean
  hidden: Hidden | null
}
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
const MOST_CHANGES = 8
/** Ranks of what is hidden only when nothing better is left. */
const NEVER_LESS = 1_000_000_000
const LATE = 10_000_000_000
const LAST = 100_000_000_000

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
    cover.hidden = 'other'
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
 * Which count to hide beside this one: of those that share a sum with what is hidden around it, the first
 * that covers it. A part goes before a total, and one that could be less before one that could not. Last come
 * totals of 1 to 4: four parts of at least 1 that make up at most 4 are 1 each.
 */
function coverFor(
  given: Count,
  all: Counts,
  sumsOf: ReadonlyMap<string, readonly Sum[]>,
): Count | undefined {
  const rank = ({ value, isTotal, hidden }: Count) =>
    (value > SMALL_TO + 1 ? value : NEVER_LESS - value) +
    (isTotal ? LATE : 0) +
    (hidden === null ? 0 : LAST)
  const candidates = around(given, all, sumsOf)
    .filter(({ hidden, isTotal }) => hidden === null || (hidden === 'small' && isTotal))
    .toSorted((a, b) => rank(a) - rank(b))
  const covering = candidates.find((candidate) => {
    const before = candidate.hidden
    candidate.hidden = 'other'
    const covers = hasOtherValue(given, all, sumsOf)
    candidate.hidden = before
    return covers
  })
  if (covering !== undefined) return covering
  // It takes more than one: the first stands in a sum of which nothing else is hidden.
  const bare = (sumsOf.get(given.id) ?? []).find((sum) =>
    [sum.total, ...sum.parts].every((id) => id === given.id || isShown(id, all)),
  )
  const beside = candidates.find(({ id }) => bare?.total === id || bare?.parts.includes(id))
  return beside ?? candidates[0]
}

function isShown(id: string, { counts }: Counts): boolean {
  return counts.get(id)?.hidden === null
}

/** The counts that share a sum with this one, or with a hidden count that does, and so on. */
function around(
  given: Count,
  { counts }: Counts,
  sumsOf: ReadonlyMap<string, readonly Sum[]>,
): readonly Count[] {
  const met = new Set([given])
  for (const count of met) {
    if (count.hidden === null) continue
    for (const { total, parts } of sumsOf.get(count.id) ?? []) {
      for (const id of [total, ...parts]) {
        const other = counts.get(id)
        if (other !== undefined) met.add(other)
      }
    }
  }
  return [...met]
}

/** Whether a reader who knows every sum could think of another value for this count. */
function hasOtherValue(
  count: Count,
  { counts }: Counts,
  sumsOf: ReadonlyMap<string, readonly Sum[]>,
): boolean {
  const changes = new Map<string, number>()
  let steps = 0
  let mostChanges = 0
  // The shortest way round first: among many hidden counts a long one can lead astray for ever.
  for (mostChanges = 1; mostChanges <= MOST_CHANGES; mostChanges++) {
    steps = 0
    for (const change of [1, -1, 2, -2, 3, -3]) if (tryChange(count, change)) return true
  }
  return false

  function tryChange(changed: Count, by: number): boolean {
    steps += 1
    if (steps > MOST_STEPS || changes.size >= mostChanges) return false
    if (!mayBe(changed, changed.value + by)) return false
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

/** What the sign in its place allows: 1 to 4; none of these; or, for a total that is not told, anything. */
function mayBe({ hidden, isTotal }: Count, value: number): boolean {
  if (hidden === 'small') return isSmall(value)
  if (hidden === null || value < 0) return false
  return isTotal || value === 0 || value > SMALL_TO
}
