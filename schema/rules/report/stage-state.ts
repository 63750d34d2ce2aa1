import type { Profile } from '../../authority/profile.ts'
import type { LedgerStage } from '../../report/ledger.ts'

/** `ended`: closed without an answer, such as by withdrawal; neither answered nor open. */
export type StageState = 'answered' | 'ended' | 'open'

/** How an opened stage stands. A discontinued one is never open. */
export function stageState(stage: LedgerStage, profile: Profile): StageState {
  if (stage.respondedOn !== null) return 'answered'
  if (stage.result === 'discontinued') return 'ended'
  if (stage.outcome === null || isOpenLabel(stage.outcome, profile)) return 'open'
  return 'ended'
}

/** Under which outcome an opened stage is listed; null for none. */
export function outcomeOf(stage: LedgerStage, profile: Profile): string | null {
  if (stage.outcome !== null) return stage.outcome
  return stageState(stage, profile) === 'open' ? profile.openLabel : null
}

function isOpenLabel(label: string, profile: Profile): boolean {
  if (label === profile.openLabel) return true
  return profile.outcomes.some((outcome) => outcome.label === label && outcome.kind === 'open')
}
