import { type Act, caseAct, WHO_KEEPS_SAFE } from './act.ts'
import { day, words } from './fields.ts'
import { letterText, lineOwed } from './letter-text.ts'

/** What we say to the writer, and when we reached them. */
export const CONTACT_ACTS: readonly Act[] = [
  caseAct({
    id: 'acknowledge',
    group: 'writer',
    says: 'writer',
    meets: ['acknowledge'],
    fields: { text: words() },
    tries: () => ({ kind: 'acknowledged', data: {} }),
    fill: (given) => ({ text: [letterText(given, 'acknowledge')] }),
    owed: (given) => [lineOwed(given, 'advocacy'), lineOwed(given, 'ombudsman')],
    drafts: ({ text }) => [{ kind: 'acknowledged', data: {}, text }],
  }),
  caseAct({
    id: 'message',
    group: 'writer',
    roles: WHO_KEEPS_SAFE,
    says: 'writer',
    meets: ['message'],
    fields: { text: words() },
    tries: () => ({ kind: 'message-to-writer', data: { asks: false } }),
    drafts: ({ text }) => [{ kind: 'message-to-writer', data: { asks: false }, text }],
  }),
  caseAct({
    id: 'ask',
    group: 'writer',
    says: 'writer',
    fields: { text: words() },
    tries: () => ({ kind: 'message-to-writer', data: { asks: true } }),
    fill: (given) => ({ text: [letterText(given, 'ask')] }),
    drafts: ({ text }) => [{ kind: 'message-to-writer', data: { asks: true }, text }],
  }),
  caseAct({
    id: 'contact-made',
    group: 'writer',
    roles: WHO_KEEPS_SAFE,
    meets: ['urgent-contact'],
    fields: { on: day('until-today'), text: words() },
    tries: () => ({ kind: 'contact-made', data: {} }),
    drafts: ({ on, text }) => [{ kind: 'contact-made', data: {}, on, text }],
  }),
]
