import type { CommonLists, Profile } from '../../authority/profile.ts'
import { LedgerCategory } from '../../report/ledger.ts'
import type { Procedure, Stage } from '../../vocabulary.ts'

/** The labels of one authority: its own, or ours where it has published none. */
export type ReportLists = Pick<
  Profile,
  | 'roles'
  | 'channels'
  | 'childStatuses'
  | 'complimentCategories'
  | 'complimentOrigins'
  | 'areas'
  | 'reasons'
  | 'outcomes'
  | 'ombudsmanDecisions'
  | 'contextMeasures'
> & {
  readonly services: readonly string[]
  readonly categories: readonly LedgerCategory[]
  readonly equality: CommonLists['equality']
}

/** An empty list in a profile means "not published": our own list of that kind applies. */
export function reportLists(profile: Profile, common: CommonLists): ReportLists {
  const named = Object.keys(profile.categoryNames)
  return {
    categories: LedgerCategory.options.filter((category) => named.includes(category)),
    services: profile.services.map((service) => service.label),
    areas: profile.areas,
    reasons: profile.reasons,
    outcomes: profile.outcomes,
    ombudsmanDecisions: profile.ombudsmanDecisions,
    contextMeasures: profile.contextMeasures,
    roles: ownOr(profile.roles, common.roles),
    channels: ownOr(profile.channels, common.channels),
    childStatuses: ownOr(profile.childStatuses, common.childStatuses),
    complimentCategories: ownOr(profile.complimentCategories, common.complimentCategories),
    complimentOrigins: ownOr(profile.complimentOrigins, common.complimentOrigins),
    equality: {
      ethnicity: ownOr(profile.equality.ethnicity ?? [], common.equality.ethnicity),
      sex: ownOr(profile.equality.sex ?? [], common.equality.sex),
      'age-band': ownOr(profile.equality['age-band'] ?? [], common.equality['age-band']),
      disability: ownOr(profile.equality.disability ?? [], common.equality.disability),
    },
  }
}

function ownOr<T>(own: T[], common: T[]): T[] {
  return own.length > 0 ? own : common
}

export type StageKey = `${Procedure}-${Stage}`

/** `('statutory', 2)` → `'statutory-2'` */
export function stageKey(procedure: Procedure, stage: Stage): StageKey {
  return `${procedure}-${stage}`
}

/** The stages that this authority reports on, in order. */
export function reportedStages(
  profile: Profile,
): readonly { readonly key: StageKey; readonly procedure: Procedure; readonly stage: Stage }[] {
  return profile.reportBands.map(({ procedure, stage }) => ({
    key: stageKey(procedure, stage),
    procedure,
    stage,
  }))
}
