import type { InventedCases, Life } from '#content/invented-cases.ts'
import type { EventKind } from '#schema/case/case.ts'
import type { LocalDate } from '#schema/dates.ts'
import type { MoneyKind, MoneyStage } from '#schema/report/ledger.ts'
import type { Calendar } from '#schema/rules/days/working-days.ts'
import { addWorkingDays } from '#schema/rules/days/working-days.ts'

/** Who works in a demonstration, by officer number. */
export type Cast = {
  readonly officer: number
  readonly manager: number
  readonly investigator: number
  readonly independent: number
}

/** Something that happens so many working days after receipt. */
export type Step = {
  readonly after: number
  readonly kind: EventKind
  readonly by: 'officer' | 'manager' | 'writer'
  readonly data: unknown
  readonly says?: keyof InventedCases['said']
}

/** `stage`: null for what is no complaint. `on`: the day of receipt. */
export type LifeGiven = {
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

/** What happens to an invented case, in order. What cannot follow is left out by whoever writes it down. */
export function stepsOf(life: Life, given: LifeGiven): readonly Step[] {
  const opened = [READ, ACKNOWLEDGED, assigned(given)]
  switch (life) {
    case 'unread':
    case 'urgent':
      return []
    case 'read':
      return [READ]
    case 'acknowledged':
      return opened
    case 'late':
      return [...opened, askedByMember(given, 5, 15)]
    case 'asked':
      return [
        ...opened,
        { ...writes(4), data: { asks: true }, says: 'asked' },
        { after: 6, kind: 'data-asked', by: 'officer', data: ACCESS, says: 'data' },
      ]
    case 'wrote-again':
      return [
        ...opened,
        {
          after: 6,
          kind: 'message-from-writer',
          by: 'writer',
          data: { wish: null },
          says: 'again',
        },
      ]
    case 'answered':
    case 'comment':
      return [
        ...opened,
        answered(9, given.stage),
        learned(given, 9, 30),
        actionDone(22),
        ...told(23),
        closed(25),
      ]
    case 'resolved':
      return [...opened, resolved(2), promised(given, 2, 12), closed(4), actionDone(15)]
    case 'thanked':
      return [
        READ,
        { after: 3, kind: 'thanks-passed-on', by: 'officer', data: { part: 1 } },
        closed(3),
      ]
    case 'withdrawn':
      return [
        ...opened,
        {
          after: 7,
          kind: 'withdrawn',
          by: 'writer',
          data: { part: 1, who: 'writer' },
          says: 'withdrawn',
        },
        closed(8),
      ]
    case 'held':
      return [...opened, { ...decided(given, 'held'), says: 'refused' }]
    case 'passed-on':
      return [READ, { ...decided(given, 'passed-on'), says: 'passed-on' }, closed(4)]
    case 'stage-2':
      return [
        ...opened,
        answered(9, given.stage),
        ...secondStage(given),
        learned(given, 66, 86),
        actionDone(84),
        closed(90),
      ]
    case 'stage-3':
      return [
        ...opened,
        answered(9, given.stage),
        ...secondStage(given),
        learned(given, 66, 86),
        ...thirdStage(given),
        actionDone(84),
        closed(124),
        ...ombudsman(given),
      ]
  }
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

function promised({ cast, on, calendar }: LifeGiven, after: number, due: number): Step {
  const owner = `officer:${cast.officer}`
  const dueOn = addWorkingDays(on, due, calendar)
  const data = { action: 1, for: 'promise', service: null, theme: null, owner, dueOn }
  return { after, kind: 'action-agreed', by: 'officer', data, says: 'promised' }
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
