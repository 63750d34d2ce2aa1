import type { DecisionReason } from '../case/case.ts'
import { currentStage, type PartState, procedureOf } from '../rules/case/case-state.ts'
import { isLookedIntoFromOutside } from '../rules/case/investigated.ts'
import { nextStageAfter } from '../rules/clocks/stage-dues.ts'
import { type Act, type ActRefusal, type Draft, partAct, stageOf } from './act.ts'
import { ASSURANCE_FIELDS, assurancesInWords, assurancesOf } from './assurances.ts'
import { day, one, words } from './fields.ts'
import type { ActGiven } from './given.ts'
import { laterStage, letterText, lineOwed } from './letter-text.ts'

/** Grounds on which a later stage is not opened: nothing else is one, and workload least of all. */
const REFUSING_A_STAGE = ['out-of-time', 'already-considered', 'outside-procedure'] as const
const BECAUSE = ['not-happy', 'late-answer', 'agreed-to-skip'] as const

/** Asking for a later stage, beginning it, and ending it early. */
export const STAGE_ACTS: readonly Act[] = [
  partAct({
    id: 'request-stage',
    group: 'stages',
    fields: { on: day('until-today'), because: one(BECAUSE), text: words() },
    tries: (part, given) => requested(part, given, likelyReason(part)),
    drafts: ({ on, because, text }, part, given) => {
      const draft = requested(part, given, because)
      return typeof draft === 'string' ? [] : [{ ...draft, on, text }]
    },
  }),
  partAct({
    id: 'acknowledge-request',
    group: 'stages',
    says: 'writer',
    meets: ['request-acknowledged'],
    fields: { text: words() },
    tries: (part) => ({ kind: 'request-acknowledged', data: ofStage(part) }),
    fill: (given, part) => ({
      text: [letterText(given, `acknowledge-${laterStage(part, given)}`)],
    }),
    owed: bothLines,
    drafts: ({ text }, part) => [{ kind: 'request-acknowledged', data: ofStage(part), text }],
  }),
  partAct({
    id: 'start-stage',
    group: 'stages',
    fields: { on: day('until-today'), text: words({ optional: true }) },
    tries: startable,
    drafts: ({ on, text }, part) => [{ kind: 'stage-started', data: ofStage(part), on, text }],
  }),
  partAct({
    id: 'refuse-stage',
    group: 'stages',
    says: 'writer',
    fields: {
      reason: one(REFUSING_A_STAGE, { labels: 'reason' }),
      text: words(),
      ...ASSURANCE_FIELDS,
    },
    tries: (part, given) =>
      isFirst(part)
        ? 'stage-not-open'
        : refusal(part, 'out-of-time', {
            still: ['ombudsman'],
            reviewOn: given.today,
            given,
          }),
    fill: (given) => ({ text: [letterText(given, 'stage-refused')] }),
    drafts: (values, part, given) => [
      {
        ...refusal(part, values.reason, { ...values, given }),
        text: [values.text, ...assurancesInWords(values, given)].join('\n\n'),
      },
    ],
  }),
  partAct({
    id: 'discontinue-stage',
    group: 'stages',
    says: 'writer',
    fields: { text: words() },
    tries: (part) =>
      isFirst(part) ? 'stage-not-open' : { kind: 'stage-discontinued', data: ofStage(part) },
    fill: (given) => ({ text: [letterText(given, 'stage-discontinued')] }),
    owed: bothLines,
    drafts: ({ text }, part) => [{ kind: 'stage-discontinued', data: ofStage(part), text }],
  }),
]

function bothLines(given: ActGiven): readonly string[] {
  return [lineOwed(given, 'advocacy'), lineOwed(given, 'ombudsman')]
}

function ofStage(part: PartState) {
  return { part: part.n, stage: stageOf(part) }
}

function isFirst(part: PartState): boolean {
  return stageOf(part) === 1
}

/** An answered stage is followed by unhappiness; an unanswered one by lateness. */
function likelyReason(part: PartState): (typeof BECAUSE)[number] {
  return currentStage(part)?.answeredOn == null ? 'late-answer' : 'not-happy'
}

/** The next stage of the procedure as this authority has it. */
function requested(
  part: PartState,
  { profile }: ActGiven,
  because: (typeof BECAUSE)[number],
): Draft | ActRefusal {
  const procedure = procedureOf(part.category)
  const last = currentStage(part)
  if (procedure === null || last === undefined) return 'not-a-complaint'
  const stage = nextStageAfter(last.stage, procedure, profile)
  if (stage === null) return 'no-such-stage'
  return { kind: 'stage-requested', data: { part: part.n, stage, because } }
}

/**
 * The investigation of a statutory stage 2 begins when the statement of complaint is agreed (SI 2006/1738
 * regs 16 and 17). Its clock has run since the request all the same.
 */
function startable(part: PartState, { profile }: ActGiven): Draft | ActRefusal {
  if (isFirst(part)) return 'stage-not-open'
  const needsStatement = stageOf(part) === 2 && isLookedIntoFromOutside(part, profile)
  if (needsStatement && part.statement.agreedOn === null) return 'statement-not-agreed'
  return { kind: 'stage-started', data: ofStage(part) }
}

function refusal(
  part: PartState,
  reason: DecisionReason,
  { given, ...rest }: Parameters<typeof assurancesOf>[0] & { readonly given: ActGiven },
) {
  const assurances = assurancesOf(rest, given)
  return { kind: 'stage-refused' as const, data: { ...ofStage(part), reason, assurances } }
}
