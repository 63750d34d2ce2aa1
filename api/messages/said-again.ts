import type { By, CaseEvent } from '#schema/case/case.ts'
import type { Instant } from '#schema/dates.ts'
import { type KeptEvent, wordsOfEvent } from '../cases/events.ts'
import { isSameMade, isSoonAfter, type Made } from '../cases/pressed-again.ts'
import type { HeldCase } from '../intake/way-back.ts'
import type { Said } from './said.ts'

/** What does not part two presses: that a page was opened, and what we do of ourselves with the first. */
const BESIDE: ReadonlySet<CaseEvent['kind']> = new Set(['opened-by-writer', 'excluded'])

/**
 * Whether this act was done already and is the last that happened: done from where the case stood before, it gives what
 * stands there now. An act that cannot be done twice, as taking a complaint back, is known again as well. `say` answers
 * what the act comes to after given events. Whatever anybody else did meanwhile makes it a new one, and so do ten minutes.
 */
export function isSaidAgain(
  { kept, key }: HeldCase,
  { by, at }: { readonly by: By; readonly at: Instant },
  say: (before: readonly CaseEvent[]) => readonly Said[],
): boolean {
  const seen = kept.filter(({ event }) => !BESIDE.has(event.kind))
  const others = seen.findLastIndex(({ event }) => event.by !== by || !isSoonAfter(event.at, at))
  // What was sent first is never an act.
  const own = Math.max(others + 1, 1)
  return seen.slice(own).some((_, nth) => {
    const before = seen.slice(0, own + nth).map(({ event }) => event)
    return isSameMade(say(before), seen.slice(own + nth).map(made))
  })

  function made(each: KeptEvent): Made {
    const { kind, data } = each.event
    return { kind, data, text: wordsOfEvent(each, key) }
  }
}
