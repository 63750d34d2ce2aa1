import type { Store } from '#api/store/store.ts'
import { cases, events, inbox, parts, people, submissions } from '#api/store/tables.ts'
import type { Profile } from '#schema/authority/profile.ts'
import { CaseEvent, type EventKind } from '#schema/case/case.ts'
import { day, type Instant, type LocalDate } from '#schema/dates.ts'
import { inboxRow } from '#schema/rules/case/status.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/days/day-number.ts'
import type { Calendar } from '#schema/rules/days/working-days.ts'
import { Service } from '#schema/triage/facts.ts'
import { Category, Flag } from '#schema/vocabulary.ts'

const A_BATCH = 100
/** No letter that looks like a digit, as in real references. */
export const LETTERS = 'BCDFGHJKMNPQRTVWXY2346789'

type ManyCases = {
  readonly store: Store
  readonly profile: Profile
  readonly calendar: Calendar
  readonly howMany: number
  /** The last day on which one was received. */
  readonly until: LocalDate
  /** Over how many days, ending there, they came in. */
  readonly overDays: number
  /** One in so many is still open: 10 is a tenth, 1 is all of them. */
  readonly oneOpenIn: number
  /** Officers who may have been given a case. */
  readonly officerIds?: readonly number[]
  /** Told after each batch how many are written. */
  readonly onBatch?: (caseIds: readonly number[]) => Promise<void> | void
}

/**
 * Fills a store with invented cases, the same at every run: real rows, real seals and keys, real events and
 * the desk's row that they make. They go in a hundred at a time, past the door, which would take minutes.
 */
export async function writeManyCases(many: ManyCases): Promise<void> {
  for (let from = 0; from < many.howMany; from += A_BATCH) {
    const size = Math.min(A_BATCH, many.howMany - from)
    const made = await Promise.all(
      Array.from({ length: size }, (_, index) => invent(many, from + index)),
    )
    const { db } = many.store
    await many.store.write([
      db.insert(cases).values(made.map((one) => one.case)),
      db.insert(submissions).values(made.map((one) => one.submission)),
      db.insert(parts).values(made.map((one) => one.part)),
      db.insert(people).values(made.map((one) => one.person)),
      db.insert(events).values(made.flatMap((one) => one.events)),
      db.insert(inbox).values(made.map((one) => one.row)),
    ])
    await many.onBatch?.(made.map((one) => one.case.id))
  }
}

async function invent(many: ManyCases, n: number) {
  const { store, profile, calendar } = many
  const id = await store.nextId('cases')
  const { keyId, sealer } = await store.keys.createCaseKey()
  const reference = referenceOf(n)
  const first = numberOfDay(many.until) - many.overDays
  const receivedOn = dayOfNumber(first + Math.ceil(((n + 1) * many.overDays) / many.howMany))
  const category = pick(CATEGORIES, n * 7)
  const services = [pick(Service.options, n * 5)]
  const happened = lifeOf(many, n, receivedOn, category, services)
  const triage = { category, flags: flagsOf(n), rule: 'bench', signals: [], reasons: [] }
  const receivedAt = atNoon(receivedOn)
  const submitted = {
    language: 'en',
    facts: { who: 'young-person', service: services },
    answers: { story: storyOf(n) },
    asked: [],
    accepted: { reference, receivedOn },
  }
  return {
    case: {
      id,
      reference,
      keyId,
      codeHash: store.keys.hash('code', reference),
      receivedAt,
      receivedOn,
      language: 'en',
      audience: 'young',
      who: 'young-person',
      triage: { ...triage, parts: [{ category, services }] },
    },
    submission: {
      caseId: id,
      idempotencyKey: `bench-${String(n).padStart(20, '0')}`,
      bodyHash: reference,
      contentVersion: 'bench',
      sealed: sealer.seal(JSON.stringify(submitted)),
    },
    part: { caseId: id, n: 1, category, services },
    person: {
      caseId: id,
      kind: 'writer',
      sealed: sealer.seal(JSON.stringify({ kind: 'writer', name: nameOf(n) })),
    },
    events: happened.map((event) => ({ ...event, caseId: id })),
    row: { caseId: id, reference, ...inboxRow(happened, profile, calendar) },
  }
}

/** Most are complaints of both kinds; some never were one. */
const CATEGORIES = Category.options.flatMap((category, index) =>
  Array.from({ length: [6, 5, 1, 3, 2, 4, 1][index] ?? 1 }, () => category),
)

/** What happened to it: an open one was received, perhaps read, given to somebody, asked about. */
function lifeOf(
  many: ManyCases,
  n: number,
  on: LocalDate,
  category: Category,
  services: readonly Service[],
): readonly CaseEvent[] {
  const isOpen = n % many.oneOpenIn === 0
  const becomes = category === 'concern' ? 'statutory' : null
  const list = [
    event('received', on, 'writer', {
      who: 'young-person',
      ask: null,
      flags: flagsOf(n),
      parts: [{ n: 1, category, services, becomes }],
      source: 'form',
    }),
  ]
  if (isOpen && n % 3 === 0) return list
  list.push(event('read', on, 'officer:1', {}), event('acknowledged', on, 'officer:1', {}))
  const officer = many.officerIds?.[n % many.officerIds.length]
  if (officer !== undefined)
    list.push(event('assigned', on, 'officer:1', { officer: `officer:${officer}` }))
  if (isOpen && n % 4 === 0) list.push(event('message-to-writer', on, 'officer:1', { asks: true }))
  if (isOpen) return list
  const closedOn = dayOfNumber(numberOfDay(on) + (n % 25))
  const stage = category === 'statutory' || category === 'corporate' || category === 'deferred'
  const outcome = stage ? 'upheld' : null
  list.push(
    event('answered', closedOn, 'officer:1', { part: 1, stage: stage ? 1 : null, outcome }),
    event('closed', closedOn, 'officer:1', {}),
  )
  return list
}

function event(kind: EventKind, on: LocalDate, by: string, data: unknown): CaseEvent {
  return CaseEvent.parse({ kind, at: atNoon(on), on, by, data })
}

function atNoon(on: LocalDate): Instant {
  return `${on}T12:00:00.000Z` as Instant
}

function flagsOf(n: number): Flag[] {
  if (n % 50 === 0) return ['safeguarding']
  return n % 4 === 0 ? [pick(Flag.options.slice(1), n)] : []
}

function referenceOf(n: number): string {
  let rest = n
  let reference = ''
  for (let place = 0; place < 8; place++) {
    reference = (LETTERS[rest % LETTERS.length] ?? 'B') + reference
    rest = Math.floor(rest / LETTERS.length)
  }
  return reference
}

const SUBJECTS = ['My social worker', 'The team', 'My foster carer', 'The manager', 'Somebody']
const DEEDS = ['cancelled my visit', 'never called back', 'lost my letter', 'moved me at night']
const PLACES = ['in the contact centre', 'at school', 'on the telephone', 'at my placement']
const FEELINGS = ['It made me sad', 'I was frightened', 'Nobody told me why', 'I want it put right']
const RARE = ['kingfisher', 'harmonica', 'trampoline', 'lighthouse', 'marmalade', 'bicycle']

/** Some sixty words, of which a few in a thousand cases stand in no other. */
function storyOf(n: number): string {
  const sentences = Array.from(
    { length: 8 },
    (_, index) =>
      `${pick(SUBJECTS, n + index)} ${pick(DEEDS, n * 3 + index)} ${pick(PLACES, n + index * 2)}. ${pick(FEELINGS, n + index * 3)}.`,
  )
  if (n % 500 === 0) sentences.push(`They also lost my ${pick(RARE, n / 500)}.`)
  return sentences.join(' ')
}

function nameOf(n: number): string {
  return `${pick(['Sam', 'Ada', 'Kit', 'Noor', 'Jo'], n)} ${pick(['Hill', 'Okoro', 'Shah', 'Wren'], n * 3)}`
}

function pick<T>(list: readonly T[], n: number): T {
  const found = list[n % list.length]
  if (found === undefined) throw new Error('a list of nothing')
  return found
}

/** The day up to which the cases of a bench came in. */
export const BENCH_DAY = day('2026-11-23')
