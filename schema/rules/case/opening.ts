import type { ReceivedData } from '../../case/case.ts'
import type { Facts } from '../../triage/facts.ts'
import type { Triage } from '../../triage/triage.ts'
import type { Ask } from '../../vocabulary.ts'
import { becomesProcedure } from '../clocks/concern.ts'

/** What the event `received` holds: the proposal of triage, and what each concern would turn into. */
export function openingOf(
  facts: Facts,
  triage: Triage,
  ask: Ask | undefined,
  source: ReceivedData['source'],
): ReceivedData {
  return {
    who: facts.who,
    ask: ask ?? null,
    flags: triage.flags,
    parts: triage.parts.map((part, index) => ({
      n: index + 1,
      category: part.category,
      services: part.services,
      becomes:
        part.category === 'concern'
          ? becomesProcedure(facts.who, facts.speaking_for, part.services)
          : null,
    })),
    source,
    ...(facts.child_known === undefined ? {} : { childKnown: facts.child_known }),
  }
}
