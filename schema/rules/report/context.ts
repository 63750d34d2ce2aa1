import type { ReportYear } from '../../report/ledger.ts'
import type { Cell, Column, Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { share } from './figures.ts'
import { complaintsOf } from './slice.ts'
import { size } from './tally.ts'

const COLUMNS: readonly Column[] = [
  { key: 'value', type: 'figure' },
  { key: 'previous', type: 'figure' },
  { key: 'complaints-per-hundred', type: 'share' },
]

/** What the authority did in the year, and how many complaints there were for each hundred of it. */
export function context(basis: Basis): Table {
  const complaints = size(complaintsOf(basis.now))
  const figure = (measure: string, year: ReportYear | null): Cell =>
    basis.figures.context.find((each) => each.measure === measure && each.year === year)?.value ??
    null
  const measures = new Set([
    ...basis.lists.contextMeasures,
    ...basis.figures.context
      .filter(({ year }) => year === basis.year || year === basis.previous.year)
      .map((each) => each.measure),
  ])
  const rows = [...measures].map((label) => {
    const value = figure(label, basis.year)
    return {
      label,
      values: {
        value,
        previous: figure(label, basis.previous.year),
        'complaints-per-hundred': value === null ? null : share(complaints, value),
      },
    }
  })
  return { id: 'context', columns: COLUMNS, rows, total: null, facts: { complaints }, notes: [] }
}
