import { desc, eq, sql } from 'drizzle-orm'
import { noteDeskActIf } from '#api/history/desk-acts.ts'
import { namesOf } from '#api/officers/names.ts'
import type { Officer } from '#api/officers/officers.ts'
import type { Store } from '#api/store/store.ts'
import { profileVersions } from '#api/store/tables.ts'
import { LocalDetails, withDetails } from '#schema/authority/local-details.ts'
import type { AuthorityService, Profile } from '#schema/authority/profile.ts'
import { teamChanges } from '#schema/authority/teams.ts'
import { Instant } from '#schema/dates.ts'
import { type Refusal, refuse } from '#schema/errors.ts'

type Current = { readonly version: number; readonly details: LocalDetails }

/** The newest details of each authority, as this process knows them. */
const current = new WeakMap<Store, Current>()
const merged = new WeakMap<Current, Profile>()

/** Reads what was last saved: at start, and now and then where other processes serve the same data. */
export async function readDetails(store: Store): Promise<void> {
  const [row] = await store.db
    .select()
    .from(profileVersions)
    .orderBy(desc(profileVersions.id))
    .limit(1)
  if (row === undefined || current.get(store)?.version === row.id) return
  current.set(store, { version: row.id, details: opened(store, row.sealed) })
}

/** The profile as it holds now: that of the content, with what was changed at the desk. */
export function profileNow(store: Store, profile: Profile): Profile {
  const now = current.get(store)
  if (now === undefined) return profile
  const ready = merged.get(now)
  if (ready !== undefined) return ready
  const made = withDetails(profile, now.details)
  merged.set(now, made)
  return made
}

/** Which saving holds; 0 while the content's own does. */
export function versionNow(store: Store): number {
  return current.get(store)?.version ?? 0
}

/** One saving, as the page lists it. */
export type DetailsVersion = {
  readonly id: number
  readonly at: Instant
  /** Undefined for somebody whose name is gone. */
  readonly by: string | undefined
  readonly details: LocalDetails
}

/** Everything that was saved, the newest first. */
export async function detailsVersions(store: Store): Promise<readonly DetailsVersion[]> {
  const rows = await store.db.select().from(profileVersions).orderBy(desc(profileVersions.id))
  const names = await namesOf(
    store,
    rows.map(({ officerId }) => officerId),
  )
  return rows.map(({ id, at, officerId, sealed }) => ({
    id,
    at: Instant.parse(at),
    by: names.get(officerId),
    details: opened(store, sealed),
  }))
}

/**
 * Saves details, which hold at once. Refuses as out of date when somebody else saved since `seen`. Who is named by a
 * text depends on the teams: the list of officers counts as changed.
 */
export async function saveDetails(
  store: Store,
  officer: Officer,
  saving: {
    readonly details: LocalDetails
    /** The teams as they were before: the history says which were added, renamed or closed. */
    readonly teams: readonly AuthorityService[]
    readonly seen: number
    readonly at: Instant
  },
): Promise<{ readonly ok: true } | Refusal> {
  const sealed = store.keys.own.seal(JSON.stringify(LocalDetails.parse(saving.details)))
  const isSeen = sql`(select coalesce(max(id), 0) from profile_versions) = ${saving.seen}`
  const row = sql`select null, ${officer.id}, ${saving.at}, ${sealed} where ${isSeen}`
  const data = { after: saving.seen, ...teamChanges(saving.teams, saving.details.services) }
  const act = { kind: 'details-changed', by: officer.id, data } as const
  const [, saved] = await store.write([
    noteDeskActIf(store, saving.at, act, isSeen),
    store.db.insert(profileVersions).select(row),
    { sql: 'update officer_list set version = version + 1', args: [] },
  ])
  if ((saved?.rowsAffected ?? 0) === 0) return refuse('out-of-date')
  await readDetails(store)
  return { ok: true }
}

/** The details of one saving; undefined when there is none of this number. */
export async function detailsOfVersion(
  store: Store,
  id: number,
): Promise<LocalDetails | undefined> {
  const [row] = await store.db.select().from(profileVersions).where(eq(profileVersions.id, id))
  return row === undefined ? undefined : opened(store, row.sealed)
}

function opened(store: Store, sealed: Buffer): LocalDetails {
  return LocalDetails.parse(JSON.parse(store.keys.own.open(sealed).toString()))
}
