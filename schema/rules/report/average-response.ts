import type { Column, Table } from '../../report.ts'
import type { Basis } from './basis.ts'
import { labelsMet, mean, median } from './figures.ts'
import { reportedStages } from './lists.ts'
import { stageState } from './stage-state.ts'
import { workingDaysTaken } from './took.ts'

const COLUMNS: readonly Column[] = [
  { key: 'answered', type: 'count' },
  { key: 'mean-working-days', type: 'days' },
  { key: 'median-working-days', type: 'days' },
]

/** How long the answered stages took that were opened in the period. */
export function averageResponse(basis: Basis): Table {
  const answered = basis.now.opened.filter(
    (each) => stageState(each.stage, basis.profile) === 'answered',
  )
  const byStage = Map.groupBy(answered, (each) => each.key)
  const labels = labelsMet(
    reportedStages(basis.profile).map(({ key }) => key),
    byStage,
  )
  const rows = labels.map((label) => {
    const stages = answered.filter(({ key }) => key === label)
    const days = workingDaysTaken(stages, 'start', basis.calendar)
    return {
      label,
      values: {
        answered: stages.length,
        'mean-working-days': mean(days),
        'median-working-days': median(days),
      },
    }
  })
  return { id: 'average-response', columns: COLUMNS, rows, total: null, facts: {}, notes: [] }
}
