import { and, asc, desc, eq, gte, isNotNull, isNull, lt, lte, type SQL, sql } from 'drizzle-orm'
import { namesOf } from '#api/officers/names.ts'
import type { Officer } from '#api/officers/officers.ts'
import type { Store } from '#api/store/store.ts'
import { inbox } from '#api/store/tables.ts'
import { LocalDate } from '#schema/dates.ts'
import { type InboxFilter, type InboxPage, InboxRow } from '#schema/desk/desk.ts'
import { SOON_WORKING_DAYS } from '#schema/rules/clocks/soon.ts'
import {
  addWorkingDays,
  type Calendar,
  workingDaysBetween,
} from '#schema/rules/days/working-days.ts'
import { mayRead } from './may-read.ts'

export const ROWS_A_PAGE = 50

type Row = typeof inbox.$inferSelect
type KeptRow = Omit<Row, 'caseId' | 'open' | 'setApart' | 'advocateDueOn' | 'services'>

/** The day on which somebody looks. */
export type Day = { readonly today: LocalDate; readonly calendar: Calendar }

/**
 * The work that an officer may see, in the order asked for. Pages begin after a reference; one that the
 * officer may not see, like one that does not exist, begins at the first page.
 */
export async function listInbox(
  store: Store,
  officer: Officer,
  filter: InboxFilter,
  day: Day,
  rowsAPage = ROWS_A_PAGE,
): Promise<InboxPage> {
  const readable = mayRead(officer, day.today)
  const wanted = and(readable, ...conditionsOf(filter, officer, day))
  const last = await rowOf(store, readable, filter.after)
  const found: Row[] = []
  for (const run of runsOf(filter)) {
    if (found.length > rowsAPage) break
    if (last !== undefined && run.isPast(last)) continue
    const beyond = last !== undefined && run.isIn(last) ? run.after(last) : undefined
    const rows = await store.db
      .select()
      .from(inbox)
      .where(and(wanted, run.where, beyond))
      .orderBy(...run.order)
      .limit(rowsAPage + 1 - found.length)
    found.push(...rows)
  }
  const rows = found.slice(0, rowsAPage)
  const names = await namesOf(
    store,
    rows.flatMap(({ assignedTo }) => assignedTo ?? []),
  )
  return {
    rows: rows.map((row) => listedRow(row, day, names)),
    next: found.length > rowsAPage ? (rows.at(-1)?.reference ?? null) : null,
  }
}

/** Rows that stand in one order of an index: a list is one such run, or two behind each other. */
type Run = {
  readonly where: SQL | undefined
  readonly order: readonly SQL[]
  readonly after: (last: Row) => SQL
  readonly isIn: (last: Row) => boolean
  /** The whole run comes before this row. */
  readonly isPast: (last: Row) => boolean
}

function runsOf({ sort, state }: InboxFilter): readonly Run[] {
  switch (sort ?? (state === 'closed' ? 'newest' : 'due')) {
    case 'newest':
      return [runByReceipt(desc, '<')]
    case 'oldest':
      return [runByReceipt(asc, '>')]
    case 'due':
      return [runByDue(1), runByDue(0)]
  }
}

function runByReceipt(direction: typeof asc, sign: '<' | '>'): Run {
  return {
    where: undefined,
    order: [direction(inbox.receivedOn), direction(inbox.caseId)],
    after: ({ receivedOn, caseId }) =>
      sql`(${inbox.receivedOn}, ${inbox.caseId}) ${sql.raw(sign)} (${receivedOn}, ${caseId})`,
    isIn: () => true,
    isPast: () => false,
  }
}

function runByDue(urgent: 0 | 1): Run {
  return {
    where: eq(inbox.urgent, urgent),
    order: [asc(inbox.dueOn), asc(inbox.caseId)],
    after: ({ dueOn, caseId }) => sql`(${inbox.dueOn}, ${inbox.caseId}) > (${dueOn}, ${caseId})`,
    isIn: (last) => last.urgent === urgent,
    isPast: (last) => urgent === 1 && last.urgent === 0,
  }
}

/** What a row must be to be listed, whoever looks. */
export function conditionsOf(filter: InboxFilter, officer: Officer, day: Day): SQL[] {
  const { category, flag, service, turn, stage, from, to, reference } = filter
  const conditions = [
    eq(inbox.open, filter.state === 'closed' ? 0 : 1),
    eq(inbox.setApart, filter.apart === 'yes' ? 1 : 0),
    ...ownedBy(filter.owner, officer),
    ...dueWithin(filter.when, day),
  ]
  if (category !== undefined) conditions.push(eq(inbox.category, category))
  if (flag !== undefined) conditions.push(holdsCode(inbox.flags, flag))
  if (service !== undefined) conditions.push(holdsCode(inbox.services, service))
  if (turn !== undefined) conditions.push(eq(inbox.turn, turn))
  if (stage !== undefined) conditions.push(eq(inbox.stage, stage))
  if (filter.unread === 'yes') conditions.push(eq(inbox.unread, 1))
  if (filter.message === 'yes') conditions.push(isNotNull(inbox.messageSince))
  if (filter.advocate === 'late') conditions.push(lt(inbox.advocateDueOn, day.today))
  if (from !== undefined) conditions.push(gte(inbox.receivedOn, from))
  if (to !== undefined) conditions.push(lte(inbox.receivedOn, to))
  // Not LIKE: a percent sign that somebody typed would stand for anything.
  if (reference !== undefined) {
    conditions.push(gte(inbox.reference, reference), lt(inbox.reference, `${reference}~`))
  }
  return conditions
}

/** A list of codes is kept as `["a","b"]`: no code holds a quotation mark, so looking for `"a"` is exact. */
export function holdsCode(column: typeof inbox.flags | typeof inbox.services, code: string): SQL {
  return sql`instr(${column}, ${`"${code}"`}) > 0`
}

function ownedBy(owner: InboxFilter['owner'], officer: Officer): SQL[] {
  if (owner === undefined) return []
  if (owner === 'nobody') return [isNull(inbox.assignedTo)]
  return [eq(inbox.assignedTo, owner === 'me' ? officer.id : owner)]
}

/** The last day that counts as near. */
export function soonUntil({ today, calendar }: Day): LocalDate {
  return addWorkingDays(today, SOON_WORKING_DAYS, calendar)
}

function dueWithin(when: InboxFilter['when'], day: Day): SQL[] {
  switch (when) {
    case undefined:
      return []
    case 'overdue':
      return [lt(inbox.dueOn, day.today)]
    case 'today':
      return [eq(inbox.dueOn, day.today)]
    case 'soon':
      return [gte(inbox.dueOn, day.today), lte(inbox.dueOn, soonUntil(day))]
  }
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

/** A row of the list as an officer sees it on a day. Parsed: a code that is none of ours never shows. */
export function listedRow(row: KeptRow, day: Day, names: ReadonlyMap<number, string>): InboxRow {
  return InboxRow.parse({
    reference: row.reference,
    category: row.category,
    flags: row.flags,
    status: row.status,
    stage: row.stage,
    turn: row.turn,
    assignedTo: row.assignedTo === null ? null : (names.get(row.assignedTo) ?? null),
    isUrgent: row.urgent === 1,
    isUnread: row.unread === 1,
    hasMessage: row.messageSince !== null,
    receivedOn: row.receivedOn,
    dueOn: row.dueOn,
    workingDaysLeft: workingDaysBetween(day.today, LocalDate.parse(row.dueOn), day.calendar),
  })
}
