import type { Content } from '#content/index.ts'
import { CaseEvent } from '#schema/case.ts'
import { localDateOf } from '#schema/dates.ts'
import { type CaseState, caseState, type PartState, procedureOf } from '#schema/rules/case-state.ts'
import { mayFollow } from '#schema/rules/may-follow.ts'
import { inboxRow } from '#schema/rules/status.ts'
import { ANSWER_CHARACTERS, normaliseText, STORY_CHARACTERS } from '#schema/submission.ts'
import type { Flag, Stage } from '#schema/vocabulary.ts'
import { keptOutEvents, officerIdOf } from '../cases/keep-out.ts'
import { knowingOfCase } from '../cases/knowing-of-case.ts'
import { type NewEvent, saveEvents } from '../cases/save-events.ts'
import type { Letter } from '../mail/outbox.ts'
import { namedInMessage } from './keep-out.ts'
import { lettersOf } from './letters.ts'
import { advocateBy } from './promise.ts'
import { type HeldCase, holdCase, type LookingBack, savingOf } from './way-back.ts'

export type WritingBack = LookingBack & { readonly content: Content; readonly publicUrl: string }

/** What a writer may do on coming back. */
export type Act = { readonly kind: string; readonly text: string; readonly choice?: string }

const ATTEMPTS = 3

/** One event to be, with the writer's words that belong to it. */
type Said = { readonly kind: CaseEvent['kind']; readonly data: unknown; readonly text?: string }

/**
 * Adds what the writer says or wants to the case, in one transaction with the desk's row and the mails it
 * calls for. False when there is nothing to add, or when it cannot be done any more.
 */
export async function writeBack(writing: WritingBack, caseId: number, act: Act): Promise<boolean> {
  const text = normaliseText(act.text).trim()
  if ([...text].length > STORY_CHARACTERS || !text.isWellFormed()) return false
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const held = await holdCase(writing.served, caseId)
    if (held?.key === undefined) return false
    const said = eventsOf(writing, held, { ...act, text })
    if (said.length === 0) return false
    const keptOut = await keptOutBy(writing, held, text)
    const events = [...said, ...keptOut.map((event) => ({ event, text: undefined }))]
    const all = [...held.kept.map(({ event }) => event), ...events.map(({ event }) => event)]
    const letters = await lettersFor(writing, held, events, all)
    const saved = await saveEvents(savingOf(writing), held, { events, letters, setApart: 0 })
    if (saved.ok) return true
  }
  return false
}

/** Officers whom a message names are kept out, until somebody else has looked. */
async function keptOutBy(
  { served, content, clock }: WritingBack,
  held: HeldCase,
  text: string,
): Promise<readonly CaseEvent[]> {
  const before = held.kept.map(({ event }) => event)
  const named = await namedInMessage(served, text, content.names)
  return keptOutEvents(named, clock()).filter((event) => mayFollow(before, event).ok)
}

/** The events that an act becomes, in order; none when it cannot follow what has happened. */
function eventsOf(writing: WritingBack, held: HeldCase, act: Act): readonly NewEvent[] {
  const before = held.kept.map(({ event }) => event)
  const at = writing.clock()
  const made: NewEvent[] = []
  for (const said of saidBy(act, caseState(before))) {
    const event = CaseEvent.parse({
      kind: said.kind,
      data: said.data,
      at,
      on: localDateOf(at),
      by: 'writer',
    })
    const follows = mayFollow([...before, ...made.map((each) => each.event)], event)
    if (!follows.ok) return []
    made.push({ event, text: said.text })
  }
  return made
}

function saidBy(act: Act, state: CaseState): readonly Said[] {
  switch (act.kind) {
    case 'message':
      return act.text === '' ? [] : [message(null, act.text)]
    case 'unsafe':
      return [flagged('safeguarding'), message('not-safe', act.text)]
    case 'advocate':
      return [{ kind: 'advocate-asked', data: { answer: 'yes', share: 'contact' } }]
    case 'not-happy':
      return [...nextStages(state), message('not-happy', act.text)]
    case 'stop':
      return stopped(state, act)
    case 'feedback':
      return [{ kind: 'noted', data: {}, text: feedbackOf(act) }]
    default:
      return []
  }
}

/** A message opens the case on the desk until somebody answers it. */
function message(wish: string | null, text: string): Said {
  const data = { wish }
  return text === ''
    ? { kind: 'message-from-writer', data }
    : { kind: 'message-from-writer', data, text }
}

function flagged(flag: Flag): Said {
  return { kind: 'flagged', data: { flags: [flag] } }
}

/** Each complaint that can go one stage up does; a concern becomes the complaint it would have been. */
function nextStages(state: CaseState): readonly Said[] {
  return state.parts.flatMap((part): Said[] => {
    if (part.category === 'concern' && part.settled === null)
      return [
        {
          kind: 'concern-not-resolved',
          data: { part: part.n, becomes: part.becomes ?? 'statutory', why: 'writer-not-happy' },
        },
      ]
    const stage = nextStageOf(part)
    if (stage === undefined) return []
    return [{ kind: 'stage-requested', data: { part: part.n, stage, because: 'not-happy' } }]
  })
}

function nextStageOf(part: PartState): Stage | undefined {
  if (procedureOf(part.category) === null) return undefined
  const last = part.stages.at(-1)
  if (last === undefined || last.answeredOn === null) return undefined
  if (last.stage === 1) return 2
  return last.stage === 2 ? 3 : undefined
}

/** Taking it back is a right. Pressure must show, and somebody has to see it either way. */
function stopped(state: CaseState, act: Act): readonly Said[] {
  const choice = /^[a-z-]{1,32}$/.test(act.choice ?? '') ? act.choice : 'rather-not-say'
  const open = state.parts.filter((part) => part.settled === null)
  return [
    ...(choice === 'pressure' ? [flagged('officer-decides'), flagged('safeguarding')] : []),
    ...open.map((part): Said => ({ kind: 'withdrawn', data: { part: part.n, who: 'writer' } })),
    message(`stop-${choice}`, act.text),
  ]
}

function feedbackOf(act: Act): string {
  const choice = /^[a-z-]{1,32}$/.test(act.choice ?? '') ? act.choice : ''
  return [choice, [...act.text].slice(0, ANSWER_CHARACTERS).join('')]
    .filter((line) => line !== '')
    .join('\n')
}

/** Whom to tell: the inbox always, the duty when somebody is not safe, an advocate who was asked for. */
async function lettersFor(
  writing: WritingBack,
  held: HeldCase,
  added: readonly NewEvent[],
  all: readonly CaseEvent[],
): Promise<Letter[]> {
  const { served, calendar, content, publicUrl } = writing
  const row = inboxRow(all, served.profile, calendar)
  const today = localDateOf(writing.clock())
  const wantsAdvocate = added.some(({ event }) => event.kind === 'advocate-asked')
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
      caseId: held.row.id,
      at: writing.clock(),
      ask: undefined,
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
