import type { Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { countTable } from './label-table.ts'
import { only } from './tally.ts'

/** The points whose reason was recorded in two levels. */
export function reasonsBySubReason(basis: Basis): Table {
  const known = basis.lists.reasons.flatMap((reason) =>
    reason.subReasons.map((subReason) => subReasonLabel(reason.label, subReason)),
  )
  const points = only(basis.now.points, ({ column }) => column !== null)
  return countTable('reasons-by-sub-reason', known, points, ({ reason, subReason }) =>
    reason === null || subReason === null ? null : subReasonLabel(reason, subReason),
  )
}

/** `('Delay', 'Take Action')` → `'Delay / Take Action'` */
function subReasonLabel(reason: string, subReason: string): string {
  return `${reason} / ${subReason}`
}
