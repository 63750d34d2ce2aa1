import type { Profile } from '../../authority/profile.ts'
import type { LedgerPromises } from '../../report/ledger.ts'
import type { CaseState } from '../case/case-state.ts'
import { isOwed } from '../case/status.ts'
import { type ClockId, type Due, dueDatesOf } from '../clocks/clocks.ts'
import type { Calendar } from '../days/working-days.ts'

/**
 * Dates that are not counted one by one: of a message only the latest is kept, and stage 3 as a whole is counted
 * by its steps. Whether a disputed decision waits was promised to nobody.
 */
const NOT_COUNTED: ReadonlySet<ClockId> = new Set(['message', 'stage-3', 'frozen-or-not'])

/**
 * The days that a case promised to its writer, as its clocks have them. One that nobody owes any more, since the
 * complaint was taken back for example, is no promise that was broken.
 */
export function livePromises(
  state: CaseState,
  of: Omit<LedgerPromises, 'promises'>,
  profile: Profile,
  calendar: Calendar,
): LedgerPromises {
  const isCounted = (due: Due) =>
    due.owedBy === 'us' &&
    !due.projected &&
    !NOT_COUNTED.has(due.clock) &&
    (due.doneOn !== null || isOwed(state, due))
  const promises = dueDatesOf(state, profile, calendar)
    .filter(isCounted)
    .map(({ dueOn, doneOn }) => ({ dueOn, doneOn }))
  return { ...of, promises }
}
