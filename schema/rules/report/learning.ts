import type { Column, Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { labelsMet, share, totalOf } from './figures.ts'
import { leftOutOf } from './label-table.ts'
import { complaintsOf } from './slice.ts'
import { countBy, only, size } from './tally.ts'

const COLUMNS: readonly Column[] = [
  { key: 'actions', type: 'count' },
  { key: 'done', type: 'count' },
  { key: 'overdue', type: 'count' },
]

/** What was to change because of the cases received in the period, and whether it did by the end of it. */
export function learning(basis: Basis): Table {
  const actions = basis.now.learning
  const counts = {
    actions: countBy(actions, (each) => each.service),
    done: countBy(actions, (each) => (each.isDone ? each.service : null)),
    overdue: countBy(actions, (each) => (each.isOverdue ? each.service : null)),
  }
  const rows = labelsMet(basis.lists.services, counts.actions).map((label) => ({
    label,
    values: {
      actions: counts.actions.get(label) ?? 0,
      done: counts.done.get(label) ?? 0,
      overdue: counts.overdue.get(label) ?? 0,
    },
  }))
  const complaints = complaintsOf(basis.now)
  const count = size(only(complaints, (each) => each.hasLearning))
  const base = size(complaints)
  const withAction = { count, base, share: share(count, base) }
  const leftOut = leftOutOf(size(only(actions, (each) => each.service === null)))
  return {
    id: 'learning',
    columns: COLUMNS,
    rows,
    total: totalOf(COLUMNS, rows),
    facts: { 'complaints-with-an-action': withAction, ...leftOut.facts },
    notes: [
      { code: 'complaints-with-an-action', values: { n: count, total: base } },
      ...leftOut.notes,
    ],
  }
}
