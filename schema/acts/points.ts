import { currentStage, type PartState, procedureOf } from '../rules/case/case-state.ts'
import { answerAt, type PointState } from '../rules/case/points.ts'
import { Outcome, type Stage } from '../vocabulary.ts'
import { type Act, type Draft, partAct } from './act.ts'
import { line, one, oneOrNone, type Typed, words } from './fields.ts'
import type { ActGiven } from './given.ts'
import { letterText, lineOwed } from './letter-text.ts'
import { teamsToChoose } from './teams-to-choose.ts'

/** What is complained of, point by point; the statement made of it; and what was found about each. */
export const POINT_ACTS: readonly Act[] = [
  partAct({
    id: 'add-point',
    group: 'answer',
    fields: {
      text: words(),
      service: oneOrNone(teamsToChoose),
      reason: oneOrNone(reasonsOf),
    },
    tries: (part, given) => point(part, nextPoint(part, given)),
    drafts: ({ text, service, reason }, part, given) => [
      { ...point(part, nextPoint(part, given), { service, ...splitReason(reason) }), text },
    ],
  }),
  partAct({
    id: 'change-point',
    group: 'answer',
    fields: {
      point: one(pointsOf),
      text: words(),
      service: oneOrNone(teamsToChoose),
      reason: oneOrNone(reasonsOf),
    },
    tries: (part) => {
      const [first] = part.points
      return first === undefined ? 'no-points' : point(part, first.point)
    },
    fill: pointAsItStands,
    drafts: ({ point: n, text, service, reason }, part) => [
      { ...point(part, Number(n), { service, ...splitReason(reason) }), text },
    ],
  }),
  partAct({
    id: 'drop-point',
    group: 'answer',
    fields: { point: one(pointsOf), text: words() },
    tries: ({ n, points }) => {
      const [first] = points
      if (first === undefined) return 'no-points'
      return { kind: 'point-dropped', data: { part: n, point: first.point } }
    },
    drafts: ({ point: n, text }, part) => [
      { kind: 'point-dropped', data: { part: part.n, point: Number(n) }, text },
    ],
  }),
  partAct({
    id: 'send-statement',
    group: 'answer',
    says: 'writer',
    fields: { text: words() },
    tries: ({ n }) => ({ kind: 'statement-sent', data: { part: n } }),
    fill: (given, part) => ({ text: [statementText(given, part)] }),
    owed: (given) => [lineOwed(given, 'advocacy')],
    drafts: ({ text }, { n }) => [{ kind: 'statement-sent', data: { part: n }, text }],
  }),
  partAct({
    id: 'agree-statement',
    group: 'answer',
    fields: { how: one(['aloud', 'in-writing']), text: words() },
    tries: ({ n }) => ({ kind: 'statement-agreed', data: { part: n, how: 'aloud' } }),
    drafts: ({ how, text }, { n }) => [{ kind: 'statement-agreed', data: { part: n, how }, text }],
  }),
  partAct({
    id: 'answer-point',
    group: 'answer',
    fields: {
      point: one(pointsOf),
      outcome: one(Outcome.options, { labels: 'outcome' }),
      text: words(),
      remedy: line({ optional: true }),
    },
    tries: (part) => {
      const open = part.points[0]
      return open === undefined ? 'no-points' : answered(part, open.point, 'upheld', null)
    },
    drafts: ({ point: n, outcome, text, remedy }, part) => [
      { ...answered(part, Number(n), outcome, remedy === '' ? null : remedy), text },
    ],
  }),
]

const NO_LABELS = { service: null, reason: null, subReason: null }

function point(
  part: PartState,
  n: number,
  labels: Pick<PointState, 'service' | 'reason' | 'subReason'> = NO_LABELS,
): Extract<Draft, { kind: 'point-set' }> {
  return { kind: 'point-set', data: { part: part.n, point: n, ...labels } }
}

/** One more than was ever given: the number of a point that was taken out is not given again. */
function nextPoint({ n }: PartState, { happened }: ActGiven): number {
  const given = happened.flatMap(({ kind, data }) =>
    kind === 'point-set' && data.part === n ? [data.point] : [],
  )
  return Math.max(0, ...given) + 1
}

/** The stage at which a point is answered; null for what has no stages. */
export function answeringStage(part: PartState): Stage | null {
  return procedureOf(part.category) === null ? null : (currentStage(part)?.stage ?? null)
}

function answered(
  part: PartState,
  n: number,
  outcome: Outcome,
  remedy: string | null,
): Extract<Draft, { kind: 'point-answered' }> {
  const stage = answeringStage(part)
  return { kind: 'point-answered', data: { part: part.n, point: n, stage, outcome, remedy } }
}

/** The points of all parts, by number and the beginning of their words. */
function pointsOf(given: ActGiven) {
  return given.state.parts.flatMap((part) =>
    part.points.map(({ point: n }) => ({
      value: String(n),
      label: `${n}. ${firstWords(wordsOfPoint(given.told, part.n, n) ?? '')}`,
    })),
  )
}

/** Every reason of the profile, and each sub-reason behind it. */
function reasonsOf({ profile }: ActGiven) {
  return profile.reasons.flatMap(({ label, subReasons }) => [
    { value: label, label },
    ...subReasons.map((sub) => ({ value: `${label}${BETWEEN}${sub}`, label: `${label}: ${sub}` })),
  ])
}

const BETWEEN = ' / '

function splitReason(reason: string | null): Pick<PointState, 'reason' | 'subReason'> {
  const [first, sub] = reason?.split(BETWEEN) ?? []
  return { reason: first ?? null, subReason: sub ?? null }
}

/** The words of a point as they were last set; none when they were erased. */
export function wordsOfPoint(
  told: ActGiven['told'],
  part: number,
  point: number,
): string | undefined {
  return told.findLast(
    ({ event }) =>
      event.kind === 'point-set' && event.data.part === part && event.data.point === point,
  )?.text
}

/** What was found about a point at a stage, as it was last written down; none where it was erased. */
export function foundOnPoint(
  told: ActGiven['told'],
  at: { readonly part: number; readonly point: number; readonly stage: Stage | null },
): string | undefined {
  return told.findLast(
    ({ event: { kind, data } }) =>
      kind === 'point-answered' &&
      data.part === at.part &&
      data.point === at.point &&
      data.stage === at.stage,
  )?.text
}

/** The words and labels of the point that is to change: the one that was chosen, or the only one. */
function pointAsItStands({ told }: ActGiven, part: PartState, typed: Typed): Typed {
  const [only, ...others] = part.points
  const chosen = part.points.find(({ point: n }) => String(n) === typed.point?.[0])
  const its = chosen ?? (others.length === 0 ? only : undefined)
  if (its === undefined) return {}
  const { service, reason, subReason } = its
  const label = [reason, subReason].filter((each) => each !== null).join(BETWEEN)
  return {
    text: [wordsOfPoint(told, part.n, its.point) ?? ''],
    ...(service === null ? {} : { service: [service] }),
    ...(label === '' ? {} : { reason: [label] }),
  }
}

const FIRST_CHARACTERS = 60

function firstWords(text: string): string {
  const [line = ''] = text.split('\n')
  return [...line].length > FIRST_CHARACTERS
    ? `${[...line].slice(0, FIRST_CHARACTERS).join('')}…`
    : line
}

/** The statement of complaint: every point in its words, numbered, to be agreed. */
function statementText(given: ActGiven, part: PartState): string {
  const points = part.points.map(
    ({ point: n }) => `${n}. ${wordsOfPoint(given.told, part.n, n) ?? ''}`,
  )
  return [letterText(given, 'statement'), ...points, letterText(given, 'statement-end')].join(
    '\n\n',
  )
}

/** Points without an answer at the stage that is open. */
export function unanswered(part: PartState): readonly PointState[] {
  const stage = answeringStage(part)
  return part.points.filter((one) => answerAt(one, stage) === undefined)
}
