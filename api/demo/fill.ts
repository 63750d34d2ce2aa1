import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { readEvents } from '#api/cases/events.ts'
import { saveEvents } from '#api/cases/save-events.ts'
import type { Served } from '#api/http/context.ts'
import { createReceive, type Receive } from '#api/intake/receive.ts'
import { createTurnstile } from '#api/intake/turnstile.ts'
import { silentLog } from '#api/log.ts'
import { cases, outbox } from '#api/store/tables.ts'
import type { Content } from '#content/index.ts'
import type { InventedCase, InventedCases, Life } from '#content/invented-cases.ts'
import type { Profile } from '#schema/authority/profile.ts'
import { CaseEvent } from '#schema/case/case.ts'
import { type Instant, instantOf, type LocalDate, localDateOf } from '#schema/dates.ts'
import { caseState, currentStage } from '#schema/rules/case/case-state.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/days/day-number.ts'
import { addWorkingDays, englandAndWales } from '#schema/rules/days/working-days.ts'
import { signalReaders } from '#schema/rules/signals/signals.ts'
import type { Service } from '#schema/triage/facts.ts'
import { type Cast, type Step, stepsOf, withAdvocate } from './life.ts'
import { NAMED_IN_A_CASE as ABOUT, engage } from './people.ts'

const CASES_A_YEAR = 72
const DAYS_A_YEAR = 365
const RECENT_CASES = 24
/** What is at rest by now, once it came in so many days ago: nobody leaves a letter unread for weeks. */
const OLD_DAYS = 20

export type Filling = {
  readonly content: Content
  readonly invented: InventedCases
  readonly publicUrl: string
  readonly now: Instant
}

/**
 * Fills an authority with an invented year up to today, by the ways that are taken in earnest: received, read,
 * answered, taken to the next stage. No mail of it is sent. Answers the demonstration's officer.
 */
export async function fillYear(filling: Filling, served: Served): Promise<number> {
  const everybody = await engage(filling, served)
  const { content, invented, publicUrl } = filling
  let at = filling.now
  const receive = createReceive({
    content,
    readers: signalReaders(content.signals),
    calendar: englandAndWales(content.bankHolidays),
    clock: () => at,
    log: silentLog,
    publicUrl,
    folders: [],
    floodGuards: new Map(),
    turnstile: createTurnstile(),
  })
  const today = localDateOf(filling.now)
  for (let n = 0; n < CASES_A_YEAR; n++) {
    const daysAgo = daysAgoOf(CASES_A_YEAR - 1 - n)
    const on = dayOfNumber(numberOfDay(today) - daysAgo)
    at = atTen(on, filling.now)
    const made = inventedCase(invented, n, daysAgo)
    const cast = made.about === ABOUT ? { ...everybody, officer: everybody.colleague } : everybody
    const reference = await send(receive, served, made)
    await live(filling, served, { reference, made, nth: n, on, cast })
  }
  const { store } = served
  await store.write([
    store.db.update(outbox).set({ state: 'sent', sealed: null, sentAt: filling.now }),
  ])
  return everybody.officer
}

/** Of the last month a case a day, so that there is work; the others are spread over the rest of the year. */
function daysAgoOf(nthLast: number): number {
  if (nthLast < RECENT_CASES) return nthLast
  const days = DAYS_A_YEAR - RECENT_CASES
  return (
    RECENT_CASES + Math.round(((nthLast - RECENT_CASES) * days) / (CASES_A_YEAR - RECENT_CASES))
  )
}

/** What came in long ago has come to rest: what would lie unread is answered instead. */
function inventedCase(invented: InventedCases, n: number, daysAgo: number): InventedCase {
  const found = invented.cases[n % invented.cases.length]
  if (found === undefined) throw new Error('there are no invented cases')
  if (daysAgo <= OLD_DAYS) return found
  const advocate = found.advocate && 'reached'
  return { ...found, advocate, life: OPEN_LIVES.has(found.life) ? 'answered' : found.life }
}

const OPEN_LIVES: ReadonlySet<Life> = new Set([
  'unread',
  'urgent',
  'read',
  'acknowledged',
  'asked',
  'wrote-again',
  'late',
  'held',
])

const WITH_ADVOCATE = {
  advocate: { answer: 'yes', share: 'contact' },
  reach: { kind: 'site' },
} as const

async function send(receive: Receive, served: Served, made: InventedCase): Promise<string> {
  const outcome = await receive(served, {
    authority: served.profile.slug,
    language: 'en',
    facts: made.facts,
    answers: {
      story: made.story,
      contact: { kind: 'code' },
      ...(made.name === undefined ? {} : { name: made.name }),
      ...(made.about === undefined ? {} : { about_person: made.about }),
      ...(made.advocate === undefined ? {} : WITH_ADVOCATE),
    },
    idempotencyKey: randomBytes(16).toString('base64url'),
  })
  if (!outcome.ok) throw new Error(`an invented case was refused: ${outcome.code}`)
  return outcome.accepted.reference
}

type Living = {
  readonly reference: string
  readonly made: InventedCase
  readonly nth: number
  readonly on: LocalDate
  readonly cast: Cast
}

/** Writes down what happened to a case up to today, each thing at its day, and nothing that cannot follow. */
async function live(filling: Filling, served: Served, living: Living): Promise<void> {
  const { store, profile } = served
  const { content, publicUrl, now } = filling
  const calendar = englandAndWales(content.bankHolidays)
  const [row] = await store.db.select().from(cases).where(eq(cases.reference, living.reference))
  if (row === undefined) throw new Error('an invented case is not there')
  const kept = await readEvents(store, row.id)
  const happened = kept.map(({ event }) => event)
  const events: Said[] = []
  for (const said of lifeOf(filling, profile, living, happened)) {
    const before = [...happened, ...events.map(({ event }) => event)]
    if (mayFollow(before, said.event).ok) events.push(said)
  }
  if (events.length === 0) return
  const key = await store.keys.caseKey(row.keyId)
  const saving = { store, profile, calendar, at: now, publicUrl }
  const saved = await saveEvents(saving, { caseId: row.id, key, kept }, { events })
  if (!saved.ok) throw new Error(`an invented case was refused: ${saved.code}`)
}

type Said = { readonly event: CaseEvent; readonly text?: string }

/** All that would happen to a case up to today, if each could follow. */
function lifeOf(
  { content, invented, now }: Filling,
  profile: Profile,
  { made, nth, on, cast }: Living,
  happened: readonly CaseEvent[],
): readonly Said[] {
  const calendar = englandAndWales(content.bankHolidays)
  const [part] = caseState(happened).parts
  const stage = part === undefined || currentStage(part) === undefined ? null : 1
  const named = namedIn(profile, part?.services ?? [], nth)
  const steps = stepsOf(made.life, { stage, on, cast, calendar, ...named })
  const texts = { ...invented.said, ...made.said }
  return (made.advocate === 'reached' ? withAdvocate(steps) : steps).flatMap((step) => {
    const day = addWorkingDays(on, step.after, calendar)
    if (day > localDateOf(now)) return []
    const { kind, data } = step
    const event = CaseEvent.parse({
      kind,
      data,
      at: atTen(day, now),
      on: day,
      by: byOf(step, cast),
    })
    return [{ event, ...(step.says === undefined ? {} : { text: texts[step.says] }) }]
  })
}

function byOf({ by }: Step, cast: Cast): string {
  return by === 'writer' || by === 'advocate' ? by : `officer:${cast[by]}`
}

/** What an authority calls the team, what was learned, and a finding of fault. Who has not said which team looks after what still has teams. */
function namedIn(
  { services, reasons, ombudsmanDecisions }: Profile,
  topics: readonly Service[],
  nth: number,
) {
  const service =
    services.find((team) => team.topics.some((topic) => topics.includes(topic))) ??
    services[nth % services.length]
  return {
    service: service?.code ?? null,
    theme: reasons[nth % reasons.length]?.label ?? null,
    fault: ombudsmanDecisions.find(({ upheld }) => upheld === true)?.label ?? '-',
  }
}

/** Ten in the morning, or this moment where that is still to come. */
function atTen(on: LocalDate, now: Instant): Instant {
  const at = instantOf(new Date(`${on}T10:00:00.000Z`))
  return at > now ? now : at
}
