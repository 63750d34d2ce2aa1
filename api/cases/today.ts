import { and, eq, type SQL, sql } from 'drizzle-orm'
import {
  type ActionRow,
  countActions,
  type Listing,
  listActions,
} from '#api/learning/list-actions.ts'
import type { Officer } from '#api/officers/officers.ts'
import type { Store } from '#api/store/store.ts'
import { inbox } from '#api/store/tables.ts'
import type { LocalDate } from '#schema/dates.ts'
import type { InboxFilter, InboxPage } from '#schema/desk/desk.ts'
import { type Day, holdsCode, listInbox, soonUntil } from './list.ts'
import { mayRead } from './may-read.ts'

/** How many cases of each kind the first page shows; the list has them all. */
const ROWS_A_SECTION = 8

/** Open cases that an officer may read, by what they ask for today. A case counts under all that apply. */
type TodayCounts = {
  readonly unread: number
  readonly urgentUnread: number
  readonly overdue: number
  readonly soon: number
  readonly messages: number
  readonly mine: number
  readonly nobodys: number
  readonly advocateLate: number
  readonly apart: number
  /** Disputed decisions: whether they wait is still to be decided, and those that wait for us. */
  readonly disputed: number
  readonly frozen: number
  /** Statements of complaint that were sent and that nobody has agreed to. */
  readonly statements: number
  /** What was promised or is to change and is not done: all, those that are late, and the officer's own. */
  readonly actions: number
  readonly actionsLate: number
  readonly actionsMine: number
  readonly turn: Readonly<Record<'ours' | 'manager' | 'investigator' | 'writer', number>>
}

/** The first page of the desk. */
export type Today = {
  readonly on: LocalDate
  readonly counts: TodayCounts
  readonly unread: InboxPage
  readonly overdue: InboxPage
  readonly soon: InboxPage
  /** What we said we would do, the next first; also of closed cases. */
  readonly actions: readonly ActionRow[]
}

/** What an officer has to do today: what nobody has read, then what is late, then what is due soon. */
export async function todayFor(listing: Listing, officer: Officer, day: Day): Promise<Today> {
  const { store } = listing
  const list = (filter: InboxFilter) => listInbox(store, officer, filter, day, ROWS_A_SECTION)
  return {
    on: day.today,
    counts: await countToday(store, officer, day),
    unread: await list({ unread: 'yes' }),
    overdue: await list({ when: 'overdue' }),
    soon: await list({ when: 'soon' }),
    actions: await listActions(listing, officer, {
      filter: {},
      today: day.today,
      most: ROWS_A_SECTION,
    }),
  }
}

/** All counts in one walk over the open cases. */
async function countToday(store: Store, officer: Officer, day: Day): Promise<TodayCounts> {
  const { today } = day
  const here = sql`${inbox.setApart} = 0`
  const [row] = await store.db
    .select({
      unread: howMany(sql`${here} and ${inbox.unread} = 1`),
      urgentUnread: howMany(sql`${here} and ${inbox.unread} = 1 and ${inbox.urgent} = 1`),
      overdue: howMany(sql`${here} and ${inbox.dueOn} < ${today}`),
      soon: howMany(sql`${here} and ${inbox.dueOn} between ${today} and ${soonUntil(day)}`),
      messages: howMany(sql`${here} and ${inbox.messageSince} is not null`),
      mine: howMany(sql`${here} and ${inbox.assignedTo} = ${officer.id}`),
      nobodys: howMany(sql`${here} and ${inbox.assignedTo} is null`),
      advocateLate: howMany(sql`${here} and ${inbox.advocateDueOn} < ${today}`),
      apart: howMany(sql`${inbox.setApart} = 1`),
      disputed: howMany(sql`${here} and ${holdsCode(inbox.flags, 'decision-disputed')}`),
      frozen: howMany(sql`${here} and ${holdsCode(inbox.flags, 'decision-waits')}`),
      statements: howMany(sql`${here} and ${holdsCode(inbox.flags, 'statement-waits')}`),
      ours: howMany(sql`${here} and ${inbox.turn} = 'ours'`),
      manager: howMany(sql`${here} and ${inbox.turn} = 'manager'`),
      investigator: howMany(sql`${here} and ${inbox.turn} = 'investigator'`),
      writer: howMany(sql`${here} and ${inbox.turn} = 'writer'`),
    })
    .from(inbox)
    .where(and(eq(inbox.open, 1), mayRead(officer, today)))
  if (row === undefined) throw new Error('a count is one row')
  const { ours, manager, investigator, writer, ...counts } = row
  const { open, late, mine } = await countActions(store, officer, today)
  const actions = { actions: open, actionsLate: late, actionsMine: mine }
  return { ...counts, ...actions, turn: { ours, manager, investigator, writer } }
}

function howMany(condition: SQL): SQL<number> {
  return sql<number>`count(*) filter (where ${condition})`
}
