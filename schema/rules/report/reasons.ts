import type { Column, Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { labelsMet, totalOf } from './figures.ts'
import { leftOutOf } from './label-table.ts'
import type { PointColumn } from './slice.ts'
import { countBy, only, size } from './tally.ts'

/**
 * What was complained of, point by point, under the procedure of the point. A column for concerns stands
 * where the authority records reasons of concerns, or has one.
 */
export function reasons(basis: Basis): Table {
  const points = only(basis.now.points, ({ column }) => column !== null)
  const hasConcerns =
    points.some(({ of }) => of.column === 'concern') ||
    basis.lists.reasons.some((reason) => reason.procedures.includes('concern'))
  const keys: PointColumn[] = [
    'statutory',
    'corporate',
    ...(hasConcerns ? ['concern' as const] : []),
  ]
  const columns: Column[] = keys.map((key) => ({ key, type: 'count' }))
  const countsOf = new Map<string, Map<string, number>>(
    keys.map((key) => [
      key,
      countBy(
        only(points, ({ column }) => column === key),
        ({ reason }) => reason,
      ),
    ]),
  )
  const known = basis.lists.reasons.map((reason) => reason.label)
  const rows = labelsMet(known, ...countsOf.values()).map((label) => ({
    label,
    values: Object.fromEntries(keys.map((key) => [key, countsOf.get(key)?.get(label) ?? 0])),
  }))
  const withoutReason = size(only(points, ({ reason }) => reason === null))
  return {
    id: 'reasons',
    columns,
    rows,
    total: totalOf(columns, rows),
    ...leftOutOf(withoutReason),
  }
}
