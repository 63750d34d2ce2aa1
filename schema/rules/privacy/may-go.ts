import type { EventOf } from '../../case/case.ts'
import type { CaseState } from '../case/case-state.ts'
import type { OrderCheck, OrderRefusal } from '../case/order-refusal.ts'

/** What says how long the papers of a case are kept, or takes them away. */
type KeepingEvent = EventOf<
  'legal-hold' | 'legal-hold-ended' | 'kept-longer' | 'person-removed' | 'removed'
>

/**
 * Whether papers may be kept longer, held or removed. On legal hold nothing goes. For its age a case goes
 * once it is at rest; because somebody asked (UK GDPR art 17), also before.
 */
export function checkKeeping(state: CaseState, next: KeepingEvent): OrderCheck {
  const code = refusalOf(state, next)
  return code === null ? { ok: true } : { ok: false, code }
}

function refusalOf(state: CaseState, next: KeepingEvent): OrderRefusal | null {
  switch (next.kind) {
    case 'legal-hold':
      return state.isOnLegalHold ? 'on-legal-hold' : null
    case 'legal-hold-ended':
      return state.isOnLegalHold ? null : 'not-on-legal-hold'
    case 'kept-longer':
      return next.data.until > next.on ? null : 'review-in-the-past'
    case 'person-removed':
      if (state.isOnLegalHold) return 'on-legal-hold'
      return state.personRemovedOn === null ? null : 'already-done'
    default:
      if (state.isOnLegalHold) return 'on-legal-hold'
      return next.data.why === 'asked' || isAtRest(state) ? null : 'part-still-open'
  }
}

function isAtRest(state: CaseState): boolean {
  return state.closedOn !== null || state.parts.every(({ settled }) => settled !== null)
}
