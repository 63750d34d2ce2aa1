import type { Match } from './matcher.ts'
import type { Numbered } from './numbering.ts'
import type { Quotation } from './quotations.ts'

/** What lies around the words of one text, marked once a word, so that a megabyte costs a megabyte. */
export type Surroundings = {
  /** Is this word part of a phrase that means something else? */
  readonly isIgnored: (at: number) => boolean
  readonly isInQuotation: (at: number) => boolean
  readonly isInTitle: (at: number) => boolean
  /** Has the sentence of the word at `from` a mark of the past that ends at `to` or before? */
  readonly isPastBy: (from: number, to: number) => boolean
}

const QUOTED = 1
const TITLE = 2

function quotationMarks({ starts, ends }: Numbered, quotations: readonly Quotation[]): Uint8Array {
  const marks = new Uint8Array(starts.length)
  let at = 0
  for (const { from, to, isTitle } of quotations) {
    while (at < starts.length && (starts[at] ?? 0) < from) at += 1
    for (; at < starts.length && (ends[at] ?? 0) <= to; at += 1) {
      marks[at] = isTitle ? TITLE : QUOTED
    }
  }
  return marks
}

function ignoredWords(length: number, ignored: readonly Match[]): Uint8Array {
  const marks = new Uint8Array(length)
  for (const { from, to } of ignored) marks.fill(1, from, to)
  return marks
}

/** Sentence → where its first mark of the past ends. None where the sentence names those who care for children. */
function pastSentences(
  { ids, sentences }: Numbered,
  marks: readonly Match[],
  unless: ReadonlySet<number>,
): ReadonlyMap<number, number> {
  const past = new Map<number, number>()
  for (const { from, to } of marks) {
    const sentence = sentences[from] ?? 0
    past.set(sentence, Math.min(to, past.get(sentence) ?? to))
  }
  if (past.size === 0) return past
  for (const [at, id] of ids.entries()) if (unless.has(id)) past.delete(sentences[at] ?? 0)
  return past
}

export function surroundingsOf(
  text: Numbered,
  found: {
    readonly ignored: readonly Match[]
    readonly pastMarks: readonly Match[]
    readonly pastUnless: ReadonlySet<number>
    readonly quotations: readonly Quotation[]
  },
): Surroundings {
  const ignored = ignoredWords(text.ids.length, found.ignored)
  const quoted = quotationMarks(text, found.quotations)
  const past = pastSentences(text, found.pastMarks, found.pastUnless)
  return {
    isIgnored: (at) => ignored[at] === 1,
    isInQuotation: (at) => (quoted[at] ?? 0) >= QUOTED,
    isInTitle: (at) => quoted[at] === TITLE,
    isPastBy: (from, to) => (past.get(text.sentences[from] ?? 0) ?? Infinity) <= to,
  }
}
