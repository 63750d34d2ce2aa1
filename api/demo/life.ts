import type { InventedCases, Life } from '#content/invented-cases.ts'
import type { EventKind } from '#schema/case.ts'
import type { LocalDate } from '#schema/dates.ts'
import type { Calendar } from '#schema/rules/working-days.ts'
import { addWorkingDays } from '#schema/rules/working-days.ts'

/** Who works in a demonstration, by officer number. */
export type Cast = {
  readonly officer: number
  readonly manager: number
  readonly investigator: number
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
    case 'late':
      return opened
    case 'asked':
      return [...opened, { ...writes(4), data: { asks: true }, says: 'asked' }]
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
        learnedDone(22),
        ...told(23),
        closed(25),
      ]
    case 'resolved':
      return [...opened, resolved(2), promised(given, 2, 12), closed(4)]
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
      return [...opened, answered(9, given.stage), ...secondStage(given), learned(given, 66, 86)]
    case 'stage-3':
      return [...opened, answered(9, given.stage), ...secondStage(given), ...thirdStage(given)]
  }
}

function assigned({ cast }: LifeGiven): Step {
  const data = { officer: `officer:${cast.manager}`, as: 'manager' }
  return { after: 2, kind: 'assigned', by: 'officer', data }
}

function writes(after: number) {
  return { after, kind: 'message-to-writer', by: 'officer' } as const
}

function answered(after: number, stage: 1 | 2 | 3 | null): Step {
  const outcome = stage === null ? null : 'partly-upheld'
  return {
    after,
    kind: 'answered',
    by: 'manager',
    data: { part: 1, stage, outcome },
    says: 'answered',
  }
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

function learnedDone(after: number): Step {
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

function secondStage({ cast, on, calendar }: LifeGiven): readonly Step[] {
  const until = addWorkingDays(on, 120, calendar)
  const named = {
    part: 1,
    stage: 2,
    role: 'investigator',
    officer: `officer:${cast.investigator}`,
    until,
  }
  const paid = { stage: 'stage-2', kind: 'investigating-officer', pence: 145_000 }
  return [
    {
      after: 18,
      kind: 'stage-requested',
      by: 'writer',
      data: { part: 1, stage: 2, because: 'not-happy' },
      says: 'not-happy',
    },
    { after: 20, kind: 'request-acknowledged', by: 'officer', data: { part: 1, stage: 2 } },
    { after: 21, kind: 'investigator-named', by: 'officer', data: named },
    { after: 24, kind: 'stage-started', by: 'officer', data: { part: 1, stage: 2 } },
    {
      after: 58,
      kind: 'report-received',
      by: 'officer',
      data: { part: 1, stage: 2, of: 'investigator' },
      says: 'report',
    },
    { after: 60, kind: 'paid', by: 'officer', data: paid },
    answered(66, 2),
  ]
}

function thirdStage({ on, calendar }: LifeGiven): readonly Step[] {
  const meetsOn = addWorkingDays(on, 105, calendar)
  return [
    {
      after: 80,
      kind: 'stage-requested',
      by: 'writer',
      data: { part: 1, stage: 3, because: 'not-happy' },
      says: 'not-happy',
    },
    { after: 82, kind: 'request-acknowledged', by: 'officer', data: { part: 1, stage: 3 } },
    { after: 85, kind: 'panel-named', by: 'officer', data: { part: 1, members: 3 } },
    { after: 90, kind: 'panel-arranged', by: 'officer', data: { part: 1, meetsOn } },
    { after: 105, kind: 'panel-met', by: 'officer', data: { part: 1 } },
    { after: 109, kind: 'panel-reported', by: 'officer', data: { part: 1 }, says: 'panel' },
    answered(120, 3),
    closed(140),
  ]
}
