import { caseAct } from './act.ts'
import { words } from './fields.ts'

/**
 * An internal note. It is not among the acts of a case, has a route and a page of its own, and nothing that
 * serves it knows how to send anything.
 */
export const NOTE = caseAct({
  id: 'note',
  group: 'record',
  roles: ['officer', 'manager', 'investigator', 'independent', 'duty'],
  fields: { text: words() },
  tries: () => ({ kind: 'noted', data: {} }),
  drafts: ({ text }) => [{ kind: 'noted', data: {}, text }],
})
