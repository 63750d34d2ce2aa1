import { CaseStatus } from '#schema/case.ts'
import type { Words } from '#schema/messages.ts'
import { Category, Flag } from '#schema/vocabulary.ts'

/** What the list says, as the browser needs it to draw the list again. */
export type InboxWords = Readonly<Record<string, string>>

const KEYS = [
  ...['due', 'left', 'reference', 'category', 'flags', 'status', 'received'].map(
    (column) => `inbox.column.${column}`,
  ),
  ...Category.options.map((category) => `category.${category}`),
  ...Flag.options.map((flag) => `flag.${flag}`),
  ...CaseStatus.options.map((status) => `status.${status}`),
  ...['left', 'late'].flatMap((way) => [`left.${way}.one`, `left.${way}.other`]),
  'left.today',
  'urgent',
  'inbox.empty',
  'inbox.changed',
  'inbox.stopped',
  'inbox.keys',
].map((key) => `officer.${key}`)

/** The sentences of the list, and of nothing else. */
export function inboxWords(words: Words): InboxWords {
  return Object.fromEntries(KEYS.map((key) => [key, words.get(key)]))
}

/** The same sentences as words, on the other side. */
export function wordsFrom(sentences: InboxWords, language: string): Words {
  return {
    language,
    direction: 'ltr',
    get: (key) => sentences[key] ?? key,
    list: () => [],
    has: (key) => key in sentences,
  }
}
