/** How often something came in a time: `days` long. */
export type CountIn = { readonly count: number; readonly days: number }

/** Of all rises that chance alone makes, at most this share is called more than chance. */
const FALSE_ALARMS = 0.05

/**
 * How likely chance alone makes a count this large or larger, where nothing has changed: the exact conditional
 * test of two Poisson counts (J. Przyborowski and H. Wilenski, "Homogeneity of results in testing samples from
 * Poisson series", Biometrika 31, 1940, 313–323). Given both counts together, the later one is binomial with its
 * share of the days. Answers 1 where there is nothing to compare.
 */
export function chanceOfRise(now: CountIn, before: CountIn): number {
  const both = now.count + before.count
  if (both === 0 || now.days <= 0 || before.days <= 0) return 1
  const logOfNow = Math.log(now.days / (now.days + before.days))
  const logOfBefore = Math.log(before.days / (now.days + before.days))
  let logOfWays = 0
  for (let k = 1; k <= now.count; k++) logOfWays += Math.log(both - now.count + k) - Math.log(k)
  let sum = 0
  for (let k = now.count; k <= both; k++) {
    sum += Math.exp(logOfWays + k * logOfNow + (both - k) * logOfBefore)
    logOfWays += Math.log(both - k) - Math.log(k + 1)
  }
  return Math.min(1, sum)
}

/** A theme in both times. */
export type Compared = {
  readonly label: string
  readonly now: number
  readonly before: number
  readonly isMoreThanChance: boolean
}

/**
 * Each theme with its count of the time before, the most frequent first. Many themes are looked at together, so
 * each must be the rarer by their number (Bonferroni): one false alarm in twenty looks, not one in twenty themes.
 */
export function compareThemes(
  now: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, number>,
  days: { readonly now: number; readonly before: number },
): readonly Compared[] {
  const labels = [...new Set([...now.keys(), ...before.keys()])]
  return labels
    .map((label) => {
      const counts = { now: now.get(label) ?? 0, before: before.get(label) ?? 0 }
      const chance = chanceOfRise(
        { count: counts.now, days: days.now },
        { count: counts.before, days: days.before },
      )
      return { label, ...counts, isMoreThanChance: chance < FALSE_ALARMS / labels.length }
    })
    .toSorted((a, b) => b.now - a.now || b.before - a.before)
}
