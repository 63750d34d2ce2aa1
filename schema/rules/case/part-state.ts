import type { By, EventOf } from '../../case/case.ts'
import type { LocalDate } from '../../dates.ts'
import { assertNever } from '../../errors.ts'
import type { Service } from '../../triage/facts.ts'
import type { Category, Outcome, Procedure, Stage } from '../../vocabulary.ts'
import { afterPoint, type PointEvent, type Pointed } from './points.ts'

/** One stage of a part as its events leave it. */
export type StageState = {
  readonly stage: Stage
  /** Receipt for stage 1, the request for the others. */
  readonly requestedOn: LocalDate
  /** When the statement was agreed and the investigation began. */
  readonly startedOn: LocalDate | null
  /** To which day, and since when: a later hold moves it on. */
  readonly extended: { readonly on: LocalDate; readonly to: LocalDate } | null
  /** When the request for this stage was acknowledged. Of stage 1 the case knows it. */
  readonly acknowledgedOn: LocalDate | null
  /** Who looks into it, as `officer:7`; null where nobody was named. */
  readonly investigator: By | null
  readonly independent: By | null
  /** When the report of each came in. */
  readonly investigatorReportedOn: LocalDate | null
  readonly independentReportedOn: LocalDate | null
  readonly panelNamedOn: LocalDate | null
  /** When notice of the panel was sent, and for which day. */
  readonly panelArranged: { readonly on: LocalDate; readonly meetsOn: LocalDate } | null
  readonly panelMetOn: LocalDate | null
  readonly panelReportedOn: LocalDate | null
  readonly answeredOn: LocalDate | null
  readonly outcome: Outcome | null
  readonly ended: { readonly how: 'refused' | 'discontinued'; readonly on: LocalDate } | null
}

/** A regulation 8 decision, until it is ended. */
export type Hold = {
  readonly scope: 'whole' | 'points'
  readonly on: LocalDate
  readonly reviewOn: LocalDate
  readonly endedOn: LocalDate | null
}

/** How a part came to rest. What is no finding stays apart from the findings. */
type Settled = {
  readonly how:
    | 'answered'
    | 'resolved'
    | 'passed-on'
    | 'thanked'
    | 'withdrawn'
    | 'discontinued'
    | 'refused'
    | 'joined'
  readonly on: LocalDate
}

export type PartState = Pointed & {
  readonly n: number
  readonly category: Category
  readonly services: readonly Service[]
  readonly becomes: Procedure | null
  readonly receivedOn: LocalDate
  /** In order; none where the category has no stages. */
  readonly stages: readonly StageState[]
  readonly holds: readonly Hold[]
  /** Since when a disputed decision waits for us; null when none does. */
  readonly frozenOn: LocalDate | null
  /** When it was decided whether the disputed decision waits; null while nobody has. */
  readonly frozenDecidedOn: LocalDate | null
  /** Null while something is owed. A request for the next stage opens it again. */
  readonly settled: Settled | null
}

/** What can happen to one part. */
export type PartEvent =
  | PointEvent
  | EventOf<
      | 'route-changed'
      | 'refused'
      | 'held'
      | 'hold-ended'
      | 'concern-resolved'
      | 'concern-not-resolved'
      | 'extended'
      | 'stage-requested'
      | 'stage-refused'
      | 'stage-started'
      | 'decision-frozen'
      | 'decision-released'
      | 'investigator-named'
      | 'report-received'
      | 'panel-named'
      | 'stage-discontinued'
      | 'request-acknowledged'
      | 'panel-arranged'
      | 'panel-met'
      | 'panel-reported'
      | 'answered'
      | 'thanks-passed-on'
      | 'passed-on'
      | 'withdrawn'
    >

/** What a part is after one more event. */
export function afterInPart(part: PartState, event: PartEvent): PartState {
  const { on } = event
  switch (event.kind) {
    case 'route-changed':
      return rerouted(part, event.data.to)
    case 'concern-not-resolved':
      return rerouted(part, event.data.becomes)
    case 'held':
      return {
        ...part,
        holds: [...part.holds, holdOf(event)],
      }
    case 'hold-ended':
      return {
        ...part,
        holds: part.holds.map((hold) => ({ ...hold, endedOn: hold.endedOn ?? on })),
      }
    case 'extended':
      return onStage(part, event.data.stage, { extended: { on, to: event.data.dueOn } })
    case 'stage-requested':
      return {
        ...part,
        stages: [...part.stages, newStage(event.data.stage, on)],
        settled: null,
      }
    case 'stage-started':
      return onStage(part, event.data.stage, { startedOn: on })
    case 'stage-refused':
      return rested(
        onStage(part, event.data.stage, { ended: { how: 'refused', on } }),
        'refused',
        on,
      )
    case 'stage-discontinued':
      return rested(
        onStage(part, event.data.stage, { ended: { how: 'discontinued', on } }),
        'discontinued',
        on,
      )
    case 'request-acknowledged':
      return onStage(part, event.data.stage, { acknowledgedOn: on })
    case 'decision-frozen':
      return { ...part, frozenOn: event.data.frozen ? on : null, frozenDecidedOn: on }
    case 'decision-released':
      return { ...part, frozenOn: null }
    case 'point-set':
    case 'point-dropped':
    case 'point-answered':
    case 'statement-sent':
    case 'statement-commented':
    case 'statement-agreed':
    case 'statement-reminded':
      return afterPoint(part, event)
    case 'investigator-named': {
      const { stage, role, officer } = event.data
      return onStage(part, stage, { [role]: officer })
    }
    case 'report-received':
      return onStage(part, event.data.stage, reported(event))
    case 'panel-named':
      return onStage(part, 3, { panelNamedOn: on })
    case 'panel-arranged':
      return onStage(part, 3, { panelArranged: { on, meetsOn: event.data.meetsOn } })
    case 'panel-met':
      return onStage(part, 3, { panelMetOn: on })
    case 'panel-reported':
      return onStage(part, 3, { panelReportedOn: on })
    case 'answered':
      return answered(part, event)
    case 'concern-resolved':
      return rested(part, 'resolved', on)
    case 'thanks-passed-on':
      return rested(part, 'thanked', on)
    case 'passed-on':
      return rested(part, 'passed-on', on)
    case 'withdrawn':
      return rested(part, 'withdrawn', on)
    case 'refused':
      return rested(part, 'refused', on)
    default:
      return assertNever(event)
  }
}

function reported({ data, on }: EventOf<'report-received'>): Partial<StageState> {
  return data.of === 'investigator' ? { investigatorReportedOn: on } : { independentReportedOn: on }
}

function holdOf(event: EventOf<'held'>): Hold {
  const { scope, assurances } = event.data
  return { scope, on: event.on, reviewOn: assurances.reviewOn, endedOn: null }
}

function answered(part: PartState, event: EventOf<'answered'>): PartState {
  const { stage, outcome } = event.data
  const done = stage === null ? part : onStage(part, stage, { answeredOn: event.on, outcome })
  return rested(done, 'answered', event.on)
}

function rested(part: PartState, how: Settled['how'], on: LocalDate): PartState {
  return { ...part, settled: { how, on } }
}

/** A complaint has a stage 1 from the day of receipt, whatever it was taken for before. */
function rerouted(part: PartState, to: Category): PartState {
  const stages = part.stages.length > 0 ? part.stages : firstStages(to, part.receivedOn)
  return { ...part, category: to, stages, settled: null }
}

/** Stage 1 of a complaint, dated from receipt; none for what is no complaint. */
export function firstStages(category: Category, receivedOn: LocalDate): readonly StageState[] {
  return procedureOf(category) === null ? [] : [newStage(1, receivedOn)]
}

/** The procedure whose limits a part runs; null for what is no complaint. */
export function procedureOf(category: Category): Procedure | null {
  if (category === 'corporate') return 'corporate'
  return category === 'statutory' || category === 'deferred' ? 'statutory' : null
}

/** The stage that a complaint has reached; undefined for what has none. */
export function currentStage(part: PartState): StageState | undefined {
  return procedureOf(part.category) === null ? undefined : part.stages.at(-1)
}

function newStage(stage: Stage, requestedOn: LocalDate): StageState {
  return {
    stage,
    requestedOn,
    startedOn: null,
    extended: null,
    acknowledgedOn: null,
    investigator: null,
    independent: null,
    investigatorReportedOn: null,
    independentReportedOn: null,
    panelNamedOn: null,
    panelArranged: null,
    panelMetOn: null,
    panelReportedOn: null,
    answeredOn: null,
    outcome: null,
    ended: null,
  }
}

function onStage(part: PartState, stage: Stage, change: Partial<StageState>): PartState {
  return {
    ...part,
    stages: part.stages.map((one) => (one.stage === stage ? { ...one, ...change } : one)),
  }
}
