import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import { type Draft, partOf, stamped } from '#schema/acts/act.ts'
import { ACTS } from '#schema/acts/acts.ts'
import type { Field, Typed } from '#schema/acts/fields.ts'
import type { ActGiven, Colleague } from '#schema/acts/given.ts'
import type { CaseEvent, EventKind } from '#schema/case/case.ts'
import { type LocalDate, localDateOf } from '#schema/dates.ts'
import { caseState } from '#schema/rules/case/case-state.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import { statusOn } from '#schema/rules/case/status.ts'
import { dueDatesOf } from '#schema/rules/clocks/clocks.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/days/day-number.ts'
import { Category } from '#schema/vocabulary.ts'
import { england, profileOf, slugs } from './authorities.ts'
import { happened, received } from './happened.ts'

const words = loadContent().words('en')
const FIRST = '2026-11-02'

function somebody(id: number, roles: Colleague['roles']): Colleague {
  return { id, name: `Nr ${id}`, email: `${id}@council.example`, roles, mayRead: true }
}
const ADA = somebody(7, ['officer'])
const COLLEAGUES = [
  ADA,
  somebody(8, ['manager']),
  somebody(9, ['investigator']),
  somebody(10, ['independent']),
]

function givenOn(slug: string, today: LocalDate, events: readonly CaseEvent[]): ActGiven {
  return {
    told: events.map((event, index) => ({ seq: index + 1, event, text: 'Words.' })),
    happened: events,
    state: caseState(events),
    sent: {
      story: 'What was said.',
      name: 'Kim',
      passOn: undefined,
      thanksFor: undefined,
      mayName: true,
      isForChild: false,
    },
    audience: 'young',
    profile: profileOf(slug),
    calendar: england,
    at: happened('noted', today, {}).at,
    today,
    officer: ADA,
    colleagues: COLLEAGUES,
    words,
    deskWords: words,
    values: { officerName: 'Ada', dueOn: 'soon', advocacyName: 'Advocates' },
    keptOut: [],
  }
}

/** One thing that somebody tries: which act, how the form is filled, and how many days later. */
type Try = {
  readonly act: number
  readonly part: number
  readonly picks: readonly number[]
  readonly daysLater: number
}

/** A form filled by chance: mostly what fits, now and then what does not. */
function filled(act: (typeof ACTS)[number], given: ActGiven, { part, picks }: Try): Typed {
  const fields = Object.entries(act.fields).map(([name, field], index) => [
    name,
    valuesFor(field, given, picks[index % picks.length] ?? 0),
  ])
  const typed: Typed = {
    ...(act.isOfPart && { part: [String(part)] }),
    ...Object.fromEntries(fields),
  }
  const isFilledIn = (picks[0] ?? 0) % 2 === 0 && act.possible(given).ok
  return isFilledIn ? { ...typed, ...act.fill(given, partOf(typed, given)) } : typed
}

function valuesFor(field: Field, given: ActGiven, pick: number): readonly string[] {
  if (pick % 13 === 0) return ['']
  switch (field.kind) {
    case 'words':
      return [pick % 5 === 0 ? 'Sam Lee\nJo Day\nMax Ito' : 'Words.']
    case 'line':
      return ['x@council.example']
    case 'pounds':
      return [pick % 3 === 0 ? '-2.50' : '250']
    case 'tick':
      return ['yes']
    case 'day':
      return [dayOfNumber(numberOfDay(given.today) + (pick % 60) - 20)]
    case 'one':
    case 'some': {
      const options = field.options(given)
      return options.length === 0 ? ['none'] : [options[pick % options.length]?.value ?? '']
    }
  }
}

/** What the writer, the advocate or the service does, at any moment. */
const THEIRS: readonly (readonly [EventKind, CaseEvent['data']])[] = [
  ['message-from-writer', { wish: null }],
  ['message-from-writer', { wish: 'data-see' }],
  ['stage-requested', { part: 1, stage: 2, because: 'not-happy' }],
  ['withdrawn', { part: 1, who: 'writer' }],
  ['concern-not-resolved', { part: 1, becomes: 'statutory', why: 'time-passed' }],
  ['statement-agreed', { part: 1, how: 'page' }],
  ['statement-reminded', { part: 1, alert: true }],
  ['advocate-ended', {}],
  ['removed', { why: 'time-over' }],
]

const DONE_ONCE: readonly EventKind[] = ['received', 'acknowledged', 'removed', 'referral-opened']
/** Tried as often as all the others together, so that chance gets far. */
const LIKELY = ['acknowledge', 'extend', 'answer', 'request-stage', 'withdraw', 'close', 'reopen']
const likely = LIKELY.map((id) => ACTS.findIndex((act) => act.id === id))

const tries = fc.array(
  fc.record({
    act: fc.oneof(fc.nat({ max: ACTS.length + THEIRS.length - 1 }), fc.constantFrom(...likely)),
    part: fc.integer({ min: 1, max: 3 }),
    picks: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
    daysLater: fc.constantFrom(0, 0, 0, 1, 4, 12),
  }),
  { minLength: 25, maxLength: 45 },
)
const cases = fc.record({
  slug: fc.constantFrom(...slugs),
  categories: fc.uniqueArray(fc.constantFrom('statutory', 'corporate', ...Category.options), {
    minLength: 1,
    maxLength: 2,
  }),
  tries,
})

/** What was tried, and what is said about it where it cannot be. */
function attempt(slug: string, today: LocalDate, events: readonly CaseEvent[], tried: Try) {
  const theirs = THEIRS[tried.act - ACTS.length]
  if (theirs !== undefined) {
    const [kind, data] = theirs
    const event = happened(kind, today, data as never, 'writer')
    return { added: mayFollow(events, event).ok ? [event] : [], unsaid: [] }
  }
  const act = ACTS[tried.act]
  if (act === undefined) throw new Error('there is no such act')
  const given = givenOn(slug, today, events)
  const read = act.read(filled(act, given, tried), given)
  if (read.ok) return { added: read.drafts.map((one: Draft) => stamped(one, given)), unsaid: [] }
  const unsaid = read.faults
    .map(({ field, code }) => `officer.${field === 'act' ? 'order' : 'act-fault'}.${code}`)
    .filter((key) => !words.has(key) && !key.endsWith('act-fault.missing'))
  expect(read.faults.length).toBeGreaterThan(0)
  return { added: [], unsaid: unsaid.map((key) => `${act.id}: ${key}`) }
}

test('whatever is tried in whatever order is refused with a sentence, or leaves the record whole', () => {
  const reached = new Set<EventKind>()
  fc.assert(
    fc.property(cases, ({ slug, categories, tries: all }) => {
      let today = numberOfDay(received(FIRST).on)
      let events: readonly CaseEvent[] = [received(FIRST, categories)]
      for (const tried of all) {
        today += tried.daysLater
        const { added, unsaid } = attempt(slug, dayOfNumber(today), events, tried)
        expect(unsaid).toEqual([])
        events = [...events, ...added]
      }
      isWhole(slug, dayOfNumber(today), events)
      for (const { kind } of events) reached.add(kind)
    }),
    { numRuns: 80 },
  )
  // The trial is worth something only while it gets far.
  const far: readonly EventKind[] = [
    'answered',
    'extended',
    'stage-requested',
    'closed',
    'reopened',
  ]
  expect(far.filter((kind) => !reached.has(kind))).toEqual([])
})

function isWhole(slug: string, today: LocalDate, events: readonly CaseEvent[]): void {
  for (const [index, event] of events.entries()) {
    if (index === 0) continue
    expect(mayFollow(events.slice(0, index), event)).toEqual({ ok: true })
    expect(event.on >= FIRST && event.on <= localDateOf(event.at)).toBe(true)
  }
  for (const kind of DONE_ONCE) {
    expect(events.filter((event) => event.kind === kind).length).toBeLessThanOrEqual(1)
  }
  const state = caseState(events)
  const dues = dueDatesOf(state, profileOf(slug), england)
  for (const due of dues) {
    expect(due.latestOn === null || due.pauses.length > 0 || due.dueOn <= due.latestOn).toBe(true)
  }
  for (const { stages } of state.parts) {
    expect(stages.map(({ stage }) => stage)).toEqual(stages.map((_, nth) => nth + 1))
  }
  expect(() => statusOn(events, today, profileOf(slug), england)).not.toThrow()
}
