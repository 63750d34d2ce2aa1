/** A count as it stands, and whether the public sees it. */
export type Count = {
  readonly id: string
  /** The table and column it stands in. */
  readonly column: string
  readonly value: number
  readonly is: CountKind
  hidden: Hidden | null
}
/**
 * `part`: people of one kind. `total`: made up of others; it may have to be told as nothing at all even if it is 1
 * to 4. `left-out`: those of whom it is not known, which points to nobody. `known`: stands in another table, and
 * every reader knows it.
 */
export type CountKind = 'part' | 'total' | 'left-out' | 'known'
/**
 * `small`: told as 1 to 4. `other`: not told, and none of these where it is a part. `any`: not told, and it may be any
 * number, as all of its column may be: even `1 to 4` would say which it is.
 */
export type Hidden = 'small' | 'other' | 'any'

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

/** Whether a count is of 1 to 4 people. */
export function isSmall(value: number): boolean {
  return value >= SMALL_FROM && value <= SMALL_TO
}

/**
 * Hides every count of 1 to 4, then as many others as it takes until nothing hidden can be worked out: each
 * hidden count has another value under which all that is shown would be the same. Where that cannot be reached, as
 * where one complaint of a kind was made and whoever is told as 1 to 4 made it, nothing of its column is told.
 */
export function hideCounts(all: Counts): void {
  for (const count of all.counts.values()) {
    if (isAboutPeople(count) && isSmall(count.value)) count.hidden = 'small'
  }
  const sumsOf = sumsByCount(all)
  const lost = new Set<string>()
  for (;;) {
    const given = givenAway(all, sumsOf, lost)
    if (given === undefined) return
    const covers = coverFor(given, all, sumsOf)
    for (const cover of covers) cover.hidden = 'other'
    // What is left then is a 0 that stands elsewhere too, as where nobody had an advocate.
    if (covers.length === 0 && !hideColumn(given, all)) lost.add(given.id)
  }
}

/** Tells nothing of the column of this count. False where that was so already. */
function hideColumn({ column }: Count, { counts }: Counts): boolean {
  const toHide = [...counts.values()].filter(
    (count) => count.column === column && isAboutPeople(count) && count.hidden !== 'any',
  )
  for (const count of toHide) count.hidden = 'any'
  return toHide.length > 0
}

function isAboutPeople({ is }: Count): boolean {
  return is === 'part' || is === 'total'
}

/** A hidden count that can have only the value it has; undefined when there is none. */
function givenAway(
  all: Counts,
  sumsOf: ReadonlyMap<string, readonly Sum[]>,
  lost: ReadonlySet<string>,
): Count | undefined {
  for (const count of all.counts.values()) {
    // Of how many it is not known is nobody's secret: it is hidden for the sake of others.
    if (count.hidden === null || count.is === 'left-out' || lost.has(count.id)) continue
    if (!hasOtherValue(count, all, sumsOf)) return count
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
 * What to hide beside this count: of all that share a sum with what is hidden around it, the first one that covers
 * it, else as few as it takes together. A part goes before a total, and one that could be less before one that could
 * not. Last come totals of 1 to 4: four parts of at least 1 that make up at most 4 are 1 each. Nothing where no
 * number of them helps.
 */
function coverFor(
  given: Count,
  all: Counts,
  sumsOf: ReadonlyMap<string, readonly Sum[]>,
): readonly Count[] {
  const covers = (some: readonly Count[]) => {
    const before = some.map(({ hidden }) => hidden)
    for (const each of some) each.hidden = 'other'
    const isCovered = hasOtherValue(given, all, sumsOf)
    for (const [place, each] of some.entries()) each.hidden = before[place] ?? null
    return isCovered
  }
  const near = around(given, all, sumsOf).filter(mayCover)
  const one = inOrder(near).find((candidate) => covers([candidate]))
  if (one !== undefined) return [one]
  let some = inOrder([...all.counts.values()].filter(mayCover))
  if (!covers(some)) return []
  for (const each of some.toReversed()) {
    const fewer = some.filter((other) => other !== each)
    if (covers(fewer)) some = fewer
  }
  return some
}

function mayCover({ hidden, is }: Count): boolean {
  return is !== 'known' && (hidden === null || (hidden === 'small' && is === 'total'))
}

/** What is hidden before others comes first. */
function inOrder(counts: readonly Count[]): readonly Count[] {
  const rank = ({ value, is, hidden }: Count) =>
    (value > SMALL_TO + 1 ? value : NEVER_LESS - value) +
    (is === 'part' ? 0 : LATE) +
    (hidden === null ? 0 : LAST)
  return counts.toSorted((a, b) => rank(a) - rank(b))
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
    for (const change of [1, -1, 2, -2, 3, -3, ...leapsOf(count)]) {
      if (tryChange(count, change)) return true
    }
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
    const others = [sum.total, ...sum.parts].flatMap((id) => {
      const other = counts.get(id)
      return other === undefined || other.hidden === null || changes.has(id) ? [] : [other]
    })
    for (const other of others) {
      if (tryChange(other, other.id === sum.total ? over : -over)) return true
    }
    for (const other of others) {
      for (const leap of leapsOf(other)) if (tryChange(other, leap)) return true
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

/** A part that is not told may be 0 where it is not, and 5 where it is 0: nothing lies between. */
function leapsOf({ hidden, is, value }: Count): readonly number[] {
  if (hidden !== 'other' || is !== 'part') return []
  return value === 0 ? [SMALL_TO + 1] : [-value]
}

/** What the sign in its place allows: 1 to 4; none of these; or anything, where it is no part or its column is not told. */
function mayBe({ hidden, is }: Count, value: number): boolean {
  if (hidden === 'small') return isSmall(value)
  if (hidden === null || value < 0) return false
  return hidden === 'any' || is !== 'part' || value === 0 || value > SMALL_TO
}
