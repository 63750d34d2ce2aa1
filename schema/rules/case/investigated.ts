import type { Profile } from '../../authority/profile.ts'
import { limitsOf } from '../clocks/limits.ts'
import { currentStage, type PartState, procedureOf } from './case-state.ts'

/**
 * Whether the stage that is open is looked into by people from outside: stage 2 by an investigating officer
 * with an independent person, on an agreed statement (SI 2006/1738 regs 16 and 17); stage 3 by a panel (reg
 * 19). A corporate procedure does so only where the authority's own mirrors the statutory one.
 */
export function isLookedIntoFromOutside(part: PartState, profile: Profile): boolean {
  const procedure = procedureOf(part.category)
  const stage = currentStage(part)?.stage ?? 1
  if (procedure === null || stage === 1) return false
  if (procedure === 'statutory') return true
  const limits = limitsOf(procedure, stage, profile)
  return limits?.panel !== undefined || limits?.startsFrom === 'requested-or-started'
}
