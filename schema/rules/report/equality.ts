import type { Table } from '../../report/report.ts'
import type { EqualityQuestion } from '../../vocabulary.ts'
import type { Basis } from './basis.ts'
import { shareTable } from './label-table.ts'

/** One question of equality monitoring. The counts are kept by year, apart from every case. */
export function equality(question: EqualityQuestion, basis: Basis): Table {
  const answers = basis.figures.equality.filter(
    (each) => each.question === question && each.year === basis.year,
  )
  const counts = new Map<string, number>()
  for (const { answer, count } of answers) counts.set(answer, (counts.get(answer) ?? 0) + count)
  return shareTable(question, basis.lists.equality[question], counts)
}
