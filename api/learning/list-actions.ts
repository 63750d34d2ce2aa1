import { and, asc, count, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { mayRead } from '#api/cases/may-read.ts'
import { namesOf } from '#api/officers/names.ts'
import type { Officer } from '#api/officers/officers.ts'
import type { Store } from '#api/store/store.ts'
import { agreedActions, inbox } from '#api/store/tables.ts'
import { LocalDate } from '#schema/dates.ts'

/** Which actions an officer wants to see; without a filter the open ones. */
export const ActionFilter = z.strictObject({
  state: z.enum(['late', 'done', 'all']).optional(),
  for: z.enum(['promise', 'learning']).optional(),
  owner: z.literal('me').optional(),
  service: z.string().min(1).max(200).optional(),
  theme: z.string().min(1).max(200).optional(),
})
export type ActionFilter = z.infer<typeof ActionFilter>

/** One action as a list shows it. Its words stand in its case. */
export type ActionRow = {
  readonly reference: string
  readonly action: number
  readonly for: 'promise' | 'learning'
  readonly service: string | null
  readonly theme: string | null
  /** The name of whoever sees to it; null for somebody who is not at the desk. */
  readonly owner: string | null
  readonly dueOn: LocalDate
  readonly doneOn: LocalDate | null
  readonly droppedOn: LocalDate | null
  readonly isLate: boolean
}

/** How many actions of a service were about something. `late` and `done` are of `all`. */
export type ThemeCount = {
  readonly service: string | null
  readonly theme: string | null
  readonly all: number
  readonly done: number
  readonly late: number
}

const Kept = z.object({
  reference: z.string(),
  action: z.number(),
  for: z.enum(['promise', 'learning']),
  service: z.string().nullable(),
  theme: z.string().nullable(),
  ownerId: z.number().nullable(),
  dueOn: LocalDate,
  doneOn: LocalDate.nullable(),
  droppedOn: LocalDate.nullable(),
  open: z.number(),
})

/** What was promised and what is to change, in the cases that this officer may see: by the day it is due. */
export async function listActions(
  store: Store,
  officer: Officer,
  asked: { readonly filter: ActionFilter; readonly today: LocalDate; readonly most: number },
): Promise<readonly ActionRow[]> {
  const { today } = asked
  const found = await store.db
    .select({
      reference: inbox.reference,
      action: agreedActions.action,
      for: agreedActions.for,
      service: agreedActions.service,
      theme: agreedActions.theme,
      ownerId: agreedActions.ownerId,
      dueOn: agreedActions.dueOn,
      doneOn: agreedActions.doneOn,
      droppedOn: agreedActions.droppedOn,
      open: agreedActions.open,
    })
    .from(agreedActions)
    .innerJoin(inbox, eq(inbox.caseId, agreedActions.caseId))
    .where(and(...narrowed(asked.filter, officer, today), mayRead(officer, today)))
    .orderBy(asc(agreedActions.dueOn), asc(agreedActions.caseId), asc(agreedActions.action))
    .limit(asked.most)
  const rows = found.map((row) => Kept.parse(row))
  const names = await namesOf(
    store,
    rows.flatMap(({ ownerId }) => ownerId ?? []),
  )
  return rows.map(({ ownerId, open, ...row }) => ({
    ...row,
    owner: ownerId === null ? null : (names.get(ownerId) ?? null),
    isLate: open === 1 && row.dueOn < today,
  }))
}

/** How many open actions are late, and how many are this officer's own. */
export async function countActions(
  store: Store,
  officer: Officer,
  today: LocalDate,
): Promise<{ readonly open: number; readonly late: number; readonly mine: number }> {
  const [row] = await store.db
    .select({
      open: count(),
      late: sql<number>`count(*) filter (where ${agreedActions.dueOn} < ${today})`,
      mine: sql<number>`count(*) filter (where ${agreedActions.ownerId} = ${officer.id})`,
    })
    .from(agreedActions)
    .innerJoin(inbox, eq(inbox.caseId, agreedActions.caseId))
    .where(and(eq(agreedActions.open, 1), mayRead(officer, today)))
  return row ?? { open: 0, late: 0, mine: 0 }
}

/** Which things each service learned about, the most first: of the cases that this officer may see. */
export async function themesByService(
  store: Store,
  officer: Officer,
  today: LocalDate,
): Promise<readonly ThemeCount[]> {
  const all = count()
  return store.db
    .select({
      service: agreedActions.service,
      theme: agreedActions.theme,
      all,
      done: sql<number>`count(*) filter (where ${agreedActions.doneOn} is not null)`,
      late: sql<number>`count(*) filter (where ${agreedActions.open} = 1 and ${agreedActions.dueOn} < ${today})`,
    })
    .from(agreedActions)
    .innerJoin(inbox, eq(inbox.caseId, agreedActions.caseId))
    .where(and(eq(agreedActions.for, 'learning'), notDropped, mayRead(officer, today)))
    .groupBy(agreedActions.service, agreedActions.theme)
    .orderBy(sql`${all} desc`, asc(agreedActions.service), asc(agreedActions.theme))
}

const notDropped = sql`${agreedActions.droppedOn} is null`

function narrowed(filter: ActionFilter, officer: Officer, today: LocalDate): readonly SQL[] {
  return [
    ...ofState(filter.state, today),
    ...(filter.for === undefined ? [] : [eq(agreedActions.for, filter.for)]),
    ...(filter.owner === undefined ? [] : [eq(agreedActions.ownerId, officer.id)]),
    ...(filter.service === undefined ? [] : [eq(agreedActions.service, filter.service)]),
    ...(filter.theme === undefined ? [] : [eq(agreedActions.theme, filter.theme)]),
  ]
}

function ofState(state: ActionFilter['state'], today: LocalDate): readonly SQL[] {
  if (state === 'all') return [gte(agreedActions.open, 0)]
  if (state === 'done') return [eq(agreedActions.open, 0)]
  const open = eq(agreedActions.open, 1)
  return state === 'late' ? [open, lt(agreedActions.dueOn, today)] : [open]
}
