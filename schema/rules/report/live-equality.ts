import type { CommonLists } from '../../authority/profile.ts'
import type { LedgerEquality, ReportYear } from '../../report/ledger.ts'
import type { CountedAs } from '../../report/report-layout.ts'
import { EqualityQuestion } from '../../vocabulary.ts'

/** How often an answer was given through the door in a year, by the code it has there. */
export type AnswerCount = {
  readonly question: string
  readonly answer: string
  readonly n: number
}

/** The counts of one year under the labels of the report; an answer without one of the authority's has ours. */
export function liveEquality(
  year: ReportYear,
  counts: readonly AnswerCount[],
  countedAs: CountedAs,
  common: CommonLists,
): readonly LedgerEquality[] {
  return counts.flatMap(({ question: asked, answer, n }) => {
    const known = EqualityQuestion.safeParse(asked)
    if (!known.success) return []
    const question = known.data
    const own = countedAs.equality[question]?.[answer]
    const ours = common.equality[question].find((label) => codeOf(label) === answer)
    return [{ year, question, answer: own ?? ours ?? answer, count: n }]
  })
}

/** `Mixed or multiple ethnic groups` → `mixed-or-multiple-ethnic-groups` */
function codeOf(label: string): string {
  return label
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}
