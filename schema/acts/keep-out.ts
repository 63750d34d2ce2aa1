import type { By } from '../case/case.ts'
import { type Act, type ActRefusal, caseAct, type Draft } from './act.ts'
import { one, words } from './fields.ts'
import type { ActGiven } from './given.ts'

type OfficerBy = Extract<By, `officer:${number}`>

/** Who is kept out of a case. Whoever is kept out never sees these, and nobody decides about themselves. */
export const KEEP_OUT_ACTS: readonly Act[] = [
  caseAct({
    id: 'confirm-exclusion',
    group: 'people',
    fields: { officer: one(suspects), text: words({ optional: true }) },
    tries: (given) => firstOf(suspects(given), 'exclusion-confirmed'),
    drafts: ({ officer, text }) => [{ kind: 'exclusion-confirmed', data: { officer }, text }],
  }),
  caseAct({
    id: 'lift-exclusion',
    group: 'people',
    fields: { officer: one(everyKeptOut), text: words() },
    tries: (given) => firstOf(everyKeptOut(given), 'exclusion-lifted'),
    drafts: ({ officer, text }) => [{ kind: 'exclusion-lifted', data: { officer }, text }],
  }),
  caseAct({
    id: 'exclude',
    group: 'people',
    fields: { officer: one(whoSeesIt), text: words() },
    tries: ({ officer }) => ({
      kind: 'excluded',
      data: { officer: `officer:${officer.id}`, because: 'by-hand' },
    }),
    drafts: ({ officer, text }) => [
      { kind: 'excluded', data: { officer, because: 'by-hand' }, text },
    ],
  }),
]

function whoSeesIt({ colleagues }: ActGiven) {
  return colleagues.map(({ id, name }) => ({ value: `officer:${id}` as OfficerBy, label: name }))
}

function everyKeptOut({ keptOut }: ActGiven) {
  return keptOut.map(({ officer, name }) => ({ value: officer as OfficerBy, label: name }))
}

function suspects(given: ActGiven) {
  return everyKeptOut({ ...given, keptOut: given.keptOut.filter(({ isOpen }) => isOpen) })
}

function firstOf(
  listed: readonly { readonly value: OfficerBy }[],
  kind: 'exclusion-confirmed' | 'exclusion-lifted',
): Draft | ActRefusal {
  const [first] = listed
  return first === undefined ? 'not-kept-out' : { kind, data: { officer: first.value } }
}
