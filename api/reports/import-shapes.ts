import { type Profile, ReportTable } from '#schema/authority/profile.ts'
import { formerNames } from '#schema/authority/teams.ts'
import {
  LedgerCategory,
  MediationResult,
  MoneyKind,
  MoneyStage,
  ReportYear,
  RequestResult,
} from '#schema/report/ledger.ts'
import type { ReportLists } from '#schema/rules/report/lists.ts'
import { printedCode } from '#schema/rules/report/printed-code.ts'
import { EqualityQuestion, Procedure, type Stage } from '#schema/vocabulary.ts'
import {
  words as anyWords,
  type CellReader,
  count,
  date,
  figure,
  labelOf,
  labelsOf,
  name,
  oneOf,
  orUnknown,
  orUsual,
  pence,
  reference,
  yesOrNo,
} from './import-cells.ts'
import type { RowOf } from './import-rows.ts'

/** The words of a closed list as the files spell them: `not_ours`. */
function words<T extends string>(codes: readonly T[]): Readonly<Record<string, T>> {
  return Object.fromEntries(codes.map((code) => [printedCode(code), code]))
}

const STAGES: Readonly<Record<string, Stage>> = { 1: 1, 2: 2, 3: 3 }
const MONEY_STAGES: Readonly<Record<string, MoneyStage>> = {
  1: 'stage-1',
  2: 'stage-2',
  3: 'stage-3',
  ombudsman: MoneyStage.enum.ombudsman,
}

const year: CellReader<ReportYear> = (text) => {
  const parsed = ReportYear.safeParse(text)
  return parsed.success ? { value: parsed.data } : { expected: 'a year such as 2020-21' }
}

/** What each file of the folder holds, with the labels of this authority. */
export function importShapes(profile: Profile, lists: ReportLists) {
  const cells = sharedCells(profile, lists)
  return {
    ...casesAndStages(lists, cells),
    ...whatCameOfCases(lists, cells),
    ...besideCases(lists, cells),
    ...figuresOfYears(lists),
  }
}

/** The cells that several files have. */
function sharedCells(profile: Profile, lists: ReportLists) {
  const outcomes = new Set([...lists.outcomes.map((each) => each.label), profile.openLabel])
  return {
    service: orUnknown(labelOf(lists.services, formerNames(profile))),
    outcome: orUnknown(labelOf([...outcomes])),
    stage: oneOf(STAGES),
    day: orUnknown(date),
    answer: orUnknown(yesOrNo),
  }
}

type SharedCells = ReturnType<typeof sharedCells>

function casesAndStages(lists: ReportLists, { service, outcome, stage, day, answer }: SharedCells) {
  return {
    cases: {
      case_ref: reference,
      received_on: date,
      category: oneOf(words(LedgerCategory.options)),
      service,
      area: orUnknown(labelOf(lists.areas)),
      role: orUnknown(labelOf(lists.roles.map((role) => role.label))),
      child_status: orUnknown(labelOf(lists.childStatuses)),
      from_child: answer,
      advocate: answer,
      channel: orUnknown(labelOf(lists.channels)),
      closed_on: day,
      closed_as: outcome,
    },
    stages: {
      case_ref: reference,
      procedure: oneOf(words(Procedure.options)),
      stage,
      requested_on: day,
      request_result: orUsual<RequestResult>('accepted', oneOf(words(RequestResult.options))),
      started_on: day,
      extended: answer,
      panel_on: day,
      panel_report_on: day,
      responded_on: day,
      outcome,
    },
  }
}

function whatCameOfCases(lists: ReportLists, { service, outcome, stage, day }: SharedCells) {
  const subReasons = new Set(lists.reasons.flatMap((reason) => reason.subReasons))
  return {
    points: {
      case_ref: reference,
      stage: orUnknown(stage),
      reason: orUnknown(labelOf(lists.reasons.map((reason) => reason.label))),
      sub_reason: orUnknown(labelOf([...subReasons])),
      outcome,
    },
    money: {
      case_ref: reference,
      stage: oneOf(MONEY_STAGES),
      kind: oneOf(words(MoneyKind.options)),
      amount: orUnknown(pence),
      paid_on: day,
    },
    mediation: {
      case_ref: reference,
      held_on: day,
      result: orUnknown(oneOf(words(MediationResult.options))),
    },
    learning: {
      case_ref: reference,
      service,
      action: anyWords,
      owner: anyWords,
      due_on: day,
      done_on: day,
    },
  }
}

function besideCases(lists: ReportLists, { service, day, answer }: SharedCells) {
  return {
    compliments: {
      ref: reference,
      received_on: date,
      service,
      category: labelsOf(lists.complimentCategories),
      origin: orUnknown(labelOf(lists.complimentOrigins)),
      from_child: answer,
    },
    ombudsman: {
      ref: reference,
      case_ref: orUnknown(reference),
      received_on: day,
      decided_on: day,
      decision: orUnknown(labelOf(lists.ombudsmanDecisions.map((each) => each.label))),
      upheld: answer,
    },
  }
}

function figuresOfYears(lists: ReportLists) {
  return {
    equality: {
      period: year,
      question: oneOf(words(EqualityQuestion.options)),
      answer: name,
      count: orUnknown(count),
    },
    context: {
      period: year,
      // Measures are the authority's own: where it has published none, it names them here.
      measure: lists.contextMeasures.length === 0 ? name : labelOf(lists.contextMeasures),
      value: orUnknown(figure),
    },
    history: {
      period: year,
      table: labelOf(ReportTable.options),
      label: name,
      column: name,
      value: orUnknown(figure),
    },
  }
}

export type ImportShapes = ReturnType<typeof importShapes>
export type ImportRow<F extends keyof ImportShapes> = RowOf<ImportShapes[F]>
