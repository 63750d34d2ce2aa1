import type { CaseEvent, EventOf } from '../../case/case.ts'
import type { LocalDate } from '../../dates.ts'

/** Somebody who may read this one case, up to and on the last day. */
export type Access = {
  readonly officer: EventOf<'access-given'>['data']['officer']
  readonly until: LocalDate
}

/** Who may read the case by name after one more event: a later day takes the place of an earlier one. */
export function accessAfter(before: readonly Access[], event: CaseEvent): readonly Access[] {
  switch (event.kind) {
    case 'access-given':
    case 'investigator-named': {
      const { officer, until } = event.data
      return [...before.filter((one) => one.officer !== officer), { officer, until }]
    }
    case 'access-ended':
      return before.filter(({ officer }) => officer !== event.data.officer)
    default:
      return before
  }
}
