import { and, eq, type SQL, sql } from 'drizzle-orm'
import { actionWrites } from '#api/learning/action-writes.ts'
import { type Letter, mailWrites } from '#api/mail/outbox.ts'
import type { Sealer, Store, Write } from '#api/store/store.ts'
import { grants, inbox, parts } from '#api/store/tables.ts'
import type { Profile } from '#schema/authority/profile.ts'
import type { CaseEvent } from '#schema/case/case.ts'
import type { Instant } from '#schema/dates.ts'
import { type Refusal, refuse } from '#schema/errors.ts'
import { caseState } from '#schema/rules/case/case-state.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import { inboxRow } from '#schema/rules/case/status.ts'
import type { Calendar } from '#schema/rules/days/working-days.ts'
import { isLastEvent, type KeptEvent } from './events.ts'
import { exclusionWrites, officerIdOf } from './keep-out.ts'

/** Where and when something is written down. */
export type Saving = {
  readonly store: Store
  readonly profile: Profile
  readonly calendar: Calendar
  readonly at: Instant
  /** Where people reach us, without a slash at the end: our mail is named for its host. */
  readonly publicUrl: string
}

/** A case as it was seen by whoever adds to it: what was added meanwhile is found out when it is saved. */
export type SeenCase = {
  readonly caseId: number
  readonly key: Sealer | undefined
  readonly kept: readonly Pick<KeptEvent, 'seq' | 'event'>[]
}

/** One event to be, with the words that belong to it. */
export type NewEvent = { readonly event: CaseEvent; readonly text?: string | undefined }

export type Added = {
  readonly events: readonly NewEvent[]
  readonly letters?: readonly Letter[]
  /** Given when a person stands behind it: what was set apart in a flood then comes to the front. */
  readonly setApart?: 0
  /** What else belongs to the same transaction, to be kept under the condition it is given. */
  readonly also?: (onlyWhile: SQL) => readonly Write[]
}

/**
 * The one writer of events: adds them to a case in one transaction with the desk's row, the parts and
 * exclusions that queries look at, and the letters they call for. Refuses, and writes nothing, as `out-of-date` when
 * something else happened to the case meanwhile, and as `not-allowed` when there are words to keep and the
 * key of the case was destroyed. An event that cannot follow is a fault: whoever adds one asks `mayFollow`.
 */
export function saveEvents(
  saving: Saving,
  seen: SeenCase,
  added: Added,
): Promise<{ readonly ok: true } | Refusal> {
  return saveTogether(saving, [{ seen, added }])
}

/** What is added to one of several cases. */
export type AddedTo = { readonly seen: SeenCase; readonly added: Added }

/** The same for several cases at once: all of it is kept, or, when something happened to one of them, nothing. */
export async function saveTogether(
  saving: Saving,
  together: readonly AddedTo[],
): Promise<{ readonly ok: true } | Refusal> {
  const lacksKey = ({ seen, added }: AddedTo) =>
    seen.key === undefined && added.events.some(({ text }) => hasWords(text))
  if (together.some(lacksKey)) return refuse('not-allowed')
  const onlyWhile = sql.join(
    together.map(({ seen }) => isLastEvent(seen.caseId, lastOf(seen))),
    sql` and `,
  )
  const results = await saving.store.write([
    ...together.flatMap((one) => writesBeside(saving, one, onlyWhile)),
    // Last and in one statement: after it nothing holds any more that stood on what was seen.
    insertAfter(together),
  ])
  return (results.at(-1)?.rowsAffected ?? 0) > 0 ? { ok: true } : refuse('out-of-date')
}

/** Everything that is written with the events of one case. */
function writesBeside(
  { store, profile, calendar, at, publicUrl }: Saving,
  { seen, added }: AddedTo,
  onlyWhile: SQL,
): readonly Write[] {
  const { caseId } = seen
  const before = seen.kept.map(({ event }) => event)
  const all = inOrder(before, added.events)
  const { setApart, letters = [] } = added
  return [
    store.db
      .update(inbox)
      .set({ ...inboxRow(all, profile, calendar), ...(setApart === undefined ? {} : { setApart }) })
      .where(and(eq(inbox.caseId, caseId), onlyWhile)),
    ...partWrites(store, caseId, { before, all, onlyWhile }),
    ...actionWrites(store, caseId, {
      before: caseState(before).actions,
      after: caseState(all).actions,
      onlyWhile,
    }),
    ...added.events.flatMap(({ event }) => exclusionWrites(store, caseId, event, onlyWhile)),
    ...grantWrites(store, caseId, added.events, onlyWhile),
    ...mailWrites(store, { host: new URL(publicUrl).hostname, now: at, onlyWhile }, letters),
    ...(added.also?.(onlyWhile) ?? []),
  ]
}

function lastOf({ kept }: SeenCase): number {
  return kept.at(-1)?.seq ?? 0
}

function hasWords(text: string | undefined): text is string {
  return text !== undefined && text !== ''
}

/** Everything that happened with what is added. Throws when one of them cannot follow the others. */
function inOrder(before: readonly CaseEvent[], added: readonly NewEvent[]): readonly CaseEvent[] {
  const all = [...before]
  for (const { event } of added) {
    const follows = mayFollow(all, event)
    if (!follows.ok) throw new Error(`${event.kind} cannot follow: ${follows.code}`)
    all.push(event)
  }
  return all
}

/** The parts that queries look at say what the events say. */
function partWrites(
  store: Store,
  caseId: number,
  told: {
    readonly before: readonly CaseEvent[]
    readonly all: readonly CaseEvent[]
    readonly onlyWhile: SQL
  },
): readonly Write[] {
  const was = new Map(caseState(told.before).parts.map(({ n, category }) => [n, category]))
  return caseState(told.all)
    .parts.filter(({ n, category }) => was.get(n) !== category)
    .map(({ n, category }) =>
      store.db
        .update(parts)
        .set({ category })
        .where(and(eq(parts.caseId, caseId), eq(parts.n, n), told.onlyWhile)),
    )
}

/** Whoever was named to a case may open it, until the day that was said or somebody ends it. */
function grantWrites(
  store: Store,
  caseId: number,
  added: readonly NewEvent[],
  onlyWhile: SQL,
): readonly Write[] {
  return added.flatMap(({ event }): Write[] => {
    if (event.kind === 'access-ended') {
      const officerId = officerIdOf(event.data.officer)
      const isThis = and(eq(grants.caseId, caseId), eq(grants.officerId, officerId))
      return [store.db.delete(grants).where(and(isThis, onlyWhile))]
    }
    if (event.kind !== 'investigator-named' && event.kind !== 'access-given') return []
    const { officer, until } = event.data
    const officerId = officerIdOf(officer)
    const row = sql`select ${caseId}, ${officerId}, ${until} where ${onlyWhile}`
    return [
      store.db
        .insert(grants)
        .select(row)
        .onConflictDoUpdate({ target: [grants.caseId, grants.officerId], set: { until } }),
    ]
  })
}

/** All of them or none: they follow what was seen only while it is the last in each case. */
function insertAfter(together: readonly AddedTo[]): Write {
  const added = together.flatMap(({ seen, added: { events } }) =>
    events.map((one) => ({ ...one, seen })),
  )
  const rows = added.map(() => 'select ?, ?, ?, ?, ?, ?, ?').join(' union all ')
  const last = together.map(() => '(select max(seq) from events where case_id = ?) = ?')
  return {
    sql: `insert into events (case_id, kind, at, "on", by, data, sealed)
      select * from (${rows}) where ${last.join(' and ')}`,
    args: [
      ...added.flatMap(({ event, text, seen: { caseId, key } }) => [
        caseId,
        event.kind,
        event.at,
        event.on,
        event.by,
        JSON.stringify(event.data),
        hasWords(text) ? (key?.seal(text) ?? null) : null,
      ]),
      ...together.flatMap(({ seen }) => [seen.caseId, lastOf(seen)]),
    ],
  }
}
