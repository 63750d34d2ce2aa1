import type { Category, Flag } from '../../vocabulary.ts'
import type { Piece, Whole } from './matter.ts'

/** A statement that is true or not of what a rule looks at. Its words for officers: `triage.condition.<id>`. */
export type Condition<Seen> = {
  readonly id: string
  readonly holds: (seen: Seen) => boolean
}

/** Every condition of `when` must hold. */
export type FlagRow = {
  readonly id: string
  readonly when: readonly Condition<Whole>[]
  readonly gives: readonly Flag[]
  readonly source: string
}

/** The first row whose conditions all hold decides. `officerIf` names when a person must settle it. */
export type CategoryRow = {
  readonly id: string
  readonly when: readonly Condition<Piece>[]
  readonly gives: Category | ((piece: Piece) => Category)
  readonly officerIf?: readonly Condition<Piece>[]
  readonly source: string
}

/** The first condition that does not hold, or undefined when the row fires. */
export function firstFailed<Seen>(
  when: readonly Condition<Seen>[],
  seen: Seen,
): Condition<Seen> | undefined {
  return when.find((condition) => !condition.holds(seen))
}
