import type { Profile, RetentionRule } from '../../authority/profile.ts'
import type { CaseEvent } from '../../case/case.ts'
import type { LocalDate } from '../../dates.ts'
import { day } from '../../dates.ts'
import { Category, type Outcome } from '../../vocabulary.ts'
import { type CaseState, caseState } from '../case/case-state.ts'
import { opensNoComplaint } from '../clocks/contact-dues.ts'

/** How long a case at rest is kept, what then happens, and why. */
export type Keeping = {
  /** The last day on which anything was settled. */
  readonly restedOn: LocalDate
  /** From this day on it need not be kept; null where the rule keeps it for good. */
  readonly until: LocalDate | null
  readonly rule: RetentionRule
  /** Nothing is removed while it is held for a court, an inquiry or the ombudsman. */
  readonly isHeld: boolean
}

/**
 * How long the papers of a case are kept under the authority's own rules (UK GDPR art 5(1)(e)); null while
 * something is owed in it, and after it was removed. An officer who looked may keep it for longer, never for
 * less.
 */
export function keepingOf(events: readonly CaseEvent[], profile: Profile): Keeping | null {
  const state = caseState(events)
  const restedOn = state.removedOn === null ? restedOnOf(state) : null
  if (restedOn === null) return null
  const rule = ruleFor(categoryOf(state), outcomesOf(state), profile)
  const byRule = rule.years === null ? null : yearsAfter(restedOn, rule.years)
  return {
    restedOn,
    until: latest(byRule, state.keptUntil),
    rule,
    isHeld: state.isOnLegalHold,
  }
}

/** The first rule that fits; without one the years of the category, and an officer looks at it. */
function ruleFor(
  category: Category,
  outcomes: readonly (Outcome | null)[],
  { retentionRules, retentionYears }: Pick<Profile, 'retentionRules' | 'retentionYears'>,
): RetentionRule {
  const fits = (rule: RetentionRule) =>
    rule.category === category && (rule.outcome === null || outcomes.includes(rule.outcome))
  const found = retentionRules.find(fits)
  return found ?? { category, outcome: null, years: retentionYears[category], afterwards: 'review' }
}

/** 29 February and one year → 1 March: kept a day longer rather than a day less. */
export function yearsAfter(from: LocalDate, years: number): LocalDate {
  const [year = 0, month = 1, dayOfMonth = 1] = from.split('-').map(Number)
  return day(new Date(Date.UTC(year + years, month - 1, dayOfMonth)).toISOString().slice(0, 10))
}

/** The day on which the last part came to rest; null while anything is owed. */
function restedOnOf(state: CaseState): LocalDate | null {
  if (state.unansweredSince !== null) return null
  if (state.closedOn !== null) return state.closedOn
  if (opensNoComplaint(state)) {
    return state.received.ask === 'urgent-contact' ? state.contactMadeOn : state.advocateContactedOn
  }
  const settled = state.parts.map((part) => part.settled?.on ?? null)
  return settled.includes(null) ? null : settled.reduce(latest, null)
}

function outcomesOf(state: CaseState): readonly (Outcome | null)[] {
  return state.parts.flatMap(({ stages }) => stages.map(({ outcome }) => outcome))
}

function categoryOf(state: CaseState): Category {
  const categories = state.parts.map(({ category }) => category)
  const highest = Category.options.find((category) => categories.includes(category))
  if (highest === undefined) throw new Error('a case has a part')
  return highest
}

function latest(a: LocalDate | null, b: LocalDate | null): LocalDate | null {
  return a === null || (b !== null && b > a) ? b : a
}
