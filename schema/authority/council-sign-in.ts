import { z } from 'zod'
import { Role } from '../vocabulary.ts'

/** Whoever is in this group at the council's own sign-in has this role, here or at every authority served. */
export const GroupRole = z.strictObject({
  group: z.string().min(1),
  role: Role,
  /** The authority's slug; undefined: each one that is served. */
  authority: z.string().optional(),
})
export type GroupRole = z.infer<typeof GroupRole>

const ENTRY = /^(?:([a-z0-9-]+)\/)?([a-z]+)\s*=\s*(.+)$/

/**
 * `officer=Complaints team; coventry/admin=Desk admins` as a list; undefined when an entry is not of this form
 * or names no role of ours.
 */
export function readGroupRoles(text: string): readonly GroupRole[] | undefined {
  const entries = text.split(';').map((entry) => entry.trim())
  const read = entries
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [, authority, role, group] = ENTRY.exec(entry) ?? []
      return GroupRole.safeParse({ role, group, ...(authority === undefined ? {} : { authority }) })
    })
  return read.every(({ success }) => success) ? read.flatMap(({ data }) => data ?? []) : undefined
}

/** The roles that these groups give at an authority; none for whoever is in no such group. */
export function rolesOfGroups(
  map: readonly GroupRole[],
  groups: readonly string[],
  authority: string,
): readonly Role[] {
  const given = map
    .filter((entry) => entry.authority === undefined || entry.authority === authority)
    .filter(({ group }) => groups.includes(group))
    .map(({ role }) => role)
  return [...new Set(given)]
}
