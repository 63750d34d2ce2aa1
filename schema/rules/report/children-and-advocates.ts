import type { LedgerCase } from '../../ledger.ts'
import type { Row, Table } from '../../report.ts'
import type { Basis } from './basis.ts'
import { share } from './figures.ts'
import { COUNT, SHARE } from './label-table.ts'
import { complaintsAndConcernsOf } from './slice.ts'

/**
 * How many a child, young person or care leaver wrote, and how many an advocate helped with or wrote. One
 * may be both: there is no sum. Each share is of those whose answer is known.
 */
export function childrenAndAdvocates(basis: Basis): Table {
  const cases = complaintsAndConcernsOf(basis.now)
  return {
    id: 'children-and-advocates',
    columns: [COUNT, SHARE],
    rows: [
      row('from-children', cases, (each) => each.fromChild),
      row('with-an-advocate', cases, (each) => each.advocate),
    ],
    total: null,
    facts: {
      'from-children-base': cases.filter((each) => each.fromChild !== null).length,
      'with-an-advocate-base': cases.filter((each) => each.advocate !== null).length,
    },
    notes: [],
  }
}

function row(
  label: string,
  cases: readonly LedgerCase[],
  answerOf: (each: LedgerCase) => boolean | null,
): Row {
  const count = cases.filter((each) => answerOf(each) === true).length
  const base = cases.filter((each) => answerOf(each) !== null).length
  return { label, values: { count, share: share(count, base) } }
}
