import { and, count, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { type DeskActor, noteDeskAct } from '#api/history/desk-acts.ts'
import type { Store, Write } from '#api/store/store.ts'
import {
  deskDrafts,
  formDrafts,
  grants,
  officers,
  passkeys,
  sessions,
  signInLinks,
} from '#api/store/tables.ts'
import type { Instant } from '#schema/dates.ts'
import { Service } from '#schema/triage/facts.ts'
import { Role } from '#schema/vocabulary.ts'
import { dropCoversOf } from './covers.ts'

/** Someone who works with cases. What they may see is decided in `api/cases/may-read.ts` alone. */
export const Officer = z.strictObject({
  id: z.number().int(),
  email: z.string(),
  name: z.string(),
  roles: z.array(Role).min(1),
  /** What a manager answers for. */
  services: z.array(Service),
  /** The team they are of, as people call it. */
  team: z.string().default(''),
})
export type Officer = z.infer<typeof Officer>

export type NewOfficer = Omit<Officer, 'id' | 'team'> & { readonly team?: string }

const columns = {
  id: officers.id,
  email: officers.email,
  name: officers.name,
  roles: officers.roles,
  services: officers.services,
  team: officers.team,
}

/** `' Ada@Council.example '` → `'ada@council.example'`: one person is one address. */
export function sameAddress(email: string): string {
  return email.trim().toLowerCase()
}

/** The officer with this address; undefined for a stranger and for one who left. */
export async function findOfficer(store: Store, email: string): Promise<Officer | undefined> {
  const [row] = await store.db
    .select(columns)
    .from(officers)
    .where(and(eq(officers.email, sameAddress(email)), isNull(officers.removedAt)))
  return row === undefined ? undefined : Officer.parse(row)
}

/** The officer with this number; undefined for one who left. */
export async function officerById(store: Store, id: number): Promise<Officer | undefined> {
  const [row] = await store.db
    .select(columns)
    .from(officers)
    .where(and(eq(officers.id, id), isNull(officers.removedAt)))
  return row === undefined ? undefined : Officer.parse(row)
}

/** Everyone who may sign in, by address. */
export async function listOfficers(store: Store): Promise<readonly Officer[]> {
  const rows = await store.db
    .select(columns)
    .from(officers)
    .where(isNull(officers.removedAt))
    .orderBy(officers.email)
  return rows.map((row) => Officer.parse(row))
}

/** True until the first officer was ever added: afterwards nobody can make themselves the first. */
export async function hasNoOfficer(store: Store): Promise<boolean> {
  const [row] = await store.db.select({ all: count() }).from(officers)
  return row?.all === 0
}

/** Writes an officer's row; one who is `removedAt` cannot sign in. Without the authenticator of before. */
export function upsertOfficer(
  store: Store,
  who: NewOfficer,
  { at, removedAt }: { readonly at: Instant; readonly removedAt: Instant | null },
): Write {
  const set = {
    name: who.name,
    roles: who.roles,
    services: who.services,
    team: who.team ?? '',
    authenticator: null,
    authenticatorStep: null,
    removedAt,
  }
  return store.db
    .insert(officers)
    .values({ ...set, email: sameAddress(who.email), createdAt: at })
    .onConflictDoUpdate({ target: officers.email, set })
}

function forgetPasskeys(store: Store, officerId: number): Write {
  return store.db.delete(passkeys).where(eq(passkeys.officerId, officerId))
}

/** Ends all sessions of an officer and all links on the way to one. */
export function endEverything(store: Store, officerId: number, at: Instant): Write[] {
  return [
    store.db
      .update(sessions)
      .set({ endedAt: at })
      .where(and(eq(sessions.officerId, officerId), isNull(sessions.endedAt))),
    store.db
      .update(signInLinks)
      .set({ usedAt: at })
      .where(and(eq(signInLinks.officerId, officerId), isNull(signInLinks.usedAt))),
  ]
}

/** A leaver is out at once: sessions, links, passkeys and authenticator end in the same transaction. */
export async function removeOfficer(
  store: Store,
  officer: Officer,
  at: Instant,
  by: DeskActor = 'command',
): Promise<void> {
  await store.write([
    store.db
      .update(officers)
      .set({ removedAt: at, authenticator: null })
      .where(eq(officers.id, officer.id)),
    ...endEverything(store, officer.id, at),
    forgetPasskeys(store, officer.id),
    // Whoever comes back later reads nothing that they were named to before.
    store.db.delete(grants).where(eq(grants.officerId, officer.id)),
    dropCoversOf(store, officer.id),
    // Nobody else sees what they began to write.
    store.db.delete(formDrafts).where(eq(formDrafts.officerId, officer.id)),
    store.db.delete(deskDrafts).where(eq(deskDrafts.officerId, officer.id)),
    noteDeskAct(store, at, { kind: 'person-removed', by, about: officer.id }),
  ])
}

/**
 * For a lost telephone: forgets the authenticator and the passkeys, which may be on it too, so that the next
 * sign-in sets up a new one.
 */
export async function resetOfficer(
  store: Store,
  officer: Officer,
  at: Instant,
  by: DeskActor = 'command',
): Promise<void> {
  await store.write([
    store.db
      .update(officers)
      .set({ authenticator: null, authenticatorStep: null })
      .where(eq(officers.id, officer.id)),
    ...endEverything(store, officer.id, at),
    forgetPasskeys(store, officer.id),
    noteDeskAct(store, at, { kind: 'person-reset', by, about: officer.id }),
  ])
}
