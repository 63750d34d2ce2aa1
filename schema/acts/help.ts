import { Referral } from '../case/case.ts'
import { type Act, caseAct, WHO_KEEPS_SAFE } from './act.ts'
import { day, line, one, words } from './fields.ts'
import { letterText, lineOwed } from './letter-text.ts'

/** People on their side, and people who have to know. */
export const HELP_ACTS: readonly Act[] = [
  caseAct({
    id: 'offer-advocate',
    group: 'people',
    says: 'writer',
    fields: { text: words() },
    tries: () => ({ kind: 'advocate-offered', data: {} }),
    fill: (given) => ({ text: [letterText(given, 'offer-advocate')] }),
    owed: (given) => [lineOwed(given, 'advocacy')],
    drafts: ({ text }) => [{ kind: 'advocate-offered', data: {}, text }],
  }),
  caseAct({
    id: 'advocate-contacted',
    group: 'people',
    meets: ['advocate'],
    fields: { on: day('until-today'), text: words({ optional: true }) },
    tries: ({ state }) =>
      state.advocateContactedOn !== null
        ? 'already-done'
        : { kind: 'advocate-contacted', data: {} },
    drafts: ({ on, text }) => [{ kind: 'advocate-contacted', data: {}, on, text }],
  }),
  caseAct({
    id: 'refer',
    group: 'people',
    roles: WHO_KEEPS_SAFE,
    fields: {
      to: one(Referral.options, { labels: 'referral-to' }),
      who: line(),
      on: day('until-today'),
      text: words(),
    },
    tries: () => ({ kind: 'referred', data: { to: 'front-door' } }),
    drafts: ({ to, who, on, text }) => [
      { kind: 'referred', data: { to }, on, text: `${who}\n\n${text}` },
    ],
  }),
  caseAct({
    id: 'referral-acknowledged',
    group: 'people',
    roles: WHO_KEEPS_SAFE,
    fields: {
      to: one(Referral.options, { labels: 'referral-to' }),
      who: line(),
      on: day('until-today'),
    },
    tries: ({ state }) => {
      const open = state.referrals.find(({ acknowledgedOn }) => acknowledgedOn === null)
      return open === undefined
        ? 'not-referred'
        : { kind: 'referral-acknowledged', data: { to: open.to } }
    },
    drafts: ({ to, who, on }) => [{ kind: 'referral-acknowledged', data: { to }, on, text: who }],
  }),
]
