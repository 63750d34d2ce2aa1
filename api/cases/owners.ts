import { listOfficers, type Officer } from '#api/officers/officers.ts'
import type { Store } from '#api/store/store.ts'
import type { AssignedAs } from '#schema/case/case.ts'
import type { Role } from '#schema/vocabulary.ts'
import type { OwnerChoice } from './desk.ts'

const WORKING_ROLES: ReadonlySet<Role> = new Set(['officer', 'manager', 'investigator'])

/** Everybody who may be given a case, by name. */
export async function ownersOf(store: Store): Promise<readonly OwnerChoice[]> {
  const officers = await listOfficers(store)
  return officers
    .filter(({ roles }) => roles.some((role) => WORKING_ROLES.has(role)))
    .map(({ id, name }) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
}

/** Which work somebody is given with a case: the first of their roles that has any. */
export function assignedAs({ roles }: Officer): AssignedAs {
  if (roles.includes('officer')) return 'officer'
  return roles.includes('manager') ? 'manager' : 'investigator'
}
