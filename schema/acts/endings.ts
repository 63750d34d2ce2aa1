import type { PartState } from '../rules/case/case-state.ts'
import { type Act, type ActRefusal, caseAct, type Draft, partAct } from './act.ts'
import { day, one, words } from './fields.ts'
import { letterText, lineOwed } from './letter-text.ts'

const REOPENING = ['writer-asked', 'more-information', 'reads-otherwise'] as const
const WHO_TAKES_BACK = ['writer', 'child', 'advocate'] as const

/** How a part or a case ends and begins again: taken back, closed, reopened, held no longer. */
export const ENDING_ACTS: readonly Act[] = [
  partAct({
    id: 'withdraw',
    group: 'record',
    says: 'writer',
    fields: { who: one(WHO_TAKES_BACK), on: day('until-today'), text: words() },
    tries: ({ n }) => ({ kind: 'withdrawn', data: { part: n, who: 'writer' } }),
    fill: (given) => ({ text: [letterText(given, 'withdrawn')] }),
    owed: (given) => [lineOwed(given, 'advocacy'), lineOwed(given, 'ombudsman')],
    drafts: ({ who, on, text }, { n }) => [{ kind: 'withdrawn', data: { part: n, who }, on, text }],
  }),
  partAct({
    id: 'end-hold',
    group: 'record',
    says: 'writer',
    meets: ['review-of-hold'],
    fields: { text: words() },
    tries: ({ n }) => ({ kind: 'hold-ended', data: { part: n } }),
    fill: (given) => ({ text: [letterText(given, 'hold-ended')] }),
    owed: (given) => [lineOwed(given, 'advocacy')],
    drafts: ({ text }, { n }) => [{ kind: 'hold-ended', data: { part: n }, text }],
  }),
  partAct({
    id: 'freeze-decision',
    group: 'answer',
    says: 'writer',
    meets: ['frozen-or-not'],
    fields: { text: words() },
    tries: (part) => frozen(part, true),
    fill: (given) => ({ text: [letterText(given, 'decision-frozen')] }),
    owed: (given) => [lineOwed(given, 'advocacy')],
    drafts: ({ text }, { n }) => [
      { kind: 'decision-frozen', data: { part: n, frozen: true }, text },
    ],
  }),
  partAct({
    id: 'decline-freeze',
    group: 'answer',
    says: 'writer',
    meets: ['frozen-or-not'],
    fields: { text: words() },
    tries: (part) => frozen(part, false),
    fill: (given) => ({ text: [letterText(given, 'decision-not-frozen')] }),
    owed: (given) => [lineOwed(given, 'advocacy'), lineOwed(given, 'ombudsman')],
    drafts: ({ text }, { n }) => [
      { kind: 'decision-frozen', data: { part: n, frozen: false }, text },
    ],
  }),
  partAct({
    id: 'release-decision',
    group: 'record',
    says: 'writer',
    fields: { text: words() },
    tries: ({ n }) => ({ kind: 'decision-released', data: { part: n } }),
    fill: (given) => ({ text: [letterText(given, 'decision-released')] }),
    owed: (given) => [lineOwed(given, 'advocacy'), lineOwed(given, 'ombudsman')],
    drafts: ({ text }, { n }) => [{ kind: 'decision-released', data: { part: n }, text }],
  }),
  caseAct({
    id: 'close',
    group: 'record',
    fields: { text: words({ optional: true }) },
    tries: () => ({ kind: 'closed', data: {} }),
    first: ({ state }) =>
      state.parts.some(({ frozenOn }) => frozenOn !== null)
        ? { act: 'release-decision', because: 'decision-waits' }
        : undefined,
    drafts: ({ text }) => [
      { kind: 'closed', data: {} },
      ...(text === '' ? [] : [{ kind: 'noted' as const, data: {}, text }]),
    ],
  }),
  caseAct({
    id: 'reopen',
    group: 'record',
    says: 'writer',
    fields: { reason: one(REOPENING, { labels: 'reason' }), text: words() },
    tries: () => ({ kind: 'reopened', data: { reason: 'more-information' } }),
    fill: (given) => ({ text: [letterText(given, 'reopened')] }),
    drafts: ({ reason, text }) => [{ kind: 'reopened', data: { reason: reason }, text }],
  }),
]

/** Nothing is complained of in thanks, so nothing waits for them. */
function frozen({ n, category }: PartState, waits: boolean): Draft | ActRefusal {
  return category === 'compliment'
    ? 'not-a-complaint'
    : { kind: 'decision-frozen', data: { part: n, frozen: waits } }
}
