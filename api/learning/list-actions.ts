import { and, asc, count, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { mayRead } from '#api/cases/may-read.ts'
import { namesOf } from '#api/officers/names.ts'
import type { Officer } from '#api/officers/officers.ts'
import type { Store } from '#api/store/store.ts'
import { agreedActions, inbox } from '#api/store/tables.ts'
import type { Profile } from '#schema/authority/profile.ts'
import { namesOfTeam, teamNamer, teamOf } from '#schema/authority/teams.ts'
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

/** One action as a list shows it, to those who may see its case. */
export type ActionRow = {
  readonly caseId: number
  readonly reference: string
  readonly action: number
  /** What is to be done, in the words of whoever agreed it; null where they are not shown, or were erased. */
  readonly what: string | null
  readonly for: 'promise' | 'learning'
  readonly service: string | null
  readonly theme: string | null
  /** The name of whoever sees to it; null for somebody who is not at the desk. */
  readonly owner: string | null
  readonly dueOn: LocalDate
  readonly doneOn: LocalDate | null
  readonly droppedOn: LocalDate | null
  readonly isLate: boolean
  /** A promise that is still to be done, and whoever it was made to was not told of it. */
  readonly isUntold: boolean
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
  caseId: z.number(),
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
  toldOn: LocalDate.nullable(),
})

/** Whose actions are listed, and what its teams are called. */
export type Listing = { readonly store: Store; readonly profile: Profile }

/** What was promised and what is to change, in the cases that this officer may see: by the day it is due. */
export async function listActions(
  { store, profile }: Listing,
  officer: Officer,
  asked: { readonly filter: ActionFilter; readonly today: LocalDate; readonly most: number },
): Promise<readonly ActionRow[]> {
  const { today } = asked
  const found = await store.db
    .select({
      caseId: agreedActions.caseId,
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
      toldOn: agreedActions.toldOn,
    })
    .from(agreedActions)
    .innerJoin(inbox, eq(inbox.caseId, agreedActions.caseId))
    .where(and(...narrowed(asked.filter, profile, officer, today), mayRead(officer, today)))
    .orderBy(asc(agreedActions.dueOn), asc(agreedActions.caseId), asc(agreedActions.action))
    .limit(asked.most)
  const rows = found.map((row) => Kept.parse(row))
  const names = await namesOf(
    store,
    rows.flatMap(({ ownerId }) => ownerId ?? []),
  )
  const nameOf = teamNamer(profile)
  return rows.map(({ ownerId, open, service, toldOn, ...row }) => ({
    ...row,
    what: null,
    service: service === null ? null : nameOf(service),
    owner: ownerId === null ? null : (names.get(ownerId) ?? null),
    isLate: open === 1 && row.dueOn < today,
    isUntold: open === 1 && row.for === 'promise' && toldOn === null,
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
  { store, profile }: Listing,
  officer: Officer,
  today: LocalDate,
): Promise<readonly ThemeCount[]> {
  const all = count()
  const counted = await store.db
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
  return underNewestNames(counted, profile)
}

/** What a team was called before is the same team. */
function underNewestNames(counted: readonly ThemeCount[], profile: Profile): readonly ThemeCount[] {
  const nameOf = teamNamer(profile)
  const found = new Map<string, ThemeCount>()
  for (const each of counted) {
    const service = each.service === null ? null : nameOf(each.service)
    const key = JSON.stringify([service, each.theme])
    const { all, done, late } = found.get(key) ?? { all: 0, done: 0, late: 0 }
    const sum = { all: all + each.all, done: done + each.done, late: late + each.late }
    found.set(key, { ...each, service, ...sum })
  }
  return [...found.values()].toSorted((a, b) => b.all - a.all)
}

const notDropped = sql`${agreedActions.droppedOn} is null`

function narrowed(
  filter: ActionFilter,
  profile: Profile,
  officer: Officer,
  today: LocalDate,
): readonly SQL[] {
  return [
    ...ofState(filter.state, today),
    ...(filter.for === undefined ? [] : [eq(agreedActions.for, filter.for)]),
    ...(filter.owner === undefined ? [] : [eq(agreedActions.ownerId, officer.id)]),
    ...(filter.service === undefined
      ? []
      : [inArray(agreedActions.service, keptAs(profile, filter.service))]),
    ...(filter.theme === undefined ? [] : [eq(agreedActions.theme, filter.theme)]),
  ]
}

/** Everything that a case may have kept of a team: its code, and the names it had when it was kept. */
function keptAs(profile: Profile, service: string): string[] {
  const team = teamOf(profile, service)
  return team === undefined ? [service] : [team.code, ...namesOfTeam(team)]
}

function ofState(state: ActionFilter['state'], today: LocalDate): readonly SQL[] {
  if (state === 'all') return [gte(agreedActions.open, 0)]
  if (state === 'done') return [eq(agreedActions.open, 0)]
  const open = eq(agreedActions.open, 1)
  return state === 'late' ? [open, lt(agreedActions.dueOn, today)] : [open]
}
