import { and, eq, type SQL, sql } from 'drizzle-orm'
import { sameAddress } from '#api/officers/officers.ts'
import type { Store, Write } from '#api/store/store.ts'
import { exclusions } from '#api/store/tables.ts'
import type { By, CaseEvent, KeptOutBecause } from '#schema/case/case.ts'
import { type Instant, localDateOf } from '#schema/dates.ts'

/** Who is to be kept out of a case, by officer, and why. */
export type KeepingOut = ReadonlyMap<number, KeptOutBecause>

/** A day that no grant outlives: until somebody ends it. */
const FOR_GOOD = '9999-12-31'

/** What the history of the case says of it. */
export function keptOutEvents(keepingOut: KeepingOut, at: Instant): readonly CaseEvent[] {
  return [...keepingOut].map(([id, because]) => ({
    kind: 'excluded',
    at,
    on: localDateOf(at),
    by: 'earshot',
    data: { officer: `officer:${id}`, because },
  }))
}

/** `officer:7` → `7`. Throws for whoever is no officer. */
export function officerIdOf(by: By): number {
  const id = Number(by.replace(/^officer:/, ''))
  if (!Number.isSafeInteger(id)) throw new Error('not an officer')
  return id
}

/** The table that `mayRead` looks at says what the events say. Nothing unless `onlyWhile` holds. */
export function exclusionWrites(
  store: Store,
  caseId: number,
  event: CaseEvent,
  onlyWhile: SQL = sql`true`,
): Write[] {
  if (event.kind === 'excluded') {
    const row = sql`select ${caseId}, ${officerIdOf(event.data.officer)} where ${onlyWhile}`
    return [store.db.insert(exclusions).select(row).onConflictDoNothing()]
  }
  if (event.kind === 'exclusion-lifted') {
    const isThis = and(
      eq(exclusions.caseId, caseId),
      eq(exclusions.officerId, officerIdOf(event.data.officer)),
    )
    return [store.db.delete(exclusions).where(and(isThis, onlyWhile))]
  }
  return []
}

/**
 * The fallback reader is somebody who signs in as a manager of no service, and so reads what they are given
 * and nothing else. Known already, they keep what they are.
 */
export function keepFallbackReader(address: string, at: Instant): Write {
  const email = sameAddress(address)
  const [name = email] = email.split('@')
  return {
    sql: `insert into officers (email, name, roles, services, team, created_at)
      values (?, ?, '["manager"]', '[]', '', ?)
      on conflict (email) do update set
        roles = case
          when removed_at is not null then '["manager"]'
          when exists (select 1 from json_each(roles) where value in ('officer', 'manager')) then roles
          else json_insert(roles, '$[#]', 'manager') end,
        services = case when removed_at is null then services else '[]' end,
        removed_at = null`,
    args: [email, name, at],
  }
}

/** Gives a case that nobody else may answer to the fallback reader. */
export function handToFallback(given: {
  readonly caseId: number
  readonly email: string
  readonly at: Instant
}): Write[] {
  return [
    keepFallbackReader(given.email, given.at),
    {
      sql: `insert into grants (case_id, officer_id, until)
        select ?, id, '${FOR_GOOD}' from officers where email = ?
        on conflict (case_id, officer_id) do update set until = excluded.until`,
      args: [given.caseId, sameAddress(given.email)],
    },
  ]
}
