import type { Row, Table } from '../../report/report.ts'
import type { Basis } from './basis.ts'
import { share } from './figures.ts'
import { COUNT, SHARE } from './label-table.ts'
import { type CountedCase, complaintsAndConcernsOf } from './slice.ts'
import { only, size, type Tally } from './tally.ts'

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
      [baseOf('from-children')]: known(cases, (each) => each.fromChild),
      [baseOf('with-an-advocate')]: known(cases, (each) => each.advocate),
    },
    notes: [],
  }
}

/** The fact that says of how many the answer of a row is known. */
export function baseOf(label: string): string {
  return `${label}-base`
}

function row(label: string, cases: Tally<CountedCase>, answerOf: AnswerOf): Row {
  const count = size(only(cases, (each) => answerOf(each) === true))
  return { label, values: { count, share: share(count, known(cases, answerOf)) } }
}

type AnswerOf = (each: CountedCase) => boolean | null

function known(cases: Tally<CountedCase>, answerOf: AnswerOf): number {
  return size(only(cases, (each) => answerOf(each) !== null))
}
