import type { Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { countTable, leftOutOf } from './label-table.ts'
import { only, size } from './tally.ts'

/** What compliments were for. One may be for several things: each is counted. */
export function complimentsByCategory(basis: Basis): Table {
  const { compliments } = basis.now
  const named = compliments.flatMap(({ of, n }) => of.categories.map((each) => ({ of: each, n })))
  const without = size(only(compliments, (each) => each.categories.length === 0))
  return {
    ...countTable(
      'compliments-by-category',
      basis.lists.complimentCategories,
      named,
      (each) => each,
    ),
    ...leftOutOf(without),
  }
}
