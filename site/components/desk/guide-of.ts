import type { Act, ActGroup } from '#schema/acts/act.ts'

const BY_GROUP: Readonly<Record<ActGroup, string>> = {
  writer: 'receiving',
  answer: 'answering',
  stages: 'stages',
  people: 'people',
  outside: 'outside',
  learning: 'learning',
  record: 'closing',
}

/** Acts that the guide explains elsewhere than the others of their group. */
const BY_ACT: Readonly<Record<string, string>> = {
  'pass-on-thanks': 'entering',
  'hand-in-report': 'investigators',
  paid: 'outside',
  'log-as': 'outside',
  'freeze-decision': 'answering',
  'decline-freeze': 'answering',
  'release-decision': 'answering',
}

/** The page of the guide that explains this act: shown at the step where it is needed. */
export function guideOf({ id, group }: Pick<Act, 'id' | 'group'>): string {
  return BY_ACT[id] ?? BY_GROUP[group]
}
