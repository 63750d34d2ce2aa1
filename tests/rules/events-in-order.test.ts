import { describe, expect, test } from 'vitest'
import { loadContent } from '#content/index.ts'
import { type By, type CaseEvent, EventKind, type EventOf } from '#schema/case/case.ts'
import { day, instant } from '#schema/dates.ts'
import { AFTER_CLOSING } from '#schema/rules/case/after-closing.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import { OrderRefusal } from '#schema/rules/case/order-refusal.ts'
import { dayOfNumber, numberOfDay } from '#schema/rules/days/day-number.ts'
import { sayIn } from '#schema/words/desk-words.ts'
import { detailsOf } from '#schema/words/event-in-words.ts'
import {
  ANSWERED,
  AT_STAGE_2,
  AT_STAGE_3,
  CLOSED,
  CONCERN,
  DATA_COMPLAINT,
  type Later,
  LEARNING,
  label,
  NEW,
  NOT_BEFORE_WHAT_THEY_FOLLOW,
  OMBUDSMAN,
  PERHAPS_NAMED,
  POINTED,
  ROWS,
  stage2,
  TODAY,
} from './event-order.ts'
import { assuring, happened, received } from './happened.ts'

type Try = readonly [
  what: string,
  before: readonly CaseEvent[],
  next: CaseEvent,
  code: OrderRefusal,
]

const LATER_KINDS = EventKind.exclude(['received']).options
const GONE = [...CLOSED, happened('removed', '2026-11-23', { why: 'time-over' })]

/** An event of this kind, as its row has it, on this day. */
function ofKind(kind: Later, on: string = TODAY, more: object = {}): CaseEvent {
  const data = { ...ROWS[kind][1], ...more }
  return happened(kind, on, data as EventOf<typeof kind>['data'])
}

/** Everything that is wrong with one kind wherever it comes: too early, too late, twice, of what is not there. */
function triesOf(kind: Later): readonly Try[] {
  const [before, data, again, without] = ROWS[kind]
  const next = ofKind(kind)
  const ahead = { ...next, on: day('2026-12-08') }
  return [
    [`${kind}, of what was never received`, [], next, 'not-received'],
    [`${kind}, before receipt`, before, ofKind(kind, '2026-11-01'), 'before-receipt'],
    [`${kind}, on a day to come`, before, ahead, 'in-the-future'],
    ...tryIf(kind !== 'read', [`${kind}, once it was removed`, GONE, next, 'removed']),
    ...tryIf(!AFTER_CLOSING.has(kind), [`${kind}, once it was closed`, CLOSED, next, 'closed']),
    ...('part' in data ? [ofNoPart(kind)] : []),
    ...(again === null ? [] : [[`${kind}, twice`, [...before, next], next, again] as const]),
    ...(without === undefined
      ? []
      : [[`${kind}, without what it follows`, before.slice(0, 1), next, without] as const]),
    ...tryIf(NOT_BEFORE_WHAT_THEY_FOLLOW.includes(kind), [
      `${kind}, on a day before what it follows`,
      before,
      ofKind(kind, theDayBefore(before)),
      'before-it-began',
    ]),
  ]
}

function theDayBefore(events: readonly CaseEvent[]): string {
  return dayOfNumber(numberOfDay(events.at(-1)?.on ?? day(TODAY)) - 1)
}

function ofNoPart(kind: Later): Try {
  const next = ofKind(kind, TODAY, { part: 9 })
  return [`${kind}, of a part that is not there`, ROWS[kind][0], next, 'no-such-part']
}

function tryIf(isTried: boolean, tried: Try): readonly Try[] {
  return isTried ? [tried] : []
}

const GENERATED = LATER_KINDS.flatMap(triesOf)

const by = (event: CaseEvent, who: By): CaseEvent => ({ ...event, by: who })

/** What is wrong with some kinds alone. */
const PARTICULAR: readonly Try[] = [
  ['a second receipt', NEW, received('2026-11-21'), 'already-received'],
  [
    'a stage over the head of another',
    ANSWERED,
    happened('stage-requested', TODAY, { part: 1, stage: 3, because: 'not-happy' }),
    'stage-out-of-order',
  ],
  [
    'an answer to a stage that nobody asked for',
    NEW,
    happened('answered', TODAY, { part: 1, stage: 2, outcome: 'upheld' }),
    'stage-not-open',
  ],
  [
    'a report before its stage was asked for',
    AT_STAGE_2,
    happened('report-received', '2026-11-11', { ...stage2, of: 'investigator' }),
    'before-the-stage',
  ],
  ['a stage of a concern', CONCERN, ofKind('stage-requested'), 'not-a-complaint'],
  ['a concern’s end of a complaint', NEW, ofKind('concern-resolved'), 'not-a-concern'],
  ['telling the writer of what is to change', LEARNING, ofKind('promise-told'), 'not-a-promise'],
  ['a panel’s report before it met', AT_STAGE_3, ofKind('panel-reported'), 'stage-out-of-order'],
  [
    'a panel of two',
    AT_STAGE_3,
    happened('panel-named', TODAY, { part: 1, members: 2 }),
    'panel-too-small',
  ],
  [
    'beginning stage 3 after its panel has met',
    [...AT_STAGE_3, ofKind('panel-met')],
    happened('stage-started', TODAY, { part: 1, stage: 3 }),
    'already-done',
  ],
  [
    'refusing stage 3 after its panel has met',
    [...AT_STAGE_3, ofKind('panel-met')],
    ofKind('stage-refused', TODAY, { stage: 3 }),
    'stage-begun',
  ],
  [
    'refusing stage 2 after it was begun',
    [...AT_STAGE_2, ofKind('stage-started')],
    ofKind('stage-refused'),
    'stage-begun',
  ],
  [
    'the number of a point that was dropped',
    [
      ...POINTED,
      happened('point-set', '2026-11-04', { part: 1, point: 2, ...label }),
      happened('point-dropped', '2026-11-05', { part: 1, point: 1 }),
    ],
    ofKind('point-set'),
    'points-in-order',
  ],
  [
    'a child’s complaint made corporate without assurances',
    NEW,
    ofKind('route-changed', TODAY, { assurances: null }),
    'assurances-needed',
  ],
  [
    'a deferred one made corporate without assurances',
    [received('2026-11-02', ['deferred'])],
    ofKind('route-changed', TODAY, { assurances: null }),
    'assurances-needed',
  ],
  ['a decision by the machine', NEW, by(ofKind('held'), 'earshot'), 'officer-needed'],
  [
    'a review that is over before it begins',
    NEW,
    ofKind('held', TODAY, { assurances: assuring('2026-12-06') }),
    'review-in-the-past',
  ],
  [
    'a young person’s complaint, for want of interest',
    NEW,
    ofKind('refused', TODAY, { reason: 'no-sufficient-interest' }),
    'own-right',
  ],
  [
    'a remedy of an ombudsman who has not decided',
    OMBUDSMAN,
    ofKind('ombudsman-remedy'),
    'not-decided',
  ],
  [
    'more time for a complaint about data',
    DATA_COMPLAINT,
    ofKind('data-extended'),
    'no-extension-here',
  ],
  [
    'letting oneself back in',
    PERHAPS_NAMED,
    by(ofKind('exclusion-lifted'), 'officer:9'),
    'not-about-oneself',
  ],
]

describe('not', () => {
  test.each([...GENERATED, ...PARTICULAR])('%s', (_, before, next, code) => {
    expect(mayFollow(before, next)).toEqual({ ok: false, code })
  })
})

describe('in its order there may be', () => {
  test.each(LATER_KINDS)('%s', (kind) => {
    const [before, , again] = ROWS[kind]
    const events = [...before, ofKind(kind)]
    expect(mayFollow(before, ofKind(kind))).toEqual({ ok: true })
    if (again === null) expect(mayFollow(events, ofKind(kind))).toEqual({ ok: true })
  })
})

test('every reason to refuse is met above, and is said in a sentence', () => {
  const met = new Set([...GENERATED, ...PARTICULAR].map(([, , , code]) => code))
  expect(OrderRefusal.options.filter((code) => !met.has(code))).toEqual([])
  const words = loadContent().words('en')
  expect(OrderRefusal.options.filter((code) => !words.has(`officer.order.${code}`))).toEqual([])
})

test('the case page can say what happened, whatever it was', () => {
  const say = sayIn(loadContent().words('en'))
  const frozen = [true, false].map((waits) => ofKind('decision-frozen', TODAY, { frozen: waits }))
  for (const event of [...LATER_KINDS.map((kind) => ofKind(kind)), ...frozen]) {
    expect(detailsOf(event, say).filter((detail) => detail.trim() === '')).toEqual([])
  }
})

test('after closing the door stays open: a message, stage 2 and an advocate’s link', () => {
  const later = (kind: Later) => {
    const on = '2027-02-01'
    return { ...ofKind(kind), on: day(on), at: instant(`${on}T12:00:00.000Z`) }
  }
  for (const kind of ['message-from-writer', 'stage-requested', 'referral-opened'] as const) {
    expect(mayFollow(CLOSED, later(kind))).toEqual({ ok: true })
  }
})

test('a child’s complaint may be made a comment with every assurance, and stage 2 follows a late answer', () => {
  expect(mayFollow(NEW, ofKind('route-changed', TODAY, { to: 'comment' }))).toEqual({ ok: true })
  const late = ofKind('stage-requested', TODAY, { because: 'late-answer' })
  expect(mayFollow(NEW, late)).toEqual({ ok: true })
})
