import {
  exclusionWrites,
  handToFallback,
  type KeepingOut,
  keptOutEvents,
} from '#api/cases/keep-out.ts'
import { fallbackOf, isLeftToNobody, type Knowing, knowingOf } from '#api/cases/who-to-tell.ts'
import { onlyForStaff, staffOf } from '#api/officers/staff.ts'
import type { CaseEvent } from '#schema/case/case.ts'
import type { Instant } from '#schema/dates.ts'
import type { Answers } from '#schema/form/submission.ts'
import type { NameLists } from '#schema/names.ts'
import type { Said } from '#schema/rules/named/name-reader.ts'
import type { Service } from '#schema/triage/facts.ts'
import type { Category } from '#schema/vocabulary.ts'
import type { Served } from '../http/context.ts'
import type { Write } from '../store/store.ts'

/** Who is kept out of what has come in, as the transaction that receives it writes it down. */
export type KeptOut = {
  readonly knowing: Knowing
  readonly events: readonly CaseEvent[]
  /** First in the batch: refuses it when the staff is another one by then. */
  readonly guard: Write
  /** After the case is written. */
  readonly writesFor: (caseId: number) => readonly Write[]
}

/**
 * Matches what was said against everybody at the desk, before anybody can read it or hear of it. Whoever is
 * named is out; whoever may be meant is out until somebody else has looked.
 */
export async function keepOutOnReceipt(
  { store, profile }: Served,
  received: {
    readonly answers: Answers
    readonly category: Category
    readonly services: readonly Service[]
    readonly at: Instant
  },
  names: NameLists,
): Promise<KeptOut> {
  const { at, services } = received
  const staff = await staffOf(store, profile, names)
  const keepingOut = staff.whoIsNamed(saidIn(received.answers, received.category))
  const knowing = knowingOf(staff.officers, { keptOut: new Set(keepingOut.keys()), services })
  const fallback = isLeftToNobody(knowing) ? fallbackOf(knowing, profile) : undefined
  const events = keptOutEvents(keepingOut, at)
  return {
    knowing,
    events,
    guard: onlyForStaff(staff),
    writesFor: (caseId) => [
      ...events.flatMap((event) => exclusionWrites(store, caseId, event)),
      ...(fallback === undefined ? [] : handToFallback({ caseId, email: fallback, at })),
    ],
  }
}

/**
 * What a submission says of people, by where it says it. Thanks may reach whoever they are for: there only
 * the one who must not know is kept out.
 */
export function saidIn(answers: Answers, category: Category): Said {
  if (category === 'compliment') return { asked: given([answers.not_tell]), told: [], own: [] }
  const { about_person, not_tell, story, with_child, child, contact, name, asked = [] } = answers
  const written = asked.flatMap(({ answer }) => (typeof answer === 'string' ? [answer] : []))
  return {
    asked: given([about_person, not_tell]),
    told: given([story, with_child, child?.worker, contact?.safe_note, ...written]),
    own: given([name, child?.name]),
  }
}

/** Who is named in what a writer says later: suspects, until somebody else has looked. */
export async function namedInMessage(
  { store, profile }: Served,
  text: string,
  names: NameLists,
): Promise<KeepingOut> {
  const staff = await staffOf(store, profile, names)
  return staff.whoIsNamed({ asked: [], told: [text], own: [] })
}

function given(texts: readonly (string | undefined)[]): readonly string[] {
  return texts.filter((text) => text !== undefined)
}
