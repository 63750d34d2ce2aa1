import { eq } from 'drizzle-orm'
import { day, type LocalDate, localDateOf } from '#schema/dates.ts'
import type { Values } from '#schema/messages.ts'
import { type CaseState, caseState } from '#schema/rules/case-state.ts'
import { dueDatesOf, explain } from '#schema/rules/clocks.ts'
import { statusOn } from '#schema/rules/status.ts'
import type { Calendar } from '#schema/rules/working-days.ts'
import { sayDayFrom } from '#schema/spoken.ts'
import type { Accepted } from '#schema/submission.ts'
import { Audience } from '#schema/vocabulary.ts'
import { type KeptEvent, readEvents, wordsOfEvent } from '../cases/events.ts'
import type { Saving, SeenCase } from '../cases/save-events.ts'
import type { Clock } from '../clock.ts'
import type { Served } from '../http/context.ts'
import { cases, submissions } from '../store/tables.ts'
import { alarmForWriter } from './alarm-for-writer.ts'
import type { WayBack } from './door.ts'
import { hashOfCode, readPrivateCode } from './private-code.ts'
import { advocateBy } from './promise.ts'
import type { Submitted } from './submitted.ts'
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
  const today = localDateOf(clock())
  const happened = held.kept.map(({ event }) => event)
  const standing = statusOn(happened, today, profile, calendar)
  const audience = Audience.parse(held.row.audience)
  const submitted = await submittedOf(served, held)
  const { referralOpenedAt } = caseState(happened)
  const advocate = {
    ...advocateOf(looking, held, submitted),
    openedOn: referralOpenedAt === null ? null : localDateOf(referralOpenedAt),
  }
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
    status: `way-back.${audience}.status.${standing.status}`,
    dueOn: standing.dueOn,
    dueWorkedOut: workedOutFor(looking, caseState(happened), standing.dueOn),
    late: standing.late,
    alarm: await alarmForWriter(looking, held),
    audience,
    messages: messagesOf(held, submitted),
    advocate,
    decisions: decisionsOf(held),
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
  const first =
    story === undefined || story.trim() === ''
      ? []
      : [{ at: held.row.receivedAt, from: 'writer' as const, text: story }]
  const since = held.kept.flatMap((each): WayBack['messages'] => {
    const text = wordsOfEvent(each, held.key)
    if (text === undefined) return []
    switch (each.event.kind) {
      case 'message-from-writer':
        return [{ at: each.event.at, from: 'writer', text }]
      case 'message-to-writer':
      case 'acknowledged':
      case 'answered':
      case 'concern-not-resolved':
      case 'calendar-changed':
        return [{ at: each.event.at, from: 'us', text }]
      default:
        return []
    }
  })
  return [...first, ...since]
}

const DECISIONS: ReadonlySet<string> = new Set([
  'route-confirmed',
  'route-changed',
  'refused',
  'held',
  'passed-on',
  'stage-refused',
])

/** What an officer decided about the route, in the words written for the writer. */
function decisionsOf(held: HeldCase): WayBack['decisions'] {
  return held.kept.flatMap((each) => {
    const text = DECISIONS.has(each.event.kind) ? wordsOfEvent(each, held.key) : undefined
    return text === undefined ? [] : [{ on: each.event.on, text }]
  })
}

/** What was last said about an advocate, and by when one gets in touch. */
function advocateOf(
  { served, calendar }: LookingBack,
  held: HeldCase,
  submitted: Submitted | undefined,
): Accepted['advocate'] {
  const { profile } = served
  const asked = held.kept.findLast(({ event }) => event.kind === 'advocate-asked')?.event
  if (asked?.kind === 'advocate-asked') {
    const { answer } = asked.data
    const contactBy = advocateBy(answer, asked.on, profile, calendar)
    return { answer, name: profile.advocacy.name, contactBy }
  }
  return (
    submitted?.accepted.advocate ?? { answer: null, name: profile.advocacy.name, contactBy: null }
  )
}
