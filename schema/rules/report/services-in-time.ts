import type { Column, Table } from '../../report.ts'
import type { Basis } from './basis.ts'
import { labelsMet, share, totalOf } from './figures.ts'
import { leftOutOf } from './label-table.ts'
import { stageKey } from './lists.ts'
import { countBy, only, size, sumBy } from './tally.ts'

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
  const longest = new Map(
    basis.profile.reportBands.map(({ procedure, stage, first, extended }) => [
      stageKey(procedure, stage),
      extended ?? first,
    ]),
  )
  const stages = basis.now.answers
  const placed = only(stages, ({ service }) => service !== null)
  const rows = labelsMet(
    basis.lists.services,
    countBy(placed, ({ service }) => service),
  ).map((label) => {
    const own = only(placed, ({ service }) => service === label)
    const answered = only(own, ({ state }) => state === 'answered')
    const isWithin = ({ key, days }: (typeof answered)[number]['of']) => {
      const limit = longest.get(key) ?? null
      return limit === null || days === null ? null : days <= limit
    }
    const within = sumBy(answered, (each) => (isWithin(each) === true ? 1 : 0))
    const late = sumBy(answered, (each) => (isWithin(each) === false ? 1 : 0))
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
