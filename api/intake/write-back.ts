import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Content } from '#content/index.ts'
import { CaseEvent } from '#schema/case/case.ts'
import { localDateOf } from '#schema/dates.ts'
import { normaliseText, STORY_CHARACTERS } from '#schema/form/submission.ts'
import { advocacyOf } from '#schema/rules/case/advocacy.ts'
import { caseState } from '#schema/rules/case/case-state.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import { inboxRow } from '#schema/rules/case/status.ts'
import { keptOutEvents, officerIdOf } from '../cases/keep-out.ts'
import { knowingOfCase } from '../cases/knowing-of-case.ts'
import { type NewEvent, saveEvents } from '../cases/save-events.ts'
import type { Letter } from '../mail/outbox.ts'
import type { Act } from '../messages/acts.ts'
import { type Standing, saidBy } from '../messages/said.ts'
import { isSaidAgain } from '../messages/said-again.ts'
import { dutyAt } from '../officers/duty.ts'
import type { Sealer, Write } from '../store/store.ts'
import { people } from '../store/tables.ts'
import { namedInMessage } from './keep-out.ts'
import { lettersOf } from './letters.ts'
import { advocateBy } from './promise.ts'
import type { Person } from './submitted.ts'
import { type HeldCase, holdCase, type LookingBack, savingOf } from './way-back.ts'

type WritingBack = LookingBack & { readonly content: Content; readonly publicUrl: string }

const ATTEMPTS = 3

/**
 * Adds what the writer says or wants to the case, in one transaction with the desk's row and the mails it
 * calls for. False when there is nothing to add, or when it cannot be done any more; true as well for a second press,
 * which adds nothing. `by`: an advocate acts in the writer's place.
 */
export async function writeBack(
  writing: WritingBack,
  caseId: number,
  act: Act,
  by: 'writer' | 'advocate' = 'writer',
): Promise<boolean> {
  const tidied = tidy(act)
  if (tidied === undefined) return false
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const held = await holdCase(writing.served, caseId)
    if (held?.key === undefined) return false
    const also = peopleWrites(writing, held, held.key, tidied)
    if (tidied.kind === 'alert') return writeOnly(writing, also(sql`true`))
    const say = (events: readonly CaseEvent[]) => saidBy(tidied, standingAfter(writing, events))
    if (isSaidAgain(held, { by, at: writing.clock() }, say)) return true
    const said = eventsOf(writing, held, tidied, by)
    if (said.length === 0) return false
    const keptOut = await keptOutBy(writing, held, tidied)
    const events = [...said, ...keptOut.map((event) => ({ event, text: undefined }))]
    const all = [...held.kept.map(({ event }) => event), ...events.map(({ event }) => event)]
    const letters = await lettersFor(writing, held, events, all)
    const saved = await saveEvents(savingOf(writing), held, { events, letters, also, setApart: 0 })
    if (saved.ok) return true
  }
  return false
}

/** Officers whom a message names are kept out, until somebody else has looked. */
async function keptOutBy(
  { served, content, clock }: WritingBack,
  held: HeldCase,
  act: Act,
): Promise<readonly CaseEvent[]> {
  // What is written to an advocate is no officer's to read, and tells the desk of nobody.
  if (!('text' in act) || act.kind === 'to-advocate') return []
  const before = held.kept.map(({ event }) => event)
  const named = await namedInMessage(served, act.text, content.names)
  return keptOutEvents(named, clock()).filter((event) => mayFollow(before, event).ok)
}

/** What is nobody's to see at the desk leaves no event. */
async function writeOnly({ served }: WritingBack, writes: readonly Write[]): Promise<true> {
  await served.store.write(writes)
  return true
}

/** The act with its words as they are kept; undefined when they are too long or no text at all. */
function tidy(act: Act): Act | undefined {
  if (!('text' in act)) return act
  const text = normaliseText(act.text).trim()
  if ([...text].length > STORY_CHARACTERS || !text.isWellFormed()) return undefined
  return { ...act, text }
}

/** The events that an act becomes, in order; none when it cannot follow what has happened. */
function eventsOf(
  writing: WritingBack,
  held: HeldCase,
  act: Act,
  by: 'writer' | 'advocate',
): readonly NewEvent[] {
  const before = held.kept.map(({ event }) => event)
  const at = writing.clock()
  const made: NewEvent[] = []
  for (const said of saidBy(act, standingAfter(writing, before))) {
    const { kind, data } = said
    const event = CaseEvent.parse({ kind, data, at, on: localDateOf(at), by })
    const follows = mayFollow([...before, ...made.map((each) => each.event)], event)
    if (!follows.ok) return []
    made.push({ event, text: said.text })
  }
  return made
}

function standingAfter(writing: WritingBack, events: readonly CaseEvent[]): Standing {
  const { served, calendar, clock } = writing
  return { events, today: localDateOf(clock()), profile: served.profile, calendar }
}

/** Where a line that there is a message goes, and how an advocate can reach the writer. */
function peopleWrites(
  { served }: WritingBack,
  { row }: HeldCase,
  key: Sealer,
  act: Act,
): (onlyWhile: SQL) => readonly Write[] {
  const { db } = served.store
  const replace =
    (kind: Person['kind'], person: Person | undefined) =>
    (onlyWhile: SQL): readonly Write[] => {
      const old = and(eq(people.caseId, row.id), eq(people.kind, kind), onlyWhile)
      const gone = db.delete(people).where(old)
      if (person === undefined) return [gone]
      const sealed = key.seal(JSON.stringify(person))
      const kept = sql`select null, ${row.id}, ${kind}, ${sealed} where ${onlyWhile}`
      return [gone, db.insert(people).select(kept)]
    }
  switch (act.kind) {
    case 'alert': {
      const to =
        act.email === undefined ? undefined : ({ kind: 'email', value: act.email } as const)
      return replace('alert', to && { kind: 'alert', to })
    }
    case 'advocate':
      return act.reach === undefined
        ? () => []
        : replace('reach', { kind: 'reach', how: act.reach })
    case 'end-advocate':
      return replace('reach', undefined)
    default:
      return () => []
  }
}

/** Acts that nobody at the desk has to hear of at once: they read them when they open the case. */
const QUIET: ReadonlySet<CaseEvent['kind']> = new Set([
  'noted',
  'put-right-said',
  'advocate-allowed',
  'advocate-message',
])

/** Whom to tell: the inbox, the duty when somebody is not safe, an advocate who was asked for. */
async function lettersFor(
  writing: WritingBack,
  held: HeldCase,
  added: readonly NewEvent[],
  all: readonly CaseEvent[],
): Promise<Letter[]> {
  if (added.every(({ event }) => QUIET.has(event.kind))) return []
  const { served, calendar, content, publicUrl } = writing
  const row = inboxRow(all, served.profile, calendar)
  const today = localDateOf(writing.clock())
  const wantsAdvocate = added.some(
    ({ event }) => event.kind === 'advocate-asked' && event.data.answer === 'yes',
  )
  const isUnsafe = added.some(
    ({ event }) => event.kind === 'flagged' && event.data.flags.includes('safeguarding'),
  )
  const knowing = await knowingOfCase(served, content.names, {
    caseId: held.row.id,
    today,
    more: caseState(all).keptOut.map(({ officer }) => officerIdOf(officer)),
  })
  const letters = lettersOf(
    {
      knowing,
      onDuty: (await dutyAt(served, calendar, writing.clock())).officers,
      caseId: held.row.id,
      at: writing.clock(),
      ask: undefined,
      round: advocacyOf(all).round,
      accepted: {
        reference: held.row.reference,
        category: row.category,
        flags: isUnsafe ? ['safeguarding'] : [],
        receivedOn: today,
        dueOn: row.dueOn,
        contactBy: wantsAdvocate ? advocateBy('yes', today, served.profile, calendar) : null,
      },
    },
    { served, calendar, words: content.words('en'), publicUrl },
  )
  const nth = all.length
  return letters.map((letter) =>
    letter.kind === 'referral' ? letter : { ...letter, about: `${letter.about}.${nth}` },
  )
}
