import type { CaseEvent } from '../../case/case.ts'
import type { LocalDate } from '../../dates.ts'
import { Category } from '../../vocabulary.ts'
import { type CaseState, caseState } from './case-state.ts'
import { isOpen } from './status.ts'

/** What another system is told of a case: codes alone. */
type CaseNews = {
  readonly kind: 'received' | 'closed'
  /** The highest of its parts. */
  readonly category: Category
  readonly on: LocalDate
}

/**
 * What the last of these events of a case, oldest first, is to another system: the case was received, or nothing is
 * owed in it any more. Undefined for everything else; a case that is opened again may close again.
 */
export function caseNews(events: readonly CaseEvent[]): CaseNews | undefined {
  const last = events.at(-1)
  if (last === undefined) return undefined
  const state = caseState(events)
  const { on } = last
  if (last.kind === 'received') return { kind: 'received', category: categoryOf(state), on }
  if (isOpen(state) || !isOpen(caseState(events.slice(0, -1)))) return undefined
  return { kind: 'closed', category: categoryOf(state), on }
}

function categoryOf({ parts }: CaseState): Category {
  const own = new Set(parts.map(({ category }) => category))
  return Category.options.find((category) => own.has(category)) ?? 'not-ours'
}
