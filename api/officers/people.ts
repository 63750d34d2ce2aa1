import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { readEvents } from '#api/cases/events.ts'
import { readableCase } from '#api/cases/may-read.ts'
import { assignedAs } from '#api/cases/owners.ts'
import { type Saving, saveEvents } from '#api/cases/save-events.ts'
import { type DeskActor, noteDeskAct } from '#api/history/desk-acts.ts'
import type { Store } from '#api/store/store.ts'
import { inbox, officers, sessions } from '#api/store/tables.ts'
import { By, CaseEvent } from '#schema/case/case.ts'
import { type Instant, later, localDateOf } from '#schema/dates.ts'
import { type Refusal, refuse } from '#schema/errors.ts'
import type { NameLists } from '#schema/names.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import { Service } from '#schema/triage/facts.ts'
import { Role } from '#schema/vocabulary.ts'
import { renameOfficer } from './admit.ts'
import { listOfficers, type Officer, officerById, removeOfficer } from './officers.ts'
import { IDLE_MINUTES } from './sessions.ts'

/** What an administrator may say of somebody. Services only mean something for a manager. */
export const PersonForm = z.strictObject({
  name: z.string().trim().min(1).max(100),
  team: z.string().trim().max(100).default(''),
  roles: z.array(Role).min(1),
  services: z.array(Service).default([]),
})
export type PersonForm = z.infer<typeof PersonForm>

/** One of the desk, as an administrator sees them. */
export type Person = Officer & {
  /** Sessions that are open now. */
  readonly sessions: number
  readonly hasAuthenticator: boolean
}

/** Everybody of the desk, by address. */
export async function listPeople(store: Store, at: Instant): Promise<readonly Person[]> {
  const everybody = await listOfficers(store)
  const open = await store.db
    .select({ officerId: sessions.officerId })
    .from(sessions)
    .where(
      and(
        eq(sessions.strength, 'full'),
        isNull(sessions.endedAt),
        gt(sessions.seenAt, later(at, -IDLE_MINUTES)),
      ),
    )
  const rows = await store.db
    .select({ id: officers.id, authenticator: officers.authenticator })
    .from(officers)
  const setUp = new Set(rows.flatMap(({ id, authenticator }) => (authenticator ? [id] : [])))
  return everybody.map((officer) => ({
    ...officer,
    sessions: open.filter(({ officerId }) => officerId === officer.id).length,
    hasAuthenticator: setUp.has(officer.id),
  }))
}

/**
 * Changes somebody's name, team, roles and services. Refuses to leave the desk without an administrator. By
 * another name they are kept out of whatever names them so.
 */
export async function changePerson(
  saving: Saving,
  officer: Officer,
  to: PersonForm,
  { names, by }: { readonly names: NameLists; readonly by: DeskActor },
): Promise<{ readonly ok: true } | Refusal> {
  const { store } = saving
  if (!to.roles.includes('admin') && (await isLastAdmin(store, officer))) return lastAdmin()
  const { name, team, roles, services } = to
  if (name !== officer.name || team !== officer.team) {
    await renameOfficer(saving, officer, { name, team }, names)
  }
  await store.write([
    store.db
      .update(officers)
      .set({ roles, services: roles.includes('manager') ? services : [] })
      .where(eq(officers.id, officer.id)),
    noteDeskAct(store, saving.at, {
      kind: 'person-changed',
      by,
      about: officer.id,
      data: {
        before: officer.roles.join(' '),
        roles: roles.join(' '),
        services: services.join(' '),
      },
    }),
  ])
  return { ok: true }
}

/**
 * Takes somebody off the desk at once. Their open cases go to `heir`, as far as they may see them, else to
 * nobody: what is nobody's stands on everybody's first page. Refuses to take off whoever asks for it.
 */
export async function takeLeave(
  saving: Saving,
  leaver: Officer,
  { heir, by }: { readonly heir: Officer | undefined; readonly by: Officer },
): Promise<{ readonly ok: true } | Refusal> {
  const { store, at } = saving
  if (await isLastAdmin(store, leaver)) return lastAdmin()
  if (leaver.id === by.id) return refuse('invalid-fields', [{ field: 'heir', code: 'yourself' }])
  await removeOfficer(store, leaver, at, by.id)
  const rows = await store.db
    .select({ caseId: inbox.caseId, reference: inbox.reference })
    .from(inbox)
    .where(and(eq(inbox.assignedTo, leaver.id), eq(inbox.open, 1)))
    .orderBy(asc(inbox.caseId))
  for (const { caseId, reference } of rows) await passOn(saving, { caseId, reference }, heir, by)
  return { ok: true }
}

const ATTEMPTS = 5

async function passOn(
  saving: Saving,
  { caseId, reference }: { readonly caseId: number; readonly reference: string },
  heir: Officer | undefined,
  by: Officer,
): Promise<void> {
  const { store, at } = saving
  const on = localDateOf(at)
  const isSeen = heir && (await readableCase(store, heir, reference, on)) !== undefined
  const data = isSeen
    ? { officer: By.parse(`officer:${heir.id}`), as: assignedAs(heir) }
    : { officer: null }
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const kept = await readEvents(store, caseId)
    const event = CaseEvent.parse({ kind: 'assigned', at, on, by: `officer:${by.id}`, data })
    if (
      !mayFollow(
        kept.map((each) => each.event),
        event,
      ).ok
    )
      return
    const saved = await saveEvents(
      saving,
      { caseId, key: undefined, kept },
      { events: [{ event }] },
    )
    if (saved.ok) return
  }
}

/** Whether nobody else manages the desk. */
export async function isLastAdmin(store: Store, officer: Officer): Promise<boolean> {
  if (!officer.roles.includes('admin')) return false
  const admins = (await listOfficers(store)).filter(({ roles }) => roles.includes('admin'))
  return admins.every(({ id }) => id === officer.id)
}

function lastAdmin(): Refusal {
  return refuse('invalid-fields', [{ field: 'roles', code: 'last-admin' }])
}

/** Whose number stands in an address; undefined for one that is nobody's. */
export async function personOf(store: Store, typed: string): Promise<Officer | undefined> {
  return /^\d{1,9}$/.test(typed) ? officerById(store, Number(typed)) : undefined
}
