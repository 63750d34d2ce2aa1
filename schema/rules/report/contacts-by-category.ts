import type { Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { labelsMet, totalOf } from './figures.ts'
import { COUNT, PREVIOUS } from './label-table.ts'
import { printedCode } from './printed-code.ts'
import type { Slice } from './slice.ts'
import { countBy } from './tally.ts'
import { rowsWithPrevious } from './with-previous.ts'

/** Everything that came in, by what it was. Compliments have tables of their own. */
export function contactsByCategory(basis: Basis): Table {
  const categories = (slice: Slice) => countBy(slice.cases, (each) => printedCode(each.category))
  const counts = categories(basis.now)
  const labels = labelsMet(basis.lists.categories.map(printedCode), counts)
  const rows = rowsWithPrevious(basis, labels, {
    table: 'contacts-by-category',
    column: 'count',
    figures: categories,
    values: (label) => ({ count: counts.get(label) ?? 0 }),
    none: { count: 0 },
  })
  const columns = [COUNT, PREVIOUS]
  return {
    id: 'contacts-by-category',
    columns,
    rows,
    total: totalOf(columns, rows),
    facts: {},
    notes: [],
  }
}
