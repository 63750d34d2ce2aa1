import { STORY_CHARACTERS } from '../form/submission.ts'
import { Flag } from '../vocabulary.ts'
import { type Act, caseAct } from './act.ts'
import { one, some, words } from './fields.ts'
import type { ActGiven } from './given.ts'
import type { OfficerBy } from './officer-by.ts'

/** Who has the case, and what a person must look at. */
export const WHO_HAS_IT_ACTS: readonly Act[] = [
  caseAct({
    id: 'assign',
    group: 'people',
    fields: { officer: one(whoWorksOnCases), text: words({ optional: true }) },
    tries: ({ officer }) => ({ kind: 'assigned', data: { officer: `officer:${officer.id}` } }),
    drafts: ({ officer, text }) => [{ kind: 'assigned', data: { officer }, text }],
    mails: ({ officer }, given) => {
      const id = Number(officer.slice('officer:'.length))
      return id === given.officer.id ? [] : [{ kind: 'assigned', officer: id }]
    },
  }),
  caseAct({
    id: 'translate',
    group: 'record',
    fields: { text: words({ most: STORY_CHARACTERS }) },
    tries: () => ({ kind: 'translated', data: {} }),
    drafts: ({ text }) => [{ kind: 'translated', data: {}, text }],
  }),
  caseAct({
    id: 'flag',
    group: 'record',
    fields: { flags: some(flagsNotSet, { labels: 'flag', least: 1 }), text: words() },
    tries: (given) => {
      const [flag] = flagsNotSet(given)
      return flag === undefined
        ? 'already-done'
        : { kind: 'flagged', data: { flags: [flag.value] } }
    },
    drafts: ({ flags, text }) => [{ kind: 'flagged', data: { flags: [...flags] }, text }],
  }),
]

function flagsNotSet({ state }: ActGiven): readonly { readonly value: Flag }[] {
  return Flag.options.filter((flag) => !state.flags.includes(flag)).map((value) => ({ value }))
}

/** Officers and managers who may see the case, but for whoever has it. */
function whoWorksOnCases({ colleagues, state }: ActGiven) {
  return colleagues
    .filter(({ mayRead }) => mayRead)
    .filter(({ roles }) => roles.some((role) => role === 'officer' || role === 'manager'))
    .map(({ id, name }) => ({ value: `officer:${id}` as OfficerBy, label: name }))
    .filter(({ value }) => value !== state.assignedTo)
}
