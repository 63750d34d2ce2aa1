import { CaseStatus, DecisionReason } from '#schema/case/case.ts'
import { ListMark } from '#schema/desk/desk.ts'
import { Category, Stage, Turn } from '#schema/vocabulary.ts'
import type { Words } from '#schema/words/messages.ts'
import type { InboxWords } from '#site/islands/desk/inbox-words.ts'
import { INBOX_COLUMNS } from './InboxTable.tsx'

const KEYS = [
  ...INBOX_COLUMNS.map((column) => `inbox.column.${column}`),
  ...Category.options.map((category) => `category.${category}`),
  ...ListMark.options.map((mark) => `flag.${mark}`),
  ...DecisionReason.options.map((reason) => `reason.${reason}`),
  ...CaseStatus.options.map((status) => `status.${status}`),
  ...['left', 'late'].flatMap((way) => [`left.${way}.one`, `left.${way}.other`]),
  ...Turn.options.map((turn) => `turn.${turn}`),
  ...Category.options.flatMap((category) =>
    [...Stage.values].map((stage) => `stage-of.${category}.${stage}`),
  ),
  'owner.nobody',
  'left.today',
  'urgent',
  'unread',
  'message',
  ...['new', 'apart', 'filtered'].map((empty) => `inbox.empty.${empty}`),
  'inbox.count.one',
  'inbox.count.other',
  'inbox.column.pick',
  'inbox.pick',
  'inbox.changed',
  'inbox.stopped',
  'inbox.keys',
].map((key) => `officer.${key}`)

/** The sentences of the list, and of nothing else. */
export function inboxWords(words: Words): InboxWords {
  return Object.fromEntries(KEYS.map((key) => [key, words.get(key)]))
}
