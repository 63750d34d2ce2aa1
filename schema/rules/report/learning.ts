import type { LedgerAction } from '../../ledger.ts'
import type { Column, Table } from '../../report.ts'
import type { Basis } from './basis.ts'
import { countBy, labelsMet, share, totalOf } from './figures.ts'
import { leftOutOf } from './label-table.ts'
import { complaintsOf } from './slice.ts'

const COLUMNS: readonly Column[] = [
  { key: 'actions', type: 'count' },
  { key: 'done', type: 'count' },
  { key: 'overdue', type: 'count' },
]

/** What was to change because of the cases received in the period, and whether it did by the end of it. */
export function learning(basis: Basis): Table {
  const { to } = basis.period
  const actions = basis.now.learning
  const isDone = (action: LedgerAction) => action.doneOn !== null && action.doneOn <= to
  const isDue = (action: LedgerAction) => action.dueOn !== null && action.dueOn <= to
  const counts = {
    actions: countBy(actions, (each) => each.service),
    done: countBy(actions.filter(isDone), (each) => each.service),
    overdue: countBy(
      actions.filter((each) => isDue(each) && !isDone(each)),
      (each) => each.service,
    ),
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
  const count = complaints.filter((each) => each.learning.length > 0).length
  const withAction = { count, base: complaints.length, share: share(count, complaints.length) }
  const leftOut = leftOutOf(actions.filter((each) => each.service === null).length)
  return {
    id: 'learning',
    columns: COLUMNS,
    rows,
    total: totalOf(COLUMNS, rows),
    facts: { 'complaints-with-an-action': withAction, ...leftOut.facts },
    notes: [
      { code: 'complaints-with-an-action', values: { n: count, total: complaints.length } },
      ...leftOut.notes,
    ],
  }
}
