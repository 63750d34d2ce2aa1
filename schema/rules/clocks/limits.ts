import type { Profile, StageLimits } from '../../authority/profile.ts'
import type { Procedure, Stage } from '../../vocabulary.ts'

/**
 * What the law gives each stage of the statutory procedure. Every authority runs these, whatever its
 * report prints. Extensions are totals from the same day 0.
 */
const STATUTORY: Readonly<Record<Stage, StageLimits>> = {
  1: {
    stage: 1,
    startsFrom: 'received',
    workingDays: 10,
    extendedWorkingDays: 20,
    tellWithinWorkingDays: 10,
    source: 'SI 2006/1738 reg 14: 10 working days, at most 20',
  },
  // When the clock of stage 2 starts is disputed: the request (LGSCO 25 010 090) or the agreed statement.
  2: {
    stage: 2,
    startsFrom: 'requested-or-started',
    workingDays: 25,
    extendedWorkingDays: 65,
    tellWithinWorkingDays: 24,
    source: 'SI 2006/1738 reg 17: 25 working days, at most 65, told in writing before day 25',
  },
  3: {
    stage: 3,
    startsFrom: 'requested',
    workingDays: 50,
    extendedWorkingDays: null,
    tellWithinWorkingDays: null,
    panel: { meetsWithin: 30, reportsWithin: 5, answersWithin: 15 },
    source: 'SI 2006/1738 regs 19(4) and 20: panel 30, report 5, response 15 working days',
  },
}

/** Notice of the panel's place and date comes at least this long before it. */
export const PANEL_NOTICE = {
  workingDays: 10,
  source: 'Getting the Best from Complaints (2006), as Lawstuff gives it: 10 working days before',
} as const

/** How long a stage may take here; undefined where the procedure has no such stage. */
export function limitsOf(
  procedure: Procedure,
  stage: Stage,
  profile: Profile,
): StageLimits | undefined {
  if (procedure === 'statutory') return STATUTORY[stage]
  return profile.procedures.corporate.stages.find((one) => one.stage === stage)
}

/** Stage 1 exists in every procedure: a profile without it is a fault of the profile. */
export function stageOneOf(procedure: Procedure, profile: Profile): StageLimits {
  const limits = limitsOf(procedure, 1, profile)
  if (limits === undefined) throw new Error(`${profile.slug} has no corporate stage 1`)
  return limits
}
