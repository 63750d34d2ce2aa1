import { and, eq, gte } from 'drizzle-orm'
import type { Served } from '#api/http/context.ts'
import { staffOf } from '#api/officers/staff.ts'
import { exclusions, grants, parts } from '#api/store/tables.ts'
import type { LocalDate } from '#schema/dates.ts'
import type { NameLists } from '#schema/names.ts'
import { Service } from '#schema/triage/facts.ts'
import { type Knowing, knowingOf } from './who-to-tell.ts'

/** Who may know of a case that is kept already. `more`: who is about to be kept out of it besides. */
export async function knowingOfCase(
  { store, profile }: Served,
  names: NameLists,
  about: { readonly caseId: number; readonly today: LocalDate; readonly more?: Iterable<number> },
): Promise<Knowing> {
  const { caseId, today, more = [] } = about
  const staff = await staffOf(store, profile, names)
  const out = await store.db.select().from(exclusions).where(eq(exclusions.caseId, caseId))
  const named = await store.db
    .select()
    .from(grants)
    .where(and(eq(grants.caseId, caseId), gte(grants.until, today)))
  const rows = await store.db.select().from(parts).where(eq(parts.caseId, caseId))
  return knowingOf(staff.officers, {
    keptOut: new Set([...out.map(({ officerId }) => officerId), ...more]),
    services: rows.flatMap(({ services }) => Service.array().parse(services)),
    named: new Set(named.map(({ officerId }) => officerId)),
  })
}
