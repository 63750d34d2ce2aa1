import type { By, EventOf } from '../../case/case.ts'
import type { LocalDate } from '../../dates.ts'
import { assertNever } from '../../errors.ts'
import type { OrderRefusal } from './order-refusal.ts'

/** Something we said we would do: its owner and its day, until it is done or dropped. Its words are sealed. */
export type AgreedAction = {
  readonly action: number
  /** `promise`: to the person who wrote. `learning`: what is to change because of the case. */
  readonly for: 'promise' | 'learning'
  readonly service: string | null
  readonly theme: string | null
  /** Who sees to it, as `officer:7`; null for somebody who is not at the desk. */
  readonly owner: By | null
  readonly agreedOn: LocalDate
  readonly dueOn: LocalDate
  readonly doneOn: LocalDate | null
  readonly droppedOn: LocalDate | null
  /** Since when what we learned may be told to everybody, in words that name nobody. */
  readonly sharedOn: LocalDate | null
  /** Since when the writer knows of it, and by which day they were told then; null while they were not told. */
  readonly told: { readonly on: LocalDate; readonly dueOn: LocalDate } | null
}

type ActionEvent = EventOf<
  | 'action-agreed'
  | 'action-moved'
  | 'action-done'
  | 'action-dropped'
  | 'promise-told'
  | 'learning-said'
  | 'learning-did'
>

/** The actions of a case after one more event. */
export function afterAction(
  actions: readonly AgreedAction[],
  event: ActionEvent,
): readonly AgreedAction[] {
  const { on } = event
  const changed = (change: Partial<AgreedAction>) =>
    actions.map((one) => (one.action === event.data.action ? { ...one, ...change } : one))
  switch (event.kind) {
    case 'action-agreed':
      return [
        ...actions,
        { ...event.data, agreedOn: on, doneOn: null, droppedOn: null, sharedOn: null, told: null },
      ]
    case 'action-moved':
      return changed({ owner: event.data.owner, dueOn: event.data.dueOn })
    case 'action-done':
      return changed({ doneOn: on })
    case 'action-dropped':
      return changed({ droppedOn: on })
    case 'promise-told':
      return actions.map((one) =>
        one.action === event.data.action
          ? { ...one, told: one.told ?? { on, dueOn: one.dueOn } }
          : one,
      )
    case 'learning-said':
      return actions
    case 'learning-did':
      return changed({ sharedOn: on })
    default:
      return assertNever(event)
  }
}

/**
 * Why this cannot follow: actions are numbered in their order, and each is done or dropped once. The writer may be told
 * of a promise at any time, also how it went; of what we learn they are not told here.
 */
export function actionRefusal(
  actions: readonly AgreedAction[],
  next: ActionEvent,
): OrderRefusal | null {
  if (next.kind === 'action-agreed') {
    return next.data.action === actions.length + 1 ? null : 'enquiries-in-order'
  }
  const action = actions[next.data.action - 1]
  if (action === undefined) return 'no-such-action'
  if (next.kind === 'learning-said' || next.kind === 'learning-did') {
    return action.for === 'learning' && action.droppedOn === null ? null : 'no-such-action'
  }
  if (next.kind === 'promise-told') return action.for === 'promise' ? null : 'not-a-promise'
  return isOpenAction(action) ? null : 'already-done'
}

/** Whether something that was agreed on is still to be done: neither done nor given up. */
export function isOpenAction({ doneOn, droppedOn }: AgreedAction): boolean {
  return doneOn === null && droppedOn === null
}

/** With the papers of a case goes what was promised in it: nobody could say any more what it was. */
export function endedActions(
  actions: readonly AgreedAction[],
  on: LocalDate,
): readonly AgreedAction[] {
  return actions.map((one) => (isOpenAction(one) ? { ...one, droppedOn: on } : one))
}
