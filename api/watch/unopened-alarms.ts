import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Served } from '#api/http/context.ts'
import type { Store } from '#api/store/store.ts'
import { inbox } from '#api/store/tables.ts'
import type { Instant } from '#schema/dates.ts'

/** When a worry about safety came in last. What an officer flags is none: they have the case open. */
const RAISED_AT = sql<string>`(select max(events.at) from events where events.case_id = ${inbox.caseId}
  and (events.kind = 'received' or (events.kind = 'flagged' and events.by not like 'officer:%')))`

/**
 * Urgent cases that nobody has opened since they came in or were last flagged. There are never many. `readable`
 * narrows them to those that somebody may see.
 */
export function unopenedAlarms(store: Store, readable?: SQL) {
  return store.db
    .select({ caseId: inbox.caseId, reference: inbox.reference, raisedAt: RAISED_AT })
    .from(inbox)
    .where(
      and(
        eq(inbox.open, 1),
        // Both, and said so that the index leads on to what is urgent.
        inArray(inbox.setApart, [0, 1]),
        eq(inbox.urgent, 1),
        sql`not exists (select 1 from reads where reads.case_id = ${inbox.caseId}
          and reads.at >= ${RAISED_AT})`,
        readable,
      ),
    )
    .orderBy(asc(inbox.caseId))
}

/** Those of them that have waited for longer than the authority promises. */
export async function lateAlarms({ store, profile }: Served, at: Instant, readable?: SQL) {
  const promisedMs = profile.urgent.withinMinutes * 60_000
  const unopened = await unopenedAlarms(store, readable)
  return unopened.filter(({ raisedAt }) => Date.parse(raisedAt) + promisedMs < Date.parse(at))
}
