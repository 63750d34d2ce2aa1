import { type Act, caseAct } from './act.ts'
import { day, one, words } from './fields.ts'
import type { ActGiven } from './given.ts'
import type { OfficerBy } from './officer-by.ts'

/**
 * Who may read one case and no other, until a day: investigating officers and independent persons, as are the
 * members of a panel. Complaints officers and managers give it.
 */
export const ACCESS_ACTS: readonly Act[] = [
  caseAct({
    id: 'give-access',
    group: 'people',
    fields: {
      officer: one(whoCouldBeGiven),
      until: day('after-today'),
      text: words({ optional: true }),
    },
    tries: ({ officer, today }) => ({
      kind: 'access-given',
      data: { officer: `officer:${officer.id}`, until: today },
    }),
    drafts: ({ officer, until, text }) => [
      { kind: 'access-given', data: { officer, until }, text },
    ],
    mails: ({ officer }) => [{ kind: 'assigned', officer: Number(officer.slice(PREFIX)) }],
  }),
  caseAct({
    id: 'end-access',
    group: 'people',
    fields: { officer: one(whoHasIt), text: words({ optional: true }) },
    tries: (given) => {
      const [first] = whoHasIt(given)
      return first === undefined
        ? 'no-access'
        : { kind: 'access-ended', data: { officer: first.value } }
    },
    drafts: ({ officer, text }) => [{ kind: 'access-ended', data: { officer }, text }],
  }),
]

const PREFIX = 'officer:'.length

function whoCouldBeGiven({ colleagues }: ActGiven) {
  return colleagues
    .filter(({ roles }) => roles.includes('investigator') || roles.includes('independent'))
    .map(({ id, name }) => ({ value: `officer:${id}` as OfficerBy, label: name }))
}

function whoHasIt({ colleagues, state, today }: ActGiven) {
  return state.access
    .filter(({ until }) => until >= today)
    .flatMap(({ officer }) => {
      const known = colleagues.find(({ id }) => `officer:${id}` === officer)
      return known === undefined ? [] : [{ value: officer, label: known.name }]
    })
}
