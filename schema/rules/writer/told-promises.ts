import type { LocalDate } from '../../dates.ts'
import { type AgreedAction, isOpenAction } from '../case/agreed-actions.ts'

/** A promise as whoever it was made to sees it: which, and where it stands. Its words are in what was said to them. */
export type ToldPromise = {
  readonly action: number
  /** `due`: still to be done in its time. `late`: its day has passed. */
  readonly stands: 'due' | 'late' | 'done' | 'dropped'
  /** The day by which, on which it was done, or on which we said that it will not be. */
  readonly on: LocalDate
  /** The day that they were told first, where it is another now; null where it is the same, or counts no more. */
  readonly before: LocalDate | null
}

/** The promises that the writer was told of, in the order in which they were agreed. Of the others they see nothing. */
export function toldPromises(
  actions: readonly AgreedAction[],
  today: LocalDate,
): readonly ToldPromise[] {
  return actions.flatMap((one) => {
    if (one.told === null) return []
    const isMoved = isOpenAction(one) && one.told.dueOn !== one.dueOn
    return [
      { action: one.action, ...standing(one, today), before: isMoved ? one.told.dueOn : null },
    ]
  })
}

function standing(
  { doneOn, droppedOn, dueOn }: AgreedAction,
  today: LocalDate,
): Pick<ToldPromise, 'stands' | 'on'> {
  if (doneOn !== null) return { stands: 'done', on: doneOn }
  if (droppedOn !== null) return { stands: 'dropped', on: droppedOn }
  return { stands: today > dueOn ? 'late' : 'due', on: dueOn }
}
