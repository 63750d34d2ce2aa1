import { asc, eq } from 'drizzle-orm'
import type { CaseEvent } from '#schema/case/case.ts'
import { day, type LocalDate, localDateOf } from '#schema/dates.ts'
import { advocacyOf, openedOnOf } from '#schema/rules/case/advocacy.ts'
import { type CaseState, caseState } from '#schema/rules/case/case-state.ts'
import { statementWaits } from '#schema/rules/case/points.ts'
import { inboxRow, statusOn } from '#schema/rules/case/status.ts'
import { dueDatesOf, explain } from '#schema/rules/clocks/clocks.ts'
import type { Calendar } from '#schema/rules/days/working-days.ts'
import { DECIDED_FOR_WRITER, SAID_TO_WRITER } from '#schema/rules/writer/said-to-writer.ts'
import { toldPromises } from '#schema/rules/writer/told-promises.ts'
import { writerMay } from '#schema/rules/writer/writer-may.ts'
import { Audience, type Turn } from '#schema/vocabulary.ts'
import type { Values } from '#schema/words/messages.ts'
import { sayDayFrom } from '#schema/words/spoken.ts'
import { type KeptEvent, readEvents, wordsOfEvent } from '../cases/events.ts'
import type { Saving, SeenCase } from '../cases/save-events.ts'
import type { Clock } from '../clock.ts'
import type { Served } from '../http/context.ts'
import type { Sealer, Store } from '../store/store.ts'
import { cases, people, submissions } from '../store/tables.ts'
import { alarmForWriter } from './alarm-for-writer.ts'
import type { WayBack } from './door.ts'
import { hashOfCode, readPrivateCode } from './private-code.ts'
import { advocateBy } from './promise.ts'
import type { Person, Submitted } from './submitted.ts'
import { datesInWords, valuesFor } from './values.ts'

export type LookingBack = {
  readonly served: Served
  readonly calendar: Calendar
  readonly clock: Clock
}

type CaseRow = typeof cases.$inferSelect

/** A case as its writer holds it: the row and everything that happened, words still sealed. */
export type HeldCase = Omit<SeenCase, 'kept'> & {
  readonly row: CaseRow
  readonly kept: readonly KeptEvent[]
}

/** Where and when something is written down that follows from looking back. */
export function savingOf(looking: LookingBack & { readonly publicUrl: string }): Saving {
  const { served, calendar, clock, publicUrl } = looking
  return { store: served.store, profile: served.profile, calendar, at: clock(), publicUrl }
}

/** The number of the case that a private code opens, in any spelling; undefined for every other text. */
export async function caseOfCode(served: Served, typed: string): Promise<number | undefined> {
  const { store } = served
  // A text that is no code is looked for all the same, so that it takes as long as a wrong one.
  const hash = hashOfCode(store.keys, readPrivateCode(typed) ?? 'no code')
  const [row] = await store.db.select({ id: cases.id }).from(cases).where(eq(cases.codeHash, hash))
  return row?.id
}

export async function holdCase(served: Served, caseId: number): Promise<HeldCase | undefined> {
  const { store } = served
  const [row] = await store.db.select().from(cases).where(eq(cases.id, caseId))
  if (row === undefined) return undefined
  const [key, kept] = [await store.keys.caseKey(row.keyId), await readEvents(store, caseId)]
  return { caseId, row, key, kept }
}

/** What the writer sees: what was sent, where it stands, by when we write, and who is on their side. */
export async function lookBack(
  looking: LookingBack,
  held: HeldCase,
  language: string,
): Promise<WayBack> {
  const { served, calendar, clock } = looking
  const { profile } = served
  const happened = held.kept.map(({ event }) => event)
  // A clock that was set back must not make a case one that is not received yet.
  const today = happened.reduce<LocalDate>(
    (on, event) => (event.on > on ? event.on : on),
    localDateOf(clock()),
  )
  const standing = statusOn(happened, today, profile, calendar)
  const audience = Audience.parse(held.row.audience)
  const submitted = await submittedOf(served, held)
  const { removedOn } = caseState(happened)
  const advocate = advocateOf(looking, held, submitted)
  const state = caseState(happened)
  const say = (on: LocalDate) => sayDayFrom(today, on, language)
  const values: Values = {
    ...valuesFor(profile, clock(), calendar, language),
    ...datesInWords(profile, day(held.row.receivedOn), today, calendar, language),
    reference: held.row.reference,
    dueOn: say(standing.dueOn),
    date: say(standing.dueOn),
    ...(advocate.contactBy === null ? {} : { dateAdvocate: say(day(advocate.contactBy)) }),
  }
  return {
    reference: held.row.reference,
    receivedOn: held.row.receivedOn,
    status:
      removedOn === null
        ? `way-back.${audience}.status.${standing.status}`
        : `way-back.${audience}.status.removed`,
    removedOn,
    dueOn: standing.dueOn,
    dueWorkedOut: workedOutFor(looking, caseState(happened), standing.dueOn),
    late: standing.late,
    alarm: await alarmForWriter(looking, held),
    turn: whoseTurn(inboxRow(happened, profile, calendar).turn),
    audience,
    messages: messagesOf(held, submitted),
    promises: toldPromises(state.actions, today),
    advocate,
    statementSince: statementSince(state),
    decisions: decisionsOf(held),
    outcomes: outcomesOf(held),
    may: writerMay(happened, today, profile, calendar),
    ...(await reachedBy(served, held)),
    values,
  }
}

/** The days that lead to the date which the writer was given, while it is still owed. */
function workedOutFor(
  { served, calendar }: LookingBack,
  state: CaseState,
  dueOn: LocalDate,
): WayBack['dueWorkedOut'] {
  const owed = dueDatesOf(state, served.profile, calendar).find(
    (due) => due.dueOn === dueOn && due.doneOn === null && due.part !== null,
  )
  return owed === undefined ? [] : explain(owed, calendar)
}

/** The day on which the first statement of complaint was sent that still waits for the writer's yes. */
function statementSince({ parts }: CaseState): LocalDate | null {
  const waiting = parts.filter((part) => part.settled === null && statementWaits(part))
  const sent = waiting.flatMap(({ statement }) => statement.sentOn ?? [])
  return sent.toSorted()[0] ?? null
}

/** Who of us it is does not matter to the writer. */
function whoseTurn(turn: Turn): WayBack['turn'] {
  return turn === 'writer' || turn === 'nobody' ? turn : 'us'
}

/** How the writer is reached: the kind of their reply, and whether a blind alert goes out. */
async function reachedBy(
  { store }: Served,
  { row, key }: HeldCase,
): Promise<Pick<WayBack, 'contactKind' | 'hasAlert'>> {
  const known = key === undefined ? [] : await peopleOf(store, row.id, key)
  const writer = known.find((person) => person.kind === 'writer')
  return {
    contactKind: writer?.contact?.kind ?? 'none',
    hasAlert: known.some(({ kind }) => kind === 'alert'),
  }
}

/** Who wrote, for whom, and how to reach them; oldest first. */
export async function peopleOf(
  store: Store,
  caseId: number,
  key: Sealer,
): Promise<readonly Person[]> {
  const rows = await store.db
    .select({ sealed: people.sealed })
    .from(people)
    .where(eq(people.caseId, caseId))
    .orderBy(asc(people.id))
  return rows.map(({ sealed }) => JSON.parse(key.open(sealed).toString()) as Person)
}

/** What was sent, opened; undefined when its key was destroyed. */
export async function submittedOf(served: Served, held: HeldCase): Promise<Submitted | undefined> {
  if (held.key === undefined) return undefined
  const [row] = await served.store.db
    .select({ sealed: submissions.sealed })
    .from(submissions)
    .where(eq(submissions.caseId, held.row.id))
  if (row === undefined) return undefined
  return JSON.parse(held.key.open(row.sealed).toString()) as Submitted
}

/** What was sent first, then what was written since, oldest first. */
function messagesOf(held: HeldCase, submitted: Submitted | undefined): WayBack['messages'] {
  const story = submitted?.answers.story
  const first: WayBack['messages'] =
    story === undefined || story.trim() === ''
      ? []
      : [
          {
            at: held.row.receivedAt,
            from: 'writer',
            to: 'us',
            text: story,
            isNew: false,
            promise: null,
          },
        ]
  const openedUpTo = held.kept.findLast(({ event }) => event.kind === 'opened-by-writer')?.seq ?? 0
  const since = held.kept.flatMap((each): WayBack['messages'] => {
    const text = wordsOfEvent(each, held.key)
    const between = text === undefined ? undefined : partiesOf(each.event)
    if (text === undefined || between === undefined) return []
    const isNew = between.from !== 'writer' && each.seq > openedUpTo
    const { kind, data } = each.event
    const promise = kind === 'promise-told' ? data.action : null
    return [{ at: each.event.at, ...between, text, isNew, promise }]
  })
  return [...first, ...since]
}

type Parties = Pick<WayBack['messages'][number], 'from' | 'to'>

/** Who says the words of an event to whom; undefined for words that are no message. */
function partiesOf({ kind, by }: CaseEvent): Parties | undefined {
  const theirs = by === 'advocate' ? 'advocate' : 'writer'
  if (kind === 'message-from-writer') return { from: theirs, to: 'us' }
  if (kind === 'advocate-message') {
    return theirs === 'advocate'
      ? { from: 'advocate', to: 'writer' }
      : { from: 'writer', to: 'advocate' }
  }
  const isOurs = by !== 'writer' && by !== 'advocate'
  return isOurs && SAID_TO_WRITER.has(kind) ? { from: 'us', to: 'writer' } : undefined
}

/** Whether something of ours or of an advocate stands there that the writer has not opened yet. */
export function hasUnopened(held: HeldCase): boolean {
  const last = held.kept.findLast(({ event }) => event.kind === 'opened-by-writer')?.seq ?? 0
  return held.kept.some(({ seq, event, sealed }) => {
    if (seq <= last || sealed === null) return false
    const from = partiesOf(event)?.from
    return DECIDED_FOR_WRITER.has(event.kind) || (from !== undefined && from !== 'writer')
  })
}

/** What an officer decided about the route, in the words written for the writer. */
function decisionsOf(held: HeldCase): WayBack['decisions'] {
  return held.kept.flatMap((each) => {
    const text = DECIDED_FOR_WRITER.has(each.event.kind) ? wordsOfEvent(each, held.key) : undefined
    return text === undefined ? [] : [{ on: each.event.on, text }]
  })
}

/** What we think of each part that was answered, newest answer of each. */
function outcomesOf({ kept, key }: HeldCase): WayBack['outcomes'] {
  const newest = new Map<number, WayBack['outcomes'][number]>()
  for (const each of kept) {
    const { kind, on, data } = each.event
    if (kind !== 'answered' || data.outcome === null) continue
    const { part, outcome, inShort: length } = data
    const inShort = length === undefined ? undefined : wordsOfEvent(each, key)?.slice(0, length)
    newest.set(part, { on, outcome, inShort })
  }
  return [...newest.values()]
}

/** What was last said about an advocate, by when one gets in touch, and what they may see and do. */
function advocateOf(
  { served, calendar }: LookingBack,
  held: HeldCase,
  submitted: Submitted | undefined,
): WayBack['advocate'] {
  const { profile } = served
  const advocacy = advocacyOf(held.kept.map(({ event }) => event))
  const { askedOn, contactedOn, share, mayAct } = advocacy
  const { name } = profile.advocacy
  const answer = advocacy.answer ?? submitted?.accepted.advocate.answer ?? null
  const isEnded = answer === 'yes' && askedOn === null
  return {
    answer: isEnded ? null : answer,
    name,
    contactBy: askedOn === null ? null : advocateBy('yes', askedOn, profile, calendar),
    openedOn: openedOnOf(advocacy),
    contactedOn,
    share,
    mayAct,
  }
}
