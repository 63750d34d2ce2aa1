import { hasOwnRight } from '../rules/triage/standing.ts'
import { type Act, type ActRefusal, type Draft, partAct } from './act.ts'
import { ASSURANCE_FIELDS, assurancesInWords, assurancesOf } from './assurances.ts'
import { words } from './fields.ts'
import type { ActGiven } from './given.ts'
import { letterText, lineOwed } from './letter-text.ts'

/**
 * SI 2006/1738 reg 6: whether this person has a sufficient interest in the child's welfare, decided by a person
 * with reasons, and told in writing either way. Of those whom the Act names nobody decides it.
 */
export const STANDING_ACTS: readonly Act[] = [
  partAct({
    id: 'accept-standing',
    group: 'answer',
    says: 'writer',
    fields: { text: words() },
    tries: ({ n }, given) => undecided(n, given, { kind: 'standing-accepted', data: { part: n } }),
    fill: (given) => ({ text: [letterText(given, 'standing-accepted')] }),
    owed: (given) => [lineOwed(given, 'advocacy')],
    drafts: ({ text }, { n }) => [{ kind: 'standing-accepted', data: { part: n }, text }],
  }),
  partAct({
    id: 'decline-standing',
    group: 'answer',
    says: 'writer',
    fields: { text: words(), ...ASSURANCE_FIELDS },
    tries: ({ n }, given) =>
      undecided(n, given, declined(n, { still: ['say-more'], reviewOn: given.today }, given)),
    fill: (given) => ({ text: [letterText(given, 'standing-declined')] }),
    drafts: (values, { n }, given) => [
      {
        ...declined(n, values, given),
        text: [values.text, ...assurancesInWords(values, given)].join('\n\n'),
      },
    ],
  }),
]

function declined(part: number, of: Parameters<typeof assurancesOf>[0], given: ActGiven) {
  const reason = 'no-sufficient-interest' as const
  return { kind: 'refused' as const, data: { part, reason, assurances: assurancesOf(of, given) } }
}

function undecided(part: number, { happened, state }: ActGiven, draft: Draft): Draft | ActRefusal {
  if (hasOwnRight(state.received.who)) return 'own-right'
  const isDecided = happened.some(
    ({ kind, data }) => kind === 'standing-accepted' && data.part === part,
  )
  return isDecided ? 'already-done' : draft
}
