import type { SignalEntry } from '../../triage/signals.ts'
import type { Match } from './matcher.ts'
import type { Numbered } from './numbering.ts'
import type { Surroundings } from './surroundings.ts'

/** The sorts of words that can take a phrase back. */
export type WordSorts = {
  readonly negators: ReadonlySet<number>
  readonly carriesNear: ReadonlySet<number>
  readonly carriesFar: ReadonlySet<number>
}

const FARTHEST = 6
const NO_WORD = -2

/**
 * The word that bears on the phrase from the left, over the words it carries across ("nobody has ever | hit me").
 * Only what stands before a phrase can take it back, so that adding words behind it never does.
 */
function wordBefore(
  from: number,
  { ids, sentences }: Numbered,
  carries: (id: number) => boolean,
): number {
  for (let at = from - 1; at >= 0 && from - at <= FARTHEST; at -= 1) {
    if (sentences[at] !== sentences[from]) return NO_WORD
    const id = ids[at] ?? NO_WORD
    if (!carries(id)) return id
  }
  return NO_WORD
}

/** "Nobody hit me" and "no complaints": a negation right before takes the phrase back. */
function isDenied(
  { from }: Match,
  text: Numbered,
  sorts: WordSorts,
  reach: SignalEntry['denied'],
): boolean {
  if (reach === 'never' || sorts.negators.has(text.ids[from] ?? NO_WORD)) return false
  const carries = (id: number) =>
    sorts.carriesNear.has(id) || (reach === 'far' && sorts.carriesFar.has(id))
  return sorts.negators.has(wordBefore(from, text, carries))
}

/** "It hit me that …": the word before gives the phrase another sense. */
function hasAnotherSense(
  { from }: Match,
  text: Numbered,
  sorts: WordSorts,
  notAfter: ReadonlySet<number>,
): boolean {
  if (notAfter.size === 0) return false
  return (
    notAfter.has(wordBefore(from, text, () => false)) ||
    notAfter.has(wordBefore(from, text, (id) => sorts.carriesNear.has(id)))
  )
}

function isEvery(match: Match, holds: (at: number) => boolean): boolean {
  for (let at = match.from; at < match.to; at += 1) if (!holds(at)) return false
  return true
}

/** Is a phrase that stands in the text taken back by what stands before or around it? */
export function isTakenBack(
  match: Match,
  { entry, notAfter }: { readonly entry: SignalEntry; readonly notAfter: ReadonlySet<number> },
  text: Numbered,
  around: Surroundings,
  sorts: WordSorts,
): boolean {
  if (isEvery(match, around.isIgnored)) return true
  if (entry.quoted === 'title' && isEvery(match, around.isInTitle)) return true
  if (entry.quoted === 'not' && isEvery(match, around.isInQuotation)) return true
  if (entry.past === 'over' && around.isPastBy(match.from, match.to)) return true
  return isDenied(match, text, sorts, entry.denied) || hasAnotherSense(match, text, sorts, notAfter)
}

/** A hint is weak: a negation, a title or the past takes it back. */
export function isHintTakenBack(
  match: Match,
  text: Numbered,
  around: Surroundings,
  sorts: WordSorts,
): boolean {
  return (
    isEvery(match, around.isIgnored) ||
    isEvery(match, around.isInTitle) ||
    around.isPastBy(match.from, match.to) ||
    isDenied(match, text, sorts, 'near')
  )
}
