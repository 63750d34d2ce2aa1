import { and, eq, gte, inArray, notExists, or, type SQL, sql } from 'drizzle-orm'
import { QueryBuilder } from 'drizzle-orm/sqlite-core'
import type { Officer } from '#api/officers/officers.ts'
import type { Store } from '#api/store/store.ts'
import { exclusions, grants, inbox, parts } from '#api/store/tables.ts'
import type { LocalDate } from '#schema/dates.ts'
import { assertNever } from '#schema/errors.ts'
import type { Role } from '#schema/vocabulary.ts'

const NOBODY = sql`0`
const EVERYONE = sql`1`
const query = new QueryBuilder()

/**
 * Who may see a case: the one answer behind every query, list, count and export of the desk. Put it into
 * the `where` of a query over `inbox`, which has one row a case. An exclusion beats every role.
 */
export function mayRead(officer: Officer, today: LocalDate): SQL {
  const excluded = query
    .select({ one: sql`1` })
    .from(exclusions)
    .where(and(eq(exclusions.caseId, inbox.caseId), eq(exclusions.officerId, officer.id)))
  const reached = officer.roles.map((role) => reach(role, officer))
  return (
    and(notExists(excluded), or(granted(officer, today), covered(officer, today), ...reached)) ??
    NOBODY
  )
}

/**
 * Which cases a role reaches, besides those that are named to somebody. An administrator manages the desk
 * and reads nothing of it.
 */
function reach(role: Role, officer: Officer): SQL {
  switch (role) {
    case 'officer':
      return EVERYONE
    case 'manager':
      return ofServices(officer)
    case 'duty':
      return eq(inbox.urgent, 1)
    case 'investigator':
    case 'independent':
    case 'reviewer':
    case 'admin':
      return NOBODY
    default:
      return assertNever(role)
  }
}

/** The cases with a part about one of the manager's services. */
function ofServices(officer: Officer): SQL {
  if (officer.services.length === 0) return NOBODY
  const services = sql.join(
    officer.services.map((service) => sql`${service}`),
    sql`, `,
  )
  return sql`exists (select 1 from ${parts}, json_each(${parts.services}) as service
    where ${parts.caseId} = ${inbox.caseId} and service.value in (${services}))`
}

/** The cases named to somebody, up to and on the last day. */
function granted(officer: Officer, today: LocalDate): SQL {
  const named = query
    .select({ caseId: grants.caseId })
    .from(grants)
    .where(and(eq(grants.officerId, officer.id), gte(grants.until, today)))
  return inArray(inbox.caseId, named)
}

/**
 * What somebody on leave reaches, for whoever stands in for them up to and on the last day. Of the duties of
 * an administrator or a reviewer nothing is covered: they read no case.
 */
function covered(officer: Officer, today: LocalDate): SQL {
  return sql`exists (select 1 from covers as cover
    join officers as away on away.id = cover.for_officer_id and away.removed_at is null
    where cover.officer_id = ${officer.id} and cover."from" <= ${today} and cover.until >= ${today}
      and not exists (select 1 from exclusions as x
        where x.case_id = ${inbox.caseId} and x.officer_id = away.id)
      and (exists (select 1 from json_each(away.roles) where value = 'officer')
        or (${inbox.urgent} = 1 and exists (select 1 from json_each(away.roles) where value = 'duty'))
        or exists (select 1 from grants as g
          where g.case_id = ${inbox.caseId} and g.officer_id = away.id and g.until >= ${today})
        or (exists (select 1 from json_each(away.roles) where value = 'manager')
          and exists (select 1 from parts as p, json_each(p.services) as s, json_each(away.services) as own
            where p.case_id = ${inbox.caseId} and s.value = own.value))))`
}

/** The number of the case with this reference, if there is one that this officer may see. */
export async function readableCase(
  store: Store,
  officer: Officer,
  reference: string,
  today: LocalDate,
): Promise<number | undefined> {
  const [row] = await store.db
    .select({ caseId: inbox.caseId })
    .from(inbox)
    .where(and(eq(inbox.reference, reference), mayRead(officer, today)))
  return row?.caseId
}
