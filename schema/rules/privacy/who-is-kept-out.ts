import type { By, EventOf, KeptOutBecause } from '../../case/case.ts'

/** An officer who is kept out of a case. */
export type KeptOut = {
  /** `officer:7` */
  readonly officer: By
  readonly because: KeptOutBecause
  /** True while it may be somebody else who was meant, and nobody has looked. */
  readonly isOpen: boolean
}

type KeepingOutEvent = EventOf<'excluded' | 'exclusion-confirmed' | 'exclusion-lifted'>

/** Who is kept out after one more event. */
export function keptOutAfter(
  before: readonly KeptOut[],
  event: KeepingOutEvent,
): readonly KeptOut[] {
  const { officer } = event.data
  const others = before.filter((one) => one.officer !== officer)
  if (event.kind === 'exclusion-lifted') return others
  if (event.kind === 'exclusion-confirmed') {
    return before.map((one) => (one.officer === officer ? { ...one, isOpen: false } : one))
  }
  const { because } = event.data
  return [...others, { officer, because, isOpen: because === 'perhaps-named' }]
}

/** Why an event cannot follow, or null. Nobody decides about their own being kept out, but to ask for it. */
export function keptOutRefusal(
  before: readonly KeptOut[],
  next: KeepingOutEvent,
): 'already-kept-out' | 'not-kept-out' | 'not-about-oneself' | 'already-done' | null {
  const now = before.find(({ officer }) => officer === next.data.officer)
  if (next.kind === 'excluded') return now === undefined ? null : 'already-kept-out'
  if (now === undefined) return 'not-kept-out'
  if (next.by === next.data.officer) return 'not-about-oneself'
  return next.kind === 'exclusion-confirmed' && !now.isOpen ? 'already-done' : null
}
