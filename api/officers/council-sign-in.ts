import { eq } from 'drizzle-orm'
import type { Saving } from '#api/cases/save-events.ts'
import type { Store } from '#api/store/store.ts'
import { officers } from '#api/store/tables.ts'
import { type Refusal, refuse } from '#schema/errors.ts'
import type { NameLists } from '#schema/names.ts'
import { Role } from '#schema/vocabulary.ts'
import { admitOfficer } from './admit.ts'
import type { CouncilPerson } from './council.ts'
import { findOfficer, type Officer, officerById, removeOfficer, sameAddress } from './officers.ts'
import { changePerson, isLastAdmin } from './people.ts'
import { startSession } from './sessions.ts'

/**
 * Signs in whoever the council's own sign-in says somebody is. They are known by its number for them from the
 * first time on, by their address before. Where groups give roles: whoever has none is off the desk at once,
 * and whoever is new is let in. Nobody whom an administrator took off the desk comes back by themselves.
 */
export async function signInFromCouncil(
  saving: Saving,
  person: CouncilPerson,
  names: NameLists,
): Promise<{ readonly ok: true; readonly cookie: string; readonly officerId: number } | Refusal> {
  const { store, at } = saving
  const known = await knownAs(store, person)
  if (known === 'left' || known === 'somebody-else') return nobody()
  if (person.roles?.length === 0) {
    if (known?.isBound === true) await leave(saving, known.officer)
    return nobody()
  }
  if (known === undefined && person.roles === undefined) return nobody()
  const officer = known?.officer ?? (await admit(saving, person, names))
  if (known !== undefined && person.roles !== undefined) {
    await giveRoles(saving, known.officer, person.roles, names)
  }
  const { cookie, writes } = startSession(store, officer.id, 'council', at)
  await store.write([
    store.db
      .update(officers)
      .set({ oidcSubject: person.subject })
      .where(eq(officers.id, officer.id)),
    ...writes,
  ])
  return { ok: true, cookie, officerId: officer.id }
}

type Known = { readonly officer: Officer; readonly isBound: boolean }

/** Who of the desk it is; `somebody-else` has the address of one who is known by another number. */
async function knownAs(
  store: Store,
  person: CouncilPerson,
): Promise<Known | 'left' | 'somebody-else' | undefined> {
  const bySubject = await rowWhere(store, eq(officers.oidcSubject, person.subject))
  if (bySubject !== undefined) {
    const officer = await officerById(store, bySubject.id)
    return officer === undefined ? 'left' : { officer, isBound: true }
  }
  const byAddress = await rowWhere(store, eq(officers.email, sameAddress(person.email)))
  if (byAddress === undefined) return undefined
  if (byAddress.subject !== null) return 'somebody-else'
  const officer = await findOfficer(store, person.email)
  return officer === undefined ? 'left' : { officer, isBound: false }
}

async function rowWhere(store: Store, which: ReturnType<typeof eq>) {
  const [row] = await store.db
    .select({ id: officers.id, subject: officers.oidcSubject })
    .from(officers)
    .where(which)
  return row
}

function admit(saving: Saving, person: CouncilPerson, names: NameLists): Promise<Officer> {
  const [ownPart = person.email] = person.email.split('@')
  const who = {
    email: person.email,
    name: person.name ?? ownPart,
    roles: [...(person.roles ?? [])],
    services: [],
  }
  return admitOfficer(saving, who, names, 'council')
}

/** Groups say the roles, name and services stay as the desk has them. The last administrator stays one. */
async function giveRoles(
  saving: Saving,
  officer: Officer,
  roles: readonly Role[],
  names: NameLists,
): Promise<void> {
  const isSame =
    roles.length === officer.roles.length && roles.every((r) => officer.roles.includes(r))
  if (isSame) return
  const { name, team, services } = officer
  const to = { name, team, services, roles: [...roles] }
  const changed = await changePerson(saving, officer, to, { names, by: 'council' })
  if (changed.ok) return
  const withAdmin = { ...to, roles: Role.options.filter((r) => r === 'admin' || roles.includes(r)) }
  await changePerson(saving, officer, withAdmin, { names, by: 'council' })
}

async function leave(saving: Saving, officer: Officer): Promise<void> {
  if (await isLastAdmin(saving.store, officer)) return
  await removeOfficer(saving.store, officer, saving.at, 'council')
}

/** The same for everybody who gets nothing, whatever the reason. */
function nobody(): Refusal {
  return refuse('not-allowed', [{ field: 'council', code: 'nobody' }])
}
