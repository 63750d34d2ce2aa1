import type { InventedCases, Life } from '#content/invented-cases.ts'
import type { EventKind } from '#schema/case/case.ts'
import type { LocalDate } from '#schema/dates.ts'
import type { MoneyKind, MoneyStage } from '#schema/report/ledger.ts'
import type { Calendar } from '#schema/rules/days/working-days.ts'
import { addWorkingDays } from '#schema/rules/days/working-days.ts'

/** Who works in a demonstration, by officer number. */
export type Cast = {
  readonly officer: number
  /** Whoever works in the officer's place where a case is about the officer. */
  readonly colleague: number
  readonly manager: number
  readonly investigator: number
  readonly independent: number
}

/** Who does something: somebody at the desk, or somebody outside it. */
type Doer = 'officer' | 'manager' | 'writer' | 'advocate'

/** Something that happens so many working days after receipt. */
export type Step = {
  readonly after: number
  readonly kind: EventKind
  readonly by: Doer
  readonly data: unknown
  readonly says?: keyof InventedCases['said']
}

/** `stage`: null for what is no complaint. `on`: the day of receipt. */
type LifeGiven = {
  readonly stage: 1 | null
  readonly on: LocalDate
  readonly cast: Cast
  /** What is learned stands under these names of the authority; null where it has none. */
  readonly service: string | null
  readonly theme: string | null
  /** What the ombudsman's finding of fault is called here. */
  readonly fault: string
  readonly calendar: Calendar
}

const READ: Step = { after: 0, kind: 'read', by: 'officer', data: {} }
const ACKNOWLEDGED: Step = {
  after: 2,
  kind: 'acknowledged',
  by: 'officer',
  data: {},
  says: 'acknowledged',
}

const WROTE_AGAIN: Step = {
  after: 6,
  kind: 'message-from-writer',
  by: 'writer',
  data: { wish: null },
  says: 'again',
}
const THANKS_PASSED_ON: Step = {
  after: 3,
  kind: 'thanks-passed-on',
  by: 'officer',
  data: { part: 1 },
}
const WITHDRAWN: Step = {
  after: 7,
  kind: 'withdrawn',
  by: 'writer',
  data: { part: 1, who: 'writer' },
  says: 'withdrawn',
}
const REACHED: Step = { after: 3, kind: 'advocate-contacted', by: 'advocate', data: {} }

/** The same with the advocate's being in touch, at its day. */
export function withAdvocate(steps: readonly Step[]): readonly Step[] {
  return [...steps, REACHED].sort((one, other) => one.after - other.after)
}

/** What happens to an invented case, in order. What cannot follow is left out by whoever writes it down. */
export function stepsOf(life: Life, given: LifeGiven): readonly Step[] {
  return LIVES[life](given)
}

const LIVES: Readonly<Record<Life, (given: LifeGiven) => readonly Step[]>> = {
  unread: () => [],
  urgent: () => [],
  read: () => [READ],
  acknowledged: opened,
  late: (given) => [...opened(given), ...promised(given, 3, 8), askedByMember(given, 5, 15)],
  asked: (given) => [
    ...opened(given),
    { ...writes(4), data: { asks: true }, says: 'asked' },
    { after: 6, kind: 'data-asked', by: 'officer', data: ACCESS, says: 'data' },
  ],
  'wrote-again': (given) => [...opened(given), WROTE_AGAIN],
  answered: answeredAndClosed,
  comment: answeredAndClosed,
  resolved: (given) => [
    ...opened(given),
    resolved(2),
    ...promised(given, 2, 12),
    closed(4),
    actionDone(11),
    promiseTold(11, 'promise-kept'),
  ],
  thanked: () => [READ, THANKS_PASSED_ON, closed(3)],
  withdrawn: (given) => [...opened(given), WITHDRAWN, closed(8)],
  held: (given) => [...opened(given), { ...decided(given, 'held'), says: 'refused' }],
  'passed-on': (given) => [READ, { ...decided(given, 'passed-on'), says: 'passed-on' }, closed(4)],
  'stage-2': (given) => [...toSecondStage(given), actionDone(84), closed(90)],
  'stage-3': (given) => [
    ...toSecondStage(given),
    ...thirdStage(given),
    actionDone(84),
    closed(124),
    ...ombudsman(given),
  ],
}

function opened(given: LifeGiven): readonly Step[] {
  return [READ, ACKNOWLEDGED, assigned(given)]
}

function answeredAndClosed(given: LifeGiven): readonly Step[] {
  return [
    ...opened(given),
    answered(9, given.stage),
    learned(given, 9, 30),
    actionDone(22),
    ...told(23),
    closed(25),
  ]
}

function toSecondStage(given: LifeGiven): readonly Step[] {
  return [...opened(given), answered(9, given.stage), ...secondStage(given), learned(given, 66, 86)]
}

function assigned({ cast }: LifeGiven): Step {
  const data = { officer: `officer:${cast.manager}`, as: 'manager' }
  return { after: 2, kind: 'assigned', by: 'officer', data }
}

function writes(after: number) {
  return { after, kind: 'message-to-writer', by: 'officer' } as const
}

function answered(after: number, stage: 1 | 2 | 3 | null, says: Step['says'] = 'answered'): Step {
  const outcome = stage === null ? null : 'partly-upheld'
  return { after, kind: 'answered', by: 'manager', data: { part: 1, stage, outcome }, says }
}

const ACCESS = { asked: 1, about: 'access' }

function askedByMember({ on, calendar }: LifeGiven, after: number, due: number): Step {
  const dueOn = addWorkingDays(on, due, calendar)
  const data = { enquiry: 1, from: 'mp', dueOn, agreed: 'yes' }
  return { after, kind: 'enquiry-received', by: 'officer', data, says: 'mp' }
}

function resolved(after: number): Step {
  return { after, kind: 'concern-resolved', by: 'officer', data: { part: 1 }, says: 'answered' }
}

function closed(after: number): Step {
  return { after, kind: 'closed', by: 'officer', data: {} }
}

/** What is to change, agreed on and due so many working days after receipt. */
function learned(
  { cast, on, calendar, service, theme }: LifeGiven,
  after: number,
  due: number,
): Step {
  const owner = `officer:${cast.manager}`
  const dueOn = addWorkingDays(on, due, calendar)
  const data = { action: 1, for: 'learning', service, theme, owner, dueOn }
  return { after, kind: 'action-agreed', by: 'manager', data, says: 'to-change' }
}

/** A promise, and that whoever it was made to was told of it. */
function promised({ cast, on, calendar }: LifeGiven, after: number, due: number): readonly Step[] {
  const owner = `officer:${cast.officer}`
  const dueOn = addWorkingDays(on, due, calendar)
  const data = { action: 1, for: 'promise', service: null, theme: null, owner, dueOn }
  return [
    { after, kind: 'action-agreed', by: 'officer', data, says: 'promised' },
    promiseTold(after, 'promise-told'),
  ]
}

function promiseTold(after: number, says: Step['says']): Step {
  return { after, kind: 'promise-told', by: 'officer', data: { action: 1 }, ...(says && { says }) }
}

function actionDone(after: number): Step {
  return { after, kind: 'action-done', by: 'manager', data: { action: 1 }, says: 'changed' }
}

function told(after: number): readonly Step[] {
  const data = { action: 1 }
  return [
    { after, kind: 'learning-said', by: 'officer', data, says: 'you-said' },
    { after, kind: 'learning-did', by: 'officer', data, says: 'we-did' },
  ]
}

function decided({ cast, on, calendar }: LifeGiven, kind: 'held' | 'passed-on') {
  const assurances = {
    decider: `officer:${cast.officer}`,
    stillPossible: kind === 'held' ? ['ask-again-after-proceedings'] : ['another-body'],
    reviewOn: addWorkingDays(on, 60, calendar),
    advocacyReminder: true,
    ombudsmanLine: true,
  }
  const data =
    kind === 'held'
      ? { part: 1, scope: 'whole', reason: 'proceedings-prejudice', assurances }
      : { part: 1, reason: 'not-our-function', assurances }
  return { after: 3, kind, by: 'officer', data } as const
}

function secondStage(given: LifeGiven): readonly Step[] {
  const at = { part: 1, stage: 2 }
  const by = 'officer'
  const asked = { ...at, because: 'not-happy' }
  return [
    { after: 18, kind: 'stage-requested', by: 'writer', data: asked, says: 'not-happy' },
    { after: 20, kind: 'request-acknowledged', by, data: at },
    ...statement(given),
    named(given, 'investigator'),
    named(given, 'independent'),
    { after: 24, kind: 'stage-started', by, data: at },
    { after: 58, kind: 'report-received', by, data: { ...at, of: 'investigator' }, says: 'report' },
    {
      after: 59,
      kind: 'report-received',
      by,
      data: { ...at, of: 'independent' },
      says: 'independent',
    },
    paid(60, 'stage-2', 'investigating-officer', 145_000),
    paid(60, 'stage-2', 'independent-person', 60_000),
    pointAnswered(65, 2),
    answered(66, 2, 'adjudicated'),
  ]
}

/** The points of stage 2, as the writer agreed to them on their page. */
function statement({ service }: LifeGiven): readonly Step[] {
  const point = { part: 1, point: 1, service, reason: null, subReason: null }
  return [
    { after: 21, kind: 'point-set', by: 'officer', data: point, says: 'point' },
    { after: 21, kind: 'statement-sent', by: 'officer', data: { part: 1 }, says: 'statement' },
    { after: 23, kind: 'statement-agreed', by: 'writer', data: { part: 1, how: 'page' } },
  ]
}

function named({ cast, on, calendar }: LifeGiven, role: 'investigator' | 'independent'): Step {
  const until = addWorkingDays(on, 120, calendar)
  const data = { part: 1, stage: 2, role, officer: `officer:${cast[role]}`, until }
  return { after: 24, kind: 'investigator-named', by: 'officer', data }
}

function pointAnswered(after: number, stage: 2 | 3): Step {
  const data = { part: 1, point: 1, stage, outcome: 'partly-upheld', remedy: null }
  return { after, kind: 'point-answered', by: 'manager', data, says: 'adjudicated' }
}

function paid(after: number, stage: MoneyStage, kind: MoneyKind, pence: number): Step {
  return { after, kind: 'paid', by: 'officer', data: { stage, kind, pence } }
}

function thirdStage({ on, calendar }: LifeGiven): readonly Step[] {
  const meetsOn = addWorkingDays(on, 98, calendar)
  const at = { part: 1, stage: 3 }
  const asked = { ...at, because: 'not-happy' }
  const by = 'officer'
  return [
    { after: 76, kind: 'stage-requested', by: 'writer', data: asked, says: 'not-happy' },
    { after: 77, kind: 'request-acknowledged', by, data: at },
    { after: 79, kind: 'panel-named', by, data: { part: 1, members: 3 } },
    { after: 81, kind: 'panel-arranged', by, data: { part: 1, meetsOn } },
    { after: 98, kind: 'panel-met', by, data: { part: 1 } },
    { after: 102, kind: 'panel-reported', by, data: { part: 1 }, says: 'panel' },
    paid(103, 'stage-3', 'panel', 90_000),
    pointAnswered(110, 3),
    answered(112, 3, 'responded'),
  ]
}

/** After the last stage: asked, answered, decided, and what was asked of us done. */
function ombudsman({ on, calendar, fault }: LifeGiven): readonly Step[] {
  const one = { enquiry: 1 }
  const by = 'officer'
  const received = { ...one, ref: '26 000 001', dueOn: addWorkingDays(on, 148, calendar) }
  const remedy = { ...one, remedy: 1 }
  const asked = { ...remedy, dueOn: addWorkingDays(on, 200, calendar) }
  const decided = { ...one, decision: fault, upheld: true }
  return [
    { after: 128, kind: 'ombudsman-received', by, data: received, says: 'ombudsman' },
    { after: 140, kind: 'ombudsman-answered', by, data: one, says: 'ombudsman-answered' },
    { after: 170, kind: 'ombudsman-decided', by, data: decided, says: 'ombudsman-decided' },
    { after: 172, kind: 'ombudsman-remedy', by, data: asked, says: 'remedy' },
    { after: 190, kind: 'ombudsman-remedy-done', by, data: remedy, says: 'remedied' },
    paid(190, 'ombudsman', 'remedy', 25_000),
  ]
}
