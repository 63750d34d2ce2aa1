import { and, asc, eq, gt, like, or, type SQL, sql } from 'drizzle-orm'
import type { Officer } from '#api/officers/officers.ts'
import type { Store } from '#api/store/store.ts'
import { inbox } from '#api/store/tables.ts'
import { LocalDate } from '#schema/dates.ts'
import { type InboxFilter, type InboxPage, InboxRow } from '#schema/desk.ts'
import { type Calendar, workingDaysBetween } from '#schema/rules/working-days.ts'
import { mayRead } from './may-read.ts'

export const ROWS_A_PAGE = 50

type Row = typeof inbox.$inferSelect
type KeptRow = Omit<Row, 'caseId' | 'open' | 'setApart'>

/** The day on which somebody looks. */
export type Day = { readonly today: LocalDate; readonly calendar: Calendar }

/**
 * The open work that an officer may see: urgent first, then by the day it is due. Pages begin after a
 * reference; one that the officer may not see, like one that does not exist, begins at the first page.
 */
export async function listInbox(
  store: Store,
  officer: Officer,
  filter: InboxFilter,
  day: Day,
): Promise<InboxPage> {
  const readable = mayRead(officer, day.today)
  const wanted = and(readable, ...conditionsOf(filter))
  const last = await rowOf(store, readable, filter.after)
  const urgent = last?.urgent === 0 ? [] : await take(store, and(wanted, eq(inbox.urgent, 1)), last)
  const after = last?.urgent === 0 ? last : undefined
  const others =
    urgent.length > ROWS_A_PAGE ? [] : await take(store, and(wanted, eq(inbox.urgent, 0)), after)
  const found = [...urgent, ...others]
  const rows = found.slice(0, ROWS_A_PAGE)
  return {
    rows: rows.map((row) => listedRow(row, day)),
    next: found.length > ROWS_A_PAGE ? (rows.at(-1)?.reference ?? null) : null,
  }
}

function conditionsOf(filter: InboxFilter): SQL[] {
  const conditions = [eq(inbox.open, 1), eq(inbox.setApart, filter.apart === 'yes' ? 1 : 0)]
  if (filter.category !== undefined) conditions.push(eq(inbox.category, filter.category))
  if (filter.reference !== undefined) conditions.push(like(inbox.reference, `${filter.reference}%`))
  if (filter.flag !== undefined) {
    const flags = sql`select value from json_each(${inbox.flags})`
    conditions.push(sql`${filter.flag} in (${flags})`)
  }
  return conditions
}

async function rowOf(
  store: Store,
  readable: SQL,
  reference: string | undefined,
): Promise<Row | undefined> {
  if (reference === undefined) return undefined
  const [row] = await store.db
    .select()
    .from(inbox)
    .where(and(eq(inbox.reference, reference), readable))
  return row
}

/** One row more than a page, so that we know whether there is a next one. */
function take(store: Store, wanted: SQL | undefined, last: Row | undefined): Promise<Row[]> {
  const beyond =
    last === undefined
      ? undefined
      : or(
          gt(inbox.dueOn, last.dueOn),
          and(eq(inbox.dueOn, last.dueOn), gt(inbox.caseId, last.caseId)),
        )
  return store.db
    .select()
    .from(inbox)
    .where(and(wanted, beyond))
    .orderBy(asc(inbox.dueOn), asc(inbox.caseId))
    .limit(ROWS_A_PAGE + 1)
}

/** A row of the list as an officer sees it on a day. Parsed: a code that is none of ours never shows. */
export function listedRow(row: KeptRow, day: Day): InboxRow {
  return InboxRow.parse({
    reference: row.reference,
    category: row.category,
    flags: row.flags,
    status: row.status,
    isUrgent: row.urgent === 1,
    receivedOn: row.receivedOn,
    dueOn: row.dueOn,
    workingDaysLeft: workingDaysBetween(day.today, LocalDate.parse(row.dueOn), day.calendar),
  })
}
