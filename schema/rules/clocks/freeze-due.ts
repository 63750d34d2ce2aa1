import type { Service } from '../../triage/facts.ts'
import type { CaseState, PartState } from '../case/case-state.ts'
import { dueOnDay } from '../days/named-day.ts'
import { addWorkingDays, type Calendar, isWorkingDay } from '../days/working-days.ts'
import type { Due } from './due.ts'

/** What a complaint may dispute before it has happened: a change that can still wait. */
const CHANGES: ReadonlySet<Service> = new Set(['placement-move'])

function disputesAChange({ category, services }: PartState): boolean {
  const isTaken = category !== 'compliment' && category !== 'not-ours' && category !== 'comment'
  return isTaken && services.some((service) => CHANGES.has(service))
}

/**
 * Whether a decision waits that a complaint disputes is decided on the day of receipt, or on the first working
 * day after it: a move may be tomorrow. Getting the Best from Complaints (2006): such a decision is deferred until
 * the complaint was considered, unless that would harm the child.
 */
export function freezeDues({ parts }: CaseState, calendar: Calendar): readonly Due[] {
  return parts.filter(disputesAChange).map((part) => {
    const { receivedOn: from } = part
    const to = isWorkingDay(from, calendar) ? from : addWorkingDays(from, 1, calendar)
    const doneOn = part.frozenDecidedOn ?? part.settled?.on ?? null
    const source = 'Getting the Best from Complaints (2006): decided on the day of receipt'
    return {
      ...dueOnDay({ clock: 'frozen-or-not', from, to, doneOn, source }, calendar),
      part: part.n,
    }
  })
}
