import type { Column, Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { labelsMet, mean, median } from './figures.ts'
import { reportedStages } from './lists.ts'
import { countBy, only } from './tally.ts'
import { daysOf } from './took.ts'

const COLUMNS: readonly Column[] = [
  { key: 'answered', type: 'count' },
  { key: 'mean-working-days', type: 'days' },
  { key: 'median-working-days', type: 'days' },
]

/** How long the answered stages took that were opened in the period. */
export function averageResponse(basis: Basis): Table {
  const answered = only(basis.now.opened, (each) => each.state === 'answered')
  const counts = countBy(answered, (each) => each.key)
  const labels = labelsMet(
    reportedStages(basis.profile).map(({ key }) => key),
    counts,
  )
  const rows = labels.map((label) => {
    const days = daysOf(
      only(answered, ({ key }) => key === label),
      'start',
    )
    return {
      label,
      values: {
        answered: counts.get(label) ?? 0,
        'mean-working-days': mean(days),
        'median-working-days': median(days),
      },
    }
  })
  return { id: 'average-response', columns: COLUMNS, rows, total: null, facts: {}, notes: [] }
}
