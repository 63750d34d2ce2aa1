import { and, desc, eq, or } from 'drizzle-orm'
import { z } from 'zod'
import type { Store } from '#api/store/store.ts'
import { deskActs } from '#api/store/tables.ts'
import { Instant } from '#schema/dates.ts'
import { DeskActKind } from '#schema/desk/desk-acts.ts'
import { Role } from '#schema/vocabulary.ts'
import { namesOf } from './names.ts'

/** Something that was done to somebody's place at the desk, or their signing in. */
export type PersonAct = {
  readonly at: Instant
  readonly kind: DeskActKind
  /** Who did it: somebody by name, a command on the machine, or the council's own sign-in. */
  readonly by: { readonly name: string } | 'command' | 'council'
  /** The roles that were given with it. */
  readonly roles: readonly Role[]
}

const MOST_SHOWN = 20
const Kept = z.object({
  at: Instant,
  kind: DeskActKind,
  by: z.string(),
  data: z.looseObject({ roles: z.string().default('') }),
})

/** The last twenty things that the history has of somebody's place at the desk, the newest first. Of cases there is nothing. */
export async function historyOfPerson(
  store: Store,
  officerId: number,
): Promise<readonly PersonAct[]> {
  const isTheirs = eq(deskActs.about, officerId)
  const isSigningIn = and(eq(deskActs.by, `officer:${officerId}`), eq(deskActs.kind, 'signed-in'))
  const rows = await store.db
    .select()
    .from(deskActs)
    .where(or(isTheirs, isSigningIn))
    .orderBy(desc(deskActs.seq))
    .limit(MOST_SHOWN)
  const acts = rows.map((row) => Kept.parse(row))
  const numbers = acts.flatMap(({ by }) => officerNumber(by) ?? [])
  const names = await namesOf(store, numbers)
  return acts.map(({ at, kind, by, data }) => ({
    at,
    kind,
    by:
      by === 'command' || by === 'council' ? by : { name: names.get(officerNumber(by) ?? 0) ?? '' },
    roles: Role.options.filter((role) => data.roles.split(' ').includes(role)),
  }))
}

/** `officer:7` → 7 */
function officerNumber(by: string): number | undefined {
  const [, number] = /^officer:(\d+)$/.exec(by) ?? []
  return number === undefined ? undefined : Number(number)
}
