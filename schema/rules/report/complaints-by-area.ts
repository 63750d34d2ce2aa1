import type { Column, Table } from '../../report/report.ts'
import { Stage } from '../../vocabulary.ts'
import type { Basis } from './basis.ts'
import { labelsMet, totalOf } from './figures.ts'
import { leftOutOf } from './label-table.ts'
import { countBy, only, size } from './tally.ts'

/** Statutory stages opened in the period, by the area of their case. */
export function complaintsByArea(basis: Basis): Table {
  const stages = [...Stage.values].map((stage) => ({ stage, key: `stage-${stage}` }))
  const columns: Column[] = stages.map(({ key }) => ({ key, type: 'count' }))
  const opened = only(basis.now.opened, (each) => each.procedure === 'statutory')
  const placed = only(opened, (each) => each.area !== null)
  const countsOf = new Map(
    stages.map(({ stage, key }) => [
      key,
      countBy(
        only(placed, (each) => each.stage === stage),
        (each) => each.area,
      ),
    ]),
  )
  const rows = labelsMet(basis.lists.areas, ...countsOf.values()).map((label) => ({
    label,
    values: Object.fromEntries(columns.map(({ key }) => [key, countsOf.get(key)?.get(label) ?? 0])),
  }))
  return {
    id: 'complaints-by-area',
    columns,
    rows,
    total: totalOf(columns, rows),
    ...leftOutOf(size(opened) - size(placed)),
  }
}
