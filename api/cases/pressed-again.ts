import { isDeepStrictEqual } from 'node:util'
import type { CaseEvent } from '#schema/case/case.ts'
import { type Instant, later } from '#schema/dates.ts'
import { type Refusal, refuse } from '#schema/errors.ts'
import { caseState } from '#schema/rules/case/case-state.ts'
import type { CaseView } from './open.ts'

/** Minutes in which the same press is taken for one that came twice, or was sent again on a line that broke. */
const SAME_PRESS_MINUTES = 10

/** Whether a press may be one that was taken at this moment already. */
export function isSoonAfter(taken: Instant, now: Instant): boolean {
  return now <= later(taken, SAME_PRESS_MINUTES)
}

/** What a press makes: an event without its moment, and the words that belong to it. */
export type Made = {
  readonly kind: CaseEvent['kind']
  readonly data: unknown
  readonly text?: string | undefined
}

/** Whether two presses make the same: kinds, data and words, one after the other. No words and empty ones are alike. */
export function isSameMade(one: readonly Made[], other: readonly Made[]): boolean {
  const plain = ({ kind, data, text }: Made) => [kind, data, text || undefined]
  return isDeepStrictEqual(one.map(plain), other.map(plain))
}

type Done = { readonly ok: true } | Refusal

/**
 * What to say of a form that came too late: that it is done, where it is the officer's own, pressed twice. All that
 * happened since they saw the case is theirs then, some minutes old, and just what the form makes of the case as they
 * saw it. `make` answers that; undefined where the form is not whole.
 */
export function doneOrOutOfDate(
  { officer, at }: { readonly officer: { readonly id: number }; readonly at: Instant },
  view: CaseView,
  seq: number,
  make: (then: CaseView) => readonly Made[] | undefined,
): Done {
  const since = view.events.slice(seq)
  const isOwn = ({ event }: (typeof since)[number]) =>
    event.by === `officer:${officer.id}` && isSoonAfter(event.at, at)
  if (seq < 1 || since.length === 0 || !since.every(isOwn)) return refuse('out-of-date')
  const events = view.events.slice(0, seq)
  const made = make({ ...view, seq, events, state: caseState(events.map(({ event }) => event)) })
  const happened = since.map(({ event: { kind, data }, text }) => ({ kind, data, text }))
  return made !== undefined && isSameMade(made, happened) ? { ok: true } : refuse('out-of-date')
}

/** What came of saving; where somebody was quicker, `again` looks whether it was the same press, on its way twice. */
export async function orPressedAgain(
  saving: Promise<Done>,
  again: () => Promise<Done>,
): Promise<Done> {
  const done = await saving
  return done.ok || done.code !== 'out-of-date' ? done : again()
}
