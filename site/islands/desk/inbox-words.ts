import type { Words } from '#schema/words/messages.ts'

/** What the list says, as the browser needs it to draw the list again: key → sentence. */
export type InboxWords = Readonly<Record<string, string>>

/** The sentences as the page handed them over, as words again. */
export function wordsFrom(sentences: InboxWords, language: string): Words {
  return {
    language,
    direction: 'ltr',
    get: (key) => sentences[key] ?? key,
    list: () => [],
    has: (key) => key in sentences,
    speaks: (key) => key in sentences,
  }
}
