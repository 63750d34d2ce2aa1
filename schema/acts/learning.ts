import { isOpenOn } from '../authority/teams.ts'
import type { FieldFault } from '../errors.ts'
import { type AgreedAction, isOpenAction } from '../rules/case/agreed-actions.ts'
import type { OrderRefusal } from '../rules/case/order-refusal.ts'
import { type Act, caseAct, type Draft } from './act.ts'
import { day, mustTick, one, oneOrNone, words } from './fields.ts'
import type { ActGiven } from './given.ts'
import type { OfficerBy } from './officer-by.ts'
import { teamsToChoose } from './teams-to-choose.ts'

/**
 * What we said we would do, for the person or because of what we learned: each with an owner and a day. It
 * stays on the desk after the case was closed, until it is done. Its own words stay on the desk; a promise has others
 * beside them, for whoever it was made to, who reads these with its day and what became of it.
 */
export const LEARNING_ACTS: readonly Act[] = [
  caseAct({
    id: 'agree-action',
    group: 'learning',
    tells: 'told',
    fields: {
      for: one(['learning', 'promise'], { labels: 'action-for' }),
      text: words(),
      told: words({ optional: true }),
      service: oneOrNone(teamsToChoose),
      theme: oneOrNone(themesOf),
      owner: oneOrNone(whoSeesToIt),
      dueOn: day('after-today'),
    },
    tries: ({ state, today }) => ({
      kind: 'action-agreed',
      data: { ...NOTHING_SAID, action: state.actions.length + 1, dueOn: today },
    }),
    fill: (given) => ({
      for: ['learning'],
      service: firstService(given),
      theme: firstTheme(given),
    }),
    faults: ({ for: kind, told }) => faultsOfTold(told, { for: kind }),
    drafts: ({ text, told, ...agreed }, { state }) => {
      const action = state.actions.length + 1
      return [
        { kind: 'action-agreed', data: { ...agreed, action }, text },
        ...sayingTo(action, told),
      ]
    },
  }),
  caseAct({
    id: 'tell-promise',
    group: 'learning',
    says: 'writer',
    fields: { action: one(promises), text: words() },
    tries: (given) =>
      tryFirst(
        promises(given),
        (action) => ({ kind: 'promise-told', data: { action } }),
        'not-a-promise',
      ),
    drafts: ({ action, text }) => sayingTo(Number(action), text),
  }),
  caseAct({
    id: 'move-action',
    group: 'learning',
    tells: 'told',
    fields: {
      action: one(openActions),
      owner: oneOrNone(whoSeesToIt),
      dueOn: day('after-today'),
      text: words(),
      told: words({ optional: true }),
    },
    tries: (given) => tryFirst(openActions(given), (action) => movedTo(action, given)),
    faults: ({ action, told }, given) => faultsOfTold(told, actionOf(given, action)),
    drafts: ({ action, owner, dueOn, text, told }) => [
      { kind: 'action-moved', data: { action: Number(action), owner, dueOn }, text },
      ...sayingTo(Number(action), told),
    ],
  }),
  caseAct({
    id: 'action-done',
    group: 'learning',
    tells: 'told',
    fields: {
      action: one(openActions),
      on: day('until-today'),
      text: words(),
      told: words({ optional: true }),
    },
    tries: (given) =>
      tryFirst(openActions(given), (action) => ({ kind: 'action-done', data: { action } })),
    faults: ({ action, told }, given) => faultsOfTold(told, actionOf(given, action)),
    drafts: ({ action, on, text, told }) => [
      { kind: 'action-done', data: { action: Number(action) }, on, text },
      ...sayingTo(Number(action), told),
    ],
  }),
  caseAct({
    id: 'drop-action',
    group: 'learning',
    tells: 'told',
    fields: { action: one(openActions), text: words(), told: words({ optional: 'sometimes' }) },
    tries: (given) =>
      tryFirst(openActions(given), (action) => ({ kind: 'action-dropped', data: { action } })),
    // Whoever was told that it would be done is told why it will not be: they must not find that out alone.
    faults: ({ action, told }, given) => {
      const dropped = actionOf(given, action)
      return told === '' && dropped?.told
        ? [{ field: 'told', code: 'they-were-told' }]
        : faultsOfTold(told, dropped)
    },
    drafts: ({ action, text, told }) => [
      { kind: 'action-dropped', data: { action: Number(action) }, text },
      ...sayingTo(Number(action), told),
    ],
  }),
  caseAct({
    id: 'share-learning',
    group: 'learning',
    fields: {
      action: one(learningToShare),
      said: words(),
      did: words(),
      nobody: mustTick(),
    },
    tries: (given) =>
      tryFirst(learningToShare(given), (action) => ({ kind: 'learning-did', data: { action } })),
    drafts: ({ action, said, did }) => [
      { kind: 'learning-said', data: { action: Number(action) }, text: said },
      { kind: 'learning-did', data: { action: Number(action) }, text: did },
    ],
  }),
]

const NOTHING_SAID = { for: 'learning', service: null, theme: null, owner: null } as const

type Listed = readonly { readonly value: string }[]

function tryFirst<Tried>(
  listed: Listed,
  tried: (action: number) => Tried,
  otherwise: OrderRefusal = 'no-such-action',
): Tried | OrderRefusal {
  const [first] = listed
  return first === undefined ? otherwise : tried(Number(first.value))
}

/** Words for whoever something was promised to; nothing where there are none. */
function sayingTo(action: number, told: string): readonly Draft[] {
  return told === '' ? [] : [{ kind: 'promise-told', data: { action }, text: told }]
}

/** What we learn is told to nobody here: words for the writer belong to a promise alone. */
function faultsOfTold(
  told: string,
  action: Pick<AgreedAction, 'for'> | undefined,
): readonly FieldFault[] {
  return told === '' || action?.for === 'promise' ? [] : [{ field: 'told', code: 'no-promise' }]
}

function actionOf({ state }: ActGiven, action: string): AgreedAction | undefined {
  return state.actions[Number(action) - 1]
}

function movedTo(action: number, { today }: ActGiven) {
  return { kind: 'action-moved' as const, data: { action, owner: null, dueOn: today } }
}

/** What it is about, under the names that the authority's report has for it. */
function themesOf({ profile }: ActGiven) {
  return profile.reasons.map(({ label }) => ({ value: label, label }))
}

function firstService({ state, profile, today }: ActGiven): readonly string[] {
  const points = state.parts.flatMap((part) => part.points)
  const named = points.flatMap(({ service }) => service ?? [])
  const topics = state.parts.flatMap((part) => part.services)
  const own = profile.services.filter(
    (team) => isOpenOn(team, today) && topics.some((topic) => team.topics.includes(topic)),
  )
  return [...named, ...own.map(({ code }) => code)].slice(0, 1)
}

function firstTheme({ state }: ActGiven): readonly string[] {
  const points = state.parts.flatMap((part) => part.points)
  return points.flatMap(({ reason }) => reason ?? []).slice(0, 1)
}

/** Whoever may see the case may be asked to see to it. */
function whoSeesToIt({ colleagues }: ActGiven) {
  return colleagues
    .filter(({ mayRead }) => mayRead)
    .map(({ id, name }) => ({ value: `officer:${id}` as OfficerBy, label: name }))
}

function openActions(given: ActGiven) {
  return named(given, isOpenAction)
}

function promises(given: ActGiven) {
  return named(given, (one) => one.for === 'promise')
}

function learningToShare(given: ActGiven) {
  return named(given, (one) => one.for === 'learning' && one.droppedOn === null)
}

/** Each under its number and the beginning of its words. */
function named({ state, told }: ActGiven, which: (action: AgreedAction) => boolean) {
  const wordsOf = new Map(
    told.flatMap(({ event, text = '' }) =>
      event.kind === 'action-agreed' ? [[event.data.action, text] as const] : [],
    ),
  )
  return state.actions.filter(which).map(({ action, dueOn }) => ({
    value: String(action),
    label: `${action}. ${wordsOf.get(action) ?? ''}`.slice(0, 90).concat(` (${dueOn})`),
  }))
}
