import type { Column, Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { labelsMet, share, totalOf } from './figures.ts'
import { leftOutOf } from './label-table.ts'
import { countBy, only, size, sumBy } from './tally.ts'
import { isWithinLimit, longestLimits } from './within-limit.ts'

const COLUMNS: readonly Column[] = [
  { key: 'answered', type: 'count' },
  { key: 'within-limit', type: 'count' },
  { key: 'within-limit-share', type: 'share' },
  { key: 'late', type: 'count' },
  { key: 'open', type: 'count' },
]

/**
 * Stages opened in the period by the service of their case: how many of the answered ones kept the longest limit
 * that this authority prints for them. A stage without a printed limit is answered, and neither within nor late.
 */
export function timelinessByService(basis: Basis): Table {
  const limits = longestLimits(basis.profile)
  const stages = basis.now.answers
  const placed = only(stages, ({ service }) => service !== null)
  const rows = labelsMet(
    basis.lists.services,
    countBy(placed, ({ service }) => service),
  ).map((label) => {
    const own = only(placed, ({ service }) => service === label)
    const answered = only(own, ({ state }) => state === 'answered')
    const within = sumBy(answered, (each) => (isWithinLimit(each, limits) === true ? 1 : 0))
    const late = sumBy(answered, (each) => (isWithinLimit(each, limits) === false ? 1 : 0))
    return {
      label,
      values: {
        answered: size(answered),
        'within-limit': within,
        'within-limit-share': share(within, within + late),
        late,
        open: size(only(own, ({ state }) => state === 'open')),
      },
    }
  })
  return {
    id: 'timeliness-by-service',
    columns: COLUMNS,
    rows,
    total: totalOf(COLUMNS, rows),
    ...leftOutOf(size(stages) - size(placed)),
  }
}
