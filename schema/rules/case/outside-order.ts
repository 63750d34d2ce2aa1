import type { LocalDate } from '../../dates.ts'
import { assertNever } from '../../errors.ts'
import type { OrderRefusal } from './order-refusal.ts'
import type { AskedFromOutside, OutsideEvent } from './outside-asking.ts'

/** Why this cannot follow: each has its number in the order in which they came, and is answered and decided once. */
export function outsideRefusal(state: AskedFromOutside, next: OutsideEvent): OrderRefusal | null {
  const { enquiry } = next.data
  if (next.kind === 'enquiry-received') return inOrder(enquiry, state.enquiries)
  if (next.kind === 'ombudsman-received') return inOrder(enquiry, state.ombudsman)
  if (next.kind === 'enquiry-answered') {
    const asked = state.enquiries[enquiry - 1]
    return asked === undefined ? 'no-such-enquiry' : once(asked.answeredOn)
  }
  const asked = state.ombudsman[enquiry - 1]
  if (asked === undefined) return 'no-such-enquiry'
  switch (next.kind) {
    case 'ombudsman-answered':
      return once(asked.answeredOn)
    case 'ombudsman-decided':
      return once(asked.decided?.on ?? null)
    case 'ombudsman-remedy':
      return asked.decided === null ? 'not-decided' : inOrder(next.data.remedy, asked.remedies)
    case 'ombudsman-remedy-done': {
      const remedy = asked.remedies[next.data.remedy - 1]
      return remedy === undefined ? 'no-such-enquiry' : once(remedy.doneOn)
    }
    default:
      return assertNever(next)
  }
}

function once(on: LocalDate | null): OrderRefusal | null {
  return on === null ? null : 'already-done'
}

function inOrder(n: number, of: readonly unknown[]): OrderRefusal | null {
  return n === of.length + 1 ? null : 'enquiries-in-order'
}
