import type { Column, Table } from '../../report.ts'
import { Stage } from '../../vocabulary.ts'
import type { Basis } from './basis.ts'
import { countBy, labelsMet, totalOf } from './figures.ts'
import { leftOutOf } from './label-table.ts'

/** Statutory stages opened in the period, by the area of their case. */
export function complaintsByArea(basis: Basis): Table {
  const stages = [...Stage.values].map((stage) => ({ stage, key: `stage-${stage}` }))
  const columns: Column[] = stages.map(({ key }) => ({ key, type: 'count' }))
  const opened = basis.now.opened.filter((each) => each.stage.procedure === 'statutory')
  const placed = opened.filter((each) => each.of.area !== null)
  const countsOf = new Map(
    stages.map(({ stage, key }) => [
      key,
      countBy(
        placed.filter((each) => each.stage.stage === stage),
        (each) => each.of.area,
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
    ...leftOutOf(opened.length - placed.length),
  }
}
