import { readEvents } from '#api/cases/events.ts'
import { keptOutEvents } from '#api/cases/keep-out.ts'
import { type Saving, saveEvents } from '#api/cases/save-events.ts'
import { saidInCases } from '#api/cases/words-of-cases.ts'
import type { Officer } from '#api/officers/officers.ts'
import type { Profile } from '#schema/authority/profile.ts'
import { namesOfSameTeam } from '#schema/authority/teams.ts'
import type { NameLists } from '#schema/names.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import {
  createNameReader,
  type HowNamed,
  type NameReader,
} from '#schema/rules/named/name-reader.ts'

const ATTEMPTS = 5

/** Whom to look for in the cases, and by which of their names. */
type LookingFor = {
  readonly officerId: number
  readonly reads: NameReader
  /** How they were read before: whoever was let in again then is not kept out once more for the same name. */
  readonly readBefore: NameReader | undefined
}

/** Looks for somebody by their names as they are, and with `before` for what they were called until now. */
export function lookingFor(
  { profile }: Pick<Saving, 'profile'>,
  officer: Officer,
  names: NameLists,
  before?: Officer,
): LookingFor {
  return {
    officerId: officer.id,
    reads: readerOf(profile, officer, names),
    readBefore: before && readerOf(profile, before, names),
  }
}

function readerOf(
  profile: Profile,
  { id, name, email, team }: Officer,
  names: NameLists,
): NameReader {
  const teamAlso = namesOfSameTeam(profile, team)
  return createNameReader([{ id, name, email, team, teamAlso, answersFor: [] }], names)
}

/**
 * Keeps somebody who comes to the desk, or has another name now, out of every case that names them. `seen`
 * are the cases that were looked at already; answers all of them. Do it before they can sign in.
 */
export async function keepOutOfCases(
  saving: Saving,
  looking: LookingFor,
  seen: ReadonlySet<number> = new Set(),
): Promise<ReadonlySet<number>> {
  const all = new Set(seen)
  for await (const page of saidInCases(saving.store)) {
    for (const { caseId, said } of page) {
      if (seen.has(caseId)) continue
      all.add(caseId)
      const how = looking.reads(said).get(looking.officerId)
      const isOld = looking.readBefore?.(said).has(looking.officerId) === true
      if (how !== undefined && !isOld) await keepOut(saving, caseId, how, looking)
    }
  }
  return all
}

/** Once for each time that something else happens to the case meanwhile. */
async function keepOut(
  saving: Saving,
  caseId: number,
  how: HowNamed,
  { officerId, readBefore }: LookingFor,
): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const kept = await readEvents(saving.store, caseId)
    const before = kept.map(({ event }) => event)
    const [event] = keptOutEvents(new Map([[officerId, how]]), saving.at)
    if (event === undefined || !mayFollow(before, event).ok) return
    const wasLetIn = before.some(
      ({ kind, data }) =>
        kind === 'exclusion-lifted' && 'officer' in data && data.officer === `officer:${officerId}`,
    )
    if (wasLetIn && readBefore === undefined) return
    const saved = await saveEvents(
      saving,
      { caseId, key: undefined, kept },
      { events: [{ event }] },
    )
    if (saved.ok) return
  }
  throw new Error('a case changed without end while somebody was to be kept out of it')
}
