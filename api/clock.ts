import type { Instant } from '#schema/dates.ts'
import { instantOf } from '#schema/dates.ts'

/** The only source of the present. Tests hand in a fixed one. */
export type Clock = () => Instant

export const systemClock: Clock = () => instantOf(new Date())
