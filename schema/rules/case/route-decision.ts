import type { DecisionReason } from '../../case/case.ts'
import type { RouteAct } from '../../desk/desk.ts'
import { assertNever } from '../../errors.ts'
import type { Category } from '../../vocabulary.ts'

/**
 * The grounds on which an officer may do this. A hold rests on regulation 8 alone; refusing rests on
 * regulations 6 and 9 and on stages that are done; workload is a ground for nothing.
 */
export function reasonsFor(act: RouteAct): readonly DecisionReason[] {
  switch (act) {
    case 'confirm':
      return []
    case 'change':
      return ['reads-otherwise', 'writer-asked', 'more-information', 'outside-procedure']
    case 'refuse':
      return ['no-sufficient-interest', 'out-of-time', 'already-considered', 'outside-procedure']
    case 'hold':
      return ['proceedings-prejudice']
    case 'hand-over':
      return ['not-our-function']
    default:
      return assertNever(act)
  }
}

/**
 * Whether a proposed route can simply be confirmed. To confirm "deferred" or "not ours" would hold or hand
 * over without what must be said with it: those are acts of their own.
 */
export function isConfirmable(category: Category): boolean {
  return category !== 'deferred' && category !== 'not-ours'
}
