import { eq } from 'drizzle-orm'
import type { Saving } from '#api/cases/save-events.ts'
import { type DeskActor, noteDeskAct } from '#api/history/desk-acts.ts'
import { officers } from '#api/store/tables.ts'
import type { NameLists } from '#schema/names.ts'
import { keepOutOfCases, lookingFor } from './keep-out-of-cases.ts'
import { type NewOfficer, type Officer, sameAddress, upsertOfficer } from './officers.ts'

/**
 * Adds an officer, or brings back one who left: with new roles, without the old authenticator, and kept out
 * of every case that names them before they can sign in. Takes about a second for a thousand cases.
 */
export async function admitOfficer(
  saving: Saving,
  who: NewOfficer,
  names: NameLists,
  by: DeskActor = 'command',
): Promise<Officer> {
  const { store, at } = saving
  const email = sameAddress(who.email)
  await store.write([upsertOfficer(store, who, { at, removedAt: at })])
  const [row] = await store.db
    .select({ id: officers.id })
    .from(officers)
    .where(eq(officers.email, email))
  if (row === undefined) throw new Error('an officer who was just added is not there')
  const officer: Officer = { team: '', ...who, id: row.id, email }
  const looking = lookingFor(saving, officer, names)
  const seen = await keepOutOfCases(saving, looking)
  await store.write([
    store.db.update(officers).set({ removedAt: null }).where(eq(officers.id, row.id)),
    noteDeskAct(store, at, {
      kind: 'person-added',
      by,
      about: officer.id,
      data: { roles: officer.roles.join(' ') },
    }),
  ])
  // What came in meanwhile; what comes in from now on is matched with them at receipt.
  await keepOutOfCases(saving, looking, seen)
  return officer
}

/** Gives an officer another name or team, and keeps them out of the cases that name them by it. */
export async function renameOfficer(
  saving: Saving,
  officer: Officer,
  to: Pick<Officer, 'name' | 'team'>,
  names: NameLists,
): Promise<void> {
  const { store } = saving
  const looking = lookingFor(saving, { ...officer, ...to }, names, officer)
  const seen = await keepOutOfCases(saving, looking)
  await store.write([
    store.db
      .update(officers)
      .set({ name: to.name, team: to.team })
      .where(eq(officers.id, officer.id)),
  ])
  await keepOutOfCases(saving, looking, seen)
}
