import type { Column, Table } from '../../report/report.ts'
import { Stage } from '../../vocabulary.ts'
import type { Basis } from './basis.ts'
import { labelsMet, totalOf } from './figures.ts'
import { reportedStages, stageKey } from './lists.ts'
import { countBy, only, size } from './tally.ts'

/**
 * How the stages opened in the period ended; open ones under the authority's word for that. Discontinued
 * without an outcome, a stage is in no row.
 */
export function outcomesByStage(basis: Basis): Table {
  const { opened } = basis.now
  const reported = new Set([
    ...reportedStages(basis.profile).map(({ key }) => key),
    ...opened.map(({ of }) => of.key),
  ])
  const places = [
    ...[...Stage.values].map((stage) => ({
      column: `stage-${stage}`,
      key: stageKey('statutory', stage),
    })),
    ...[...Stage.values]
      .map((stage) => stageKey('corporate', stage))
      .filter((key) => reported.has(key))
      .map((key) => ({ column: key, key })),
  ]
  const countsOf = new Map(
    places.map(({ column, key }) => [
      column,
      countBy(
        only(opened, (each) => each.key === key),
        (each) => each.outcome,
      ),
    ]),
  )
  const columns: Column[] = places.map(({ column }) => ({ key: column, type: 'count' }))
  const known = [...basis.lists.outcomes.map((each) => each.label), basis.profile.openLabel]
  const rows = labelsMet(known, ...countsOf.values()).map((label) => ({
    label,
    values: Object.fromEntries(columns.map(({ key }) => [key, countsOf.get(key)?.get(label) ?? 0])),
  }))
  const without = size(only(opened, (each) => each.outcome === null))
  return {
    id: 'outcomes-by-stage',
    columns,
    rows,
    total: totalOf(columns, rows),
    facts: { 'no-outcome': without },
    notes: without === 0 ? [] : [{ code: 'no-outcome', values: { n: without } }],
  }
}
