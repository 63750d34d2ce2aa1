import type { Profile } from '../../authority/profile.ts'
import { type StageKey, stageKey } from './lists.ts'
import type { CountedAnswer } from './slice.ts'

export type Limits = ReadonlyMap<StageKey, number | null>

/** The longest limit that an authority prints for each stage, in working days; null where it prints none. */
export function longestLimits({ reportBands }: Profile): Limits {
  return new Map(
    reportBands.map(({ procedure, stage, first, extended }) => [
      stageKey(procedure, stage),
      extended ?? first,
    ]),
  )
}

/** Whether an answered stage kept the longest limit; null where there is none, or its days are not known. */
export function isWithinLimit({ key, days }: CountedAnswer, limits: Limits): boolean | null {
  const limit = limits.get(key) ?? null
  return limit === null || days === null ? null : days <= limit
}
