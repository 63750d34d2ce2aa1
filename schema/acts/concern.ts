import { type Act, partAct } from './act.ts'
import { words } from './fields.ts'
import { letterText, lineOwed } from './letter-text.ts'

/** Putting a concern right, quickly; or making the complaint of it that it would have been. */
export const CONCERN_ACTS: readonly Act[] = [
  partAct({
    id: 'put-right',
    group: 'answer',
    says: 'writer',
    meets: ['concern'],
    fields: { text: words() },
    tries: ({ n }) => ({ kind: 'concern-resolved', data: { part: n } }),
    fill: (given) => ({ text: [letterText(given, 'put-right')] }),
    owed: (given) => [lineOwed(given, 'advocacy')],
    drafts: ({ text }, { n }) => [{ kind: 'concern-resolved', data: { part: n }, text }],
  }),
  partAct({
    id: 'make-complaint',
    group: 'answer',
    says: 'writer',
    fields: { text: words() },
    tries: ({ n, becomes }) => notResolved(n, becomes),
    fill: (given) => ({ text: [letterText(given, 'make-complaint')] }),
    owed: (given) => [lineOwed(given, 'advocacy'), lineOwed(given, 'ombudsman')],
    drafts: ({ text }, { n, becomes }) => [{ ...notResolved(n, becomes), text }],
  }),
]

/** Doubt makes it statutory: nobody gets less because nobody asked. */
function notResolved(part: number, becomes: 'statutory' | 'corporate' | null) {
  return {
    kind: 'concern-not-resolved' as const,
    data: { part, becomes: becomes ?? 'statutory', why: 'writer-not-happy' as const },
  }
}
