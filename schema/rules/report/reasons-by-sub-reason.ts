import type { Table } from '../../report.ts'
import type { Basis } from './basis.ts'
import { countTable } from './label-table.ts'

/** The points whose reason was recorded in two levels. */
export function reasonsBySubReason(basis: Basis): Table {
  const known = basis.lists.reasons.flatMap((reason) =>
    reason.subReasons.map((subReason) => subReasonLabel(reason.label, subReason)),
  )
  const points = basis.now.points.filter(({ column }) => column !== null)
  return countTable('reasons-by-sub-reason', known, points, ({ point }) =>
    point.reason === null || point.subReason === null
      ? null
      : subReasonLabel(point.reason, point.subReason),
  )
}

/** `('Delay', 'Take Action')` → `'Delay / Take Action'` */
function subReasonLabel(reason: string, subReason: string): string {
  return `${reason} / ${subReason}`
}
