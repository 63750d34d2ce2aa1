import type { Clock } from '../clock.ts'
import { createHold } from './hold.ts'
import { createTally, type Tally } from './tally.ts'

/**
 * How often something may be done in a short time. None of them stands before telling us something, since a
 * school has one address; and none locks anybody else out.
 */
export type Limits = {
  /** Wrong private codes of a network. A right one opens all the same. */
  readonly wrongCodes: Tally
  /** Before a wrong code of a network that has had its number is answered. A right one never waits. */
  readonly holdWrongCode: () => Promise<void>
  /** Files of a network. Words are taken without them. */
  readonly files: Tally
  /** What a writer adds to a case. */
  readonly messages: Tally
  /** Links asked for by a network, from browsers that never signed in here. */
  readonly askedLinks: Tally
  /** Wrong codes of one browser that has signed in before. */
  readonly triesOfKnownBrowser: Tally
  /** Wrong codes for one officer, from all browsers that they never used. */
  readonly triesOfStrangers: Tally
  /** Wrong codes of a network, for whomever, from browsers that never signed in here. */
  readonly triesOfNetwork: Tally
  /** A challenge to a passkey is answered once. */
  readonly challenges: Tally
}

const QUARTER = 15

export function createLimits(clock: Clock): Limits {
  return {
    // A person finds a mistyped code long before this many tries.
    wrongCodes: createTally(clock, { most: 10, minutes: QUARTER }),
    holdWrongCode: createHold({ ms: 50, most: 200 }),
    // Two classes of a school at once, with three files each.
    files: createTally(clock, { most: 200, minutes: 60 }),
    messages: createTally(clock, { most: 30, minutes: 10 }),
    askedLinks: createTally(clock, { most: 30, minutes: QUARTER }),
    triesOfKnownBrowser: createTally(clock, { most: 10, minutes: QUARTER }),
    triesOfStrangers: createTally(clock, { most: 5, minutes: QUARTER }),
    triesOfNetwork: createTally(clock, { most: 20, minutes: QUARTER }),
    challenges: createTally(clock, { most: 1, minutes: QUARTER }),
  }
}

/**
 * Counts a wrong code of a network, and answers whether it had had its number before. Then the answer was held
 * back: four who guess without a pause would else have half of the core that everybody's words need.
 */
export async function noteWrongCode(limits: Limits, network: string): Promise<boolean> {
  const mustWait = limits.wrongCodes.isFull(network)
  limits.wrongCodes.note(network)
  if (mustWait) await limits.holdWrongCode()
  return mustWait
}
