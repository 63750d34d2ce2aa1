import type { Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { labelsMet } from './figures.ts'
import { COUNT, PREVIOUS } from './label-table.ts'
import { reportedStages } from './lists.ts'
import type { Slice } from './slice.ts'
import { countBy } from './tally.ts'
import { rowsWithPrevious } from './with-previous.ts'

/** Stages opened in the period, discontinued ones too. One complaint may open several: there is no sum. */
export function complaintsByStage(basis: Basis): Table {
  const stages = (slice: Slice) => countBy(slice.opened, (each) => each.key)
  const counts = stages(basis.now)
  const labels = labelsMet(
    reportedStages(basis.profile).map(({ key }) => key),
    counts,
  )
  const rows = rowsWithPrevious(basis, labels, {
    table: 'complaints-by-stage',
    column: 'count',
    figures: stages,
    values: (label) => ({ count: counts.get(label) ?? 0 }),
    none: { count: 0 },
  })
  return {
    id: 'complaints-by-stage',
    columns: [COUNT, PREVIOUS],
    rows,
    total: null,
    facts: {},
    notes: [],
  }
}
