import { asc, eq } from 'drizzle-orm'
import { type Person, type Submitted, UNSEEN_BY_OFFICERS } from '#api/intake/submitted.ts'
import { namesOf } from '#api/officers/names.ts'
import type { Sealer, Store } from '#api/store/store.ts'
import { cases, people, submissions } from '#api/store/tables.ts'
import type { NamedKeptOut } from '#schema/acts/given.ts'
import { type LocalDate, localDateOf } from '#schema/dates.ts'
import type { InboxRow } from '#schema/desk/desk.ts'
import { type CaseState, caseState } from '#schema/rules/case/case-state.ts'
import { inboxRow, isOwed } from '#schema/rules/case/status.ts'
import { type Due, dueDatesOf, explain, isLate } from '#schema/rules/clocks/clocks.ts'
import { OUTSIDE_CLOCKS } from '#schema/rules/clocks/outside-dues.ts'
import type { WorkedOutDay } from '#schema/rules/days/working-days.ts'
import { Triage } from '#schema/triage/triage.ts'
import { Audience } from '#schema/vocabulary.ts'
import { type KeptEvent, wordsForOfficers } from './events.ts'
import { type FileView, filesOf } from './files.ts'
import { officerIdOf } from './keep-out.ts'
import { listedRow } from './list.ts'
import { readableCase } from './may-read.ts'
import { noteReading, type Reading } from './note-reading.ts'

/** A date of the case with its working-out. */
export type DateView = {
  readonly due: Due
  readonly days: readonly WorkedOutDay[]
  readonly isLate: boolean
}

/** Somebody who may read this case and no other. */
export type NamedAccess = { readonly name: string; readonly until: LocalDate }

export type EventView = {
  readonly seq: number
  readonly event: KeptEvent['event']
  /** An officer's name; `writer` or `earshot`; undefined for an officer whose name is gone. */
  readonly by: string | undefined
  readonly text: string | undefined
}

/** Everything of one case that an officer sees, each thing once. */
export type CaseView = {
  readonly caseId: number
  readonly reference: string
  readonly receivedAt: string
  readonly language: string
  readonly audience: Audience
  readonly state: CaseState
  /** As the list shows it. */
  readonly row: InboxRow
  readonly triage: Triage
  /** As asked and answered; undefined when the words were erased. */
  readonly submitted: Submitted | undefined
  readonly people: readonly Person[]
  readonly files: readonly FileView[]
  readonly dates: readonly DateView[]
  readonly events: readonly EventView[]
  /** Who may read it by name, and until when. */
  readonly access: readonly NamedAccess[]
  /** Who is kept out of it, by name. */
  readonly keptOut: readonly NamedKeptOut[]
  /**
   * How many events were seen: a decision is made on those. Their own numbers are never shown, since a gap
   * in them would tell of a case that somebody is kept out of.
   */
  readonly seq: number
}

/**
 * One case for one officer; undefined when there is none or they may not see it. That it was read is on
 * the disk before anything is shown.
 */
export async function openCase(reading: Reading, reference: string): Promise<CaseView | undefined> {
  const { store, officer, at } = reading
  const caseId = await readableCase(store, officer, reference, localDateOf(at))
  if (caseId === undefined) return undefined
  const [row] = await store.db.select().from(cases).where(eq(cases.id, caseId))
  if (row === undefined) throw new Error('a case of the inbox does not exist')
  const key = await store.keys.caseKey(row.keyId)
  const kept = await noteReading(reading, caseId)
  const events = kept.map(({ event }) => event)
  const state = caseState(events)
  const list = inboxRow(events, reading.profile, reading.calendar)
  const day = { today: localDateOf(at), calendar: reading.calendar }
  return {
    caseId,
    reference: row.reference,
    receivedAt: row.receivedAt,
    language: row.language,
    audience: Audience.parse(row.audience),
    state,
    row: listedRow(
      { ...list, reference: row.reference },
      day,
      await namesOf(store, list.assignedTo === null ? [] : [list.assignedTo]),
    ),
    triage: Triage.parse(row.triage),
    submitted: await submittedOf(store, caseId, key),
    people: await peopleOf(store, caseId, key),
    files: key === undefined ? [] : await filesOf(store, row),
    dates: datesOf(state, reading),
    events: await eventsOf(store, kept, key),
    access: await namesOfAccess(store, state, day.today),
    keptOut: await namesOfKeptOut(store, state),
    seq: kept.length,
  }
}

async function submittedOf(
  store: Store,
  caseId: number,
  key: Sealer | undefined,
): Promise<Submitted | undefined> {
  const [row] = await store.db
    .select({ sealed: submissions.sealed })
    .from(submissions)
    .where(eq(submissions.caseId, caseId))
  if (row === undefined || key === undefined) return undefined
  return JSON.parse(key.open(row.sealed).toString()) as Submitted
}

/** Without the ways to reach the writer that are for a blind alert or an advocate alone. */
async function peopleOf(
  store: Store,
  caseId: number,
  key: Sealer | undefined,
): Promise<readonly Person[]> {
  if (key === undefined) return []
  const rows = await store.db
    .select({ sealed: people.sealed })
    .from(people)
    .where(eq(people.caseId, caseId))
    .orderBy(asc(people.id))
  return rows
    .map(({ sealed }) => JSON.parse(key.open(sealed).toString()) as Person)
    .filter(({ kind }) => !UNSEEN_BY_OFFICERS.has(kind))
}

async function namesOfKeptOut(
  store: Store,
  { keptOut }: CaseState,
): Promise<readonly NamedKeptOut[]> {
  const names = await namesOf(
    store,
    keptOut.map(({ officer }) => officerIdOf(officer)),
  )
  return keptOut.map((each) => ({ ...each, name: names.get(officerIdOf(each.officer)) ?? '' }))
}

async function namesOfAccess(
  store: Store,
  { access }: CaseState,
  today: LocalDate,
): Promise<readonly NamedAccess[]> {
  const now = access.filter(({ until }) => until >= today)
  const names = await namesOf(
    store,
    now.map(({ officer }) => officerIdOf(officer)),
  )
  return now.map(({ officer, until }) => ({ until, name: names.get(officerIdOf(officer)) ?? '' }))
}

/** What was kept, and what somebody still owes: a day that passed after all was at rest is nobody's fault. */
function datesOf(state: CaseState, reading: Reading): readonly DateView[] {
  const { profile, calendar, at } = reading
  return dueDatesOf(state, profile, calendar)
    .filter((due) => due.doneOn !== null || due.owedBy !== 'us' || isOwed(state, due))
    .map((due) => ({
      due,
      // A day that was named, or that a month ends with, is not counted in working days.
      days: OUTSIDE_CLOCKS.has(due.clock) ? [] : explain(due, calendar),
      isLate: isLate(due, localDateOf(at)),
    }))
}

async function eventsOf(
  store: Store,
  kept: readonly KeptEvent[],
  key: Sealer | undefined,
): Promise<readonly EventView[]> {
  const idOf = ({ event }: KeptEvent) => Number(event.by.split(':')[1] ?? 0)
  const names = await namesOf(store, kept.map(idOf))
  return kept.map((each) => ({
    seq: each.seq,
    event: each.event,
    by: each.event.by.startsWith('officer:') ? names.get(idOf(each)) : each.event.by,
    text: wordsForOfficers(each, key),
  }))
}
