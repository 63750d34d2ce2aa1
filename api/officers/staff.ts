import { isNull } from 'drizzle-orm'
import type { Store, Write } from '#api/store/store.ts'
import { officerList, officers } from '#api/store/tables.ts'
import type { Profile } from '#schema/authority/profile.ts'
import { namesOfSameTeam, namesOfTeam } from '#schema/authority/teams.ts'
import type { NameLists } from '#schema/names.ts'
import { createNameReader, type NameReader } from '#schema/rules/named/name-reader.ts'
import { Officer } from './officers.ts'

/** Everybody at the desk of one authority at one moment, and who of them a text names. */
export type Staff = {
  readonly version: number
  readonly officers: readonly Officer[]
  readonly whoIsNamed: NameReader
}

const kept = new WeakMap<Store, Staff>()

/** The staff of an authority. Read anew when somebody came, left or changed their name. */
export async function staffOf(store: Store, profile: Profile, names: NameLists): Promise<Staff> {
  const [row] = await store.db.select({ version: officerList.version }).from(officerList)
  if (row === undefined) throw new Error('the list of officers has no version')
  const known = kept.get(store)
  if (known?.version === row.version) return known
  // Read after the version: what came in between makes whoever relies on this one try again.
  const rows = await store.db.select().from(officers).where(isNull(officers.removedAt))
  const staff = {
    version: row.version,
    officers: rows.map(({ id, email, name, roles, services, team }) =>
      Officer.parse({ id, email, name, roles, services, team }),
    ),
    whoIsNamed: createNameReader(
      rows.map(({ id, name, email, team, services }) => ({
        id,
        name,
        email,
        team,
        teamAlso: namesOfSameTeam(profile, team),
        answersFor: teamsOf(profile, Officer.shape.services.parse(services)),
      })),
      names,
    ),
  }
  kept.set(store, staff)
  return staff
}

/** The teams of a profile that a manager of these services answers for, by every name that people call them. */
function teamsOf(profile: Profile, services: Officer['services']): readonly string[] {
  return profile.services
    .filter(({ topics }) => topics.some((topic) => services.includes(topic)))
    .flatMap(namesOfTeam)
}

/**
 * Refuses the batch it stands in when the staff is no longer the one that was looked at: the row of this
 * list is there already, so that a second one cannot be.
 */
export function onlyForStaff({ version }: Staff): Write {
  return {
    sql: 'insert into officer_list select 1, 0 where (select version from officer_list) <> ?',
    args: [version],
  }
}
