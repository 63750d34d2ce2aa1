import { STORY_CHARACTERS } from '../form/submission.ts'
import { currentStage, type PartState, procedureOf } from '../rules/case/case-state.ts'
import { isLookedIntoFromOutside } from '../rules/case/investigated.ts'
import { answerAt, outcomeOfPoints } from '../rules/case/points.ts'
import { nextStageAfter } from '../rules/clocks/stage-dues.ts'
import { addWorkingDays } from '../rules/days/working-days.ts'
import { Outcome, type Stage } from '../vocabulary.ts'
import { sayDayFrom } from '../words/spoken.ts'
import { type Act, type ActRefusal, type Draft, partAct } from './act.ts'
import { inShort, oneOrNone, words } from './fields.ts'
import type { ActGiven } from './given.ts'
import { missingReports } from './investigation.ts'
import { laterStage, letterText, lineOwed } from './letter-text.ts'
import { answeringStage, foundOnPoint, unanswered, wordsOfPoint } from './points.ts'

/**
 * The written answer of a stage, or to what has none. Its outcome comes from its points. It begins with what was decided
 * and why, in two sentences: whoever reads no further knows that.
 */
export const ANSWER_ACTS: readonly Act[] = [
  partAct({
    id: 'answer',
    group: 'answer',
    says: 'writer',
    meets: ['stage-1', 'stage-2', 'stage-3', 'panel-answer', 'comment'],
    fields: {
      outcome: oneOrNone(Outcome.options, { labels: 'outcome', optional: 'sometimes' }),
      short: inShort(),
      text: words({ most: STORY_CHARACTERS }),
    },
    tries: answerable,
    fill: (given, part) => {
      const found = unanswered(part).length > 0 ? null : derivedOutcome(part)
      const text = [answerText(given, part)]
      return found === null ? { text } : { text, outcome: [found] }
    },
    first: (_, part) =>
      unanswered(part).length > 0
        ? { act: 'answer-point', because: 'points-unanswered' }
        : undefined,
    owed: linesBehind,
    faults: ({ outcome }, part) => {
      if (answeringStage(part) === null) return []
      if (part.points.length === 0) {
        return outcome === null ? [{ field: 'outcome', code: 'missing' }] : []
      }
      if (unanswered(part).length > 0) return [{ field: 'act', code: 'points-unanswered' }]
      const found = derivedOutcome(part)
      return outcome === null || outcome === found
        ? []
        : [{ field: 'outcome', code: 'not-of-points' }]
    },
    drafts: ({ outcome, short, text }, part) => [
      {
        kind: 'answered',
        data: {
          part: part.n,
          stage: answeringStage(part),
          outcome: answeringStage(part) === null ? null : (derivedOutcome(part) ?? outcome),
          inShort: short.length,
        },
        text: `${short}\n\n${text}`,
      },
    ],
  }),
]

/** What the points of the open stage come to; null where there are none. */
function derivedOutcome(part: PartState): Outcome | null {
  const stage = answeringStage(part)
  return outcomeOfPoints(part.points.flatMap((one) => answerAt(one, stage)?.outcome ?? []))
}

/**
 * Stage 2 is adjudicated on both reports (SI 2006/1738 reg 17); stage 3 is answered on the panel's (reg 20).
 * Thanks and concerns have ends of their own.
 */
function answerable(part: PartState, given: ActGiven): Draft | ActRefusal {
  if (part.category === 'compliment' || part.category === 'concern') return 'stage-not-open'
  const stage = currentStage(part)
  if (isLookedIntoFromOutside(part, given.profile)) {
    if (missingReports(part, given).length > 0) return 'reports-missing'
    if (stage?.stage === 3 && stage.panelReportedOn === null) return 'panel-not-reported'
  }
  const data = { part: part.n, stage: answeringStage(part), outcome: null }
  return { kind: 'answered', data }
}

/** The template of the stage, with each point, what it came to, and what was found about it. */
function answerText(given: ActGiven, part: PartState): string {
  const { words, audience } = given
  const stage = answeringStage(part)
  const points = part.points.flatMap((one) => {
    const outcome = answerAt(one, stage)?.outcome
    if (outcome === undefined) return []
    const of = { part: part.n, point: one.point }
    const said = [
      `${one.point}. ${wordsOfPoint(given.told, of.part, of.point) ?? ''}`,
      words.get(`letter.${audience}.found.${outcome}`),
      foundOnPoint(given.told, { ...of, stage }),
    ]
    return [said.filter(Boolean).join('\n')]
  })
  const name = stage === null ? 'answer' : answerName(part, stage, given)
  return [letterText(given, name), ...points].join('\n\n')
}

function answerName(part: PartState, stage: Stage, given: ActGiven): string {
  return stage === 1 ? 'answer-stage-1' : `answer-${laterStage(part, given)}`
}

/** Each reply names the next stage and until when it is usually asked for, an advocate and the ombudsman. */
function linesBehind(given: ActGiven, part: PartState): readonly string[] {
  const { profile, calendar, today, words, audience } = given
  const stage = currentStage(part)?.stage
  const procedure = procedureOf(part.category)
  if (stage === undefined || procedure === null) return [lineOwed(given, 'ombudsman')]
  if (nextStageAfter(stage, procedure, profile) === null) {
    return [words.get(`decision.${audience}.still.ombudsman`), lineOwed(given, 'ombudsman')]
  }
  const until = addWorkingDays(today, profile.promises.nextStageRequest.workingDays, calendar)
  const date = sayDayFrom(today, until, words.language)
  return [
    words.get(`decision.${audience}.still.next-stage`),
    letterText(given, 'ask-again-by', { date }),
    lineOwed(given, 'advocacy'),
    lineOwed(given, 'ombudsman'),
  ]
}
