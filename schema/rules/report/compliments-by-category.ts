import type { Table } from '../../report.ts'
import type { Basis } from './basis.ts'
import { countTable, leftOutOf } from './label-table.ts'

/** What compliments were for. One may be for several things: each is counted. */
export function complimentsByCategory(basis: Basis): Table {
  const { compliments } = basis.now
  const named = compliments.flatMap((each) => each.categories)
  const without = compliments.filter((each) => each.categories.length === 0).length
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
