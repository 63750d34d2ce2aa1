import type { Journey } from '#schema/form/journey.ts'

/** Whom a reader can talk to besides us, as it stands under `help`: Childline ends at 19, and adults call about a child. */
export function helplineOf(
  journey: Pick<Journey, 'audience' | 'facts'> | undefined,
): 'childline' | 'samaritans' | 'nspcc' {
  if (journey?.audience === 'adult') return 'nspcc'
  return journey?.facts.who === 'care-leaver' ? 'samaritans' : 'childline'
}
