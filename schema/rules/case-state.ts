import type { CaseEvent, EventOf, ReceivedData } from '../case.ts'
import type { Instant, LocalDate } from '../dates.ts'
import { assertNever } from '../errors.ts'
import type { Service } from '../facts.ts'
import type { Category, Flag, Outcome, Procedure, Stage } from '../vocabulary.ts'

/** One stage of a part as its events leave it. */
export type StageState = {
  readonly stage: Stage
  /** Receipt for stage 1, the request for the others. */
  readonly requestedOn: LocalDate
  /** When the statement was agreed and the investigation began. */
  readonly startedOn: LocalDate | null
  /** To which day, and since when: a later hold moves it on. */
  readonly extended: { readonly on: LocalDate; readonly to: LocalDate } | null
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
export type Settled = {
  readonly how:
    | 'answered'
    | 'resolved'
    | 'passed-on'
    | 'thanked'
    | 'withdrawn'
    | 'discontinued'
    | 'refused'
  readonly on: LocalDate
}

export type PartState = {
  readonly n: number
  readonly category: Category
  readonly services: readonly Service[]
  readonly becomes: Procedure | null
  readonly receivedOn: LocalDate
  /** In order; none where the category has no stages. */
  readonly stages: readonly StageState[]
  readonly holds: readonly Hold[]
  /** Null while something is owed. A request for the next stage opens it again. */
  readonly settled: Settled | null
}

/** A case as its events leave it, in the order in which they were written. */
export type CaseState = {
  readonly receivedOn: LocalDate
  readonly receivedAt: Instant
  readonly received: ReceivedData
  readonly flags: readonly Flag[]
  readonly parts: readonly PartState[]
  readonly readOn: LocalDate | null
  readonly acknowledgedOn: LocalDate | null
  readonly contactMadeOn: LocalDate | null
  readonly advocateAskedOn: LocalDate | null
  readonly advocateContactedOn: LocalDate | null
  /** A message of the writer that nobody has answered, and since when. */
  readonly unansweredSince: LocalDate | null
  /** We asked the writer something and have no answer yet. The clock runs on. */
  readonly askedWriterOn: LocalDate | null
  readonly closedOn: LocalDate | null
}

/** Folds the events of one case, oldest first. Refuses a list that does not begin with `received`. */
export function caseState(events: readonly CaseEvent[]): CaseState {
  const [first, ...rest] = events
  if (first?.kind !== 'received') throw new Error('a case begins with what was received')
  let state = opened(first)
  for (const event of rest) state = after(state, event)
  return state
}

function opened(event: EventOf<'received'>): CaseState {
  return {
    receivedOn: event.on,
    receivedAt: event.at,
    received: event.data,
    flags: event.data.flags,
    parts: event.data.parts.map((part) => ({
      ...part,
      receivedOn: event.on,
      stages: firstStages(part.category, event.on),
      holds: [],
      settled: null,
    })),
    readOn: null,
    acknowledgedOn: null,
    contactMadeOn: null,
    advocateAskedOn: event.data.ask === 'advocate-only' ? event.on : null,
    advocateContactedOn: null,
    unansweredSince: null,
    askedWriterOn: null,
    closedOn: null,
  }
}

/** What a case is after one more event. */
function after(state: CaseState, event: CaseEvent): CaseState {
  switch (event.kind) {
    case 'received':
      throw new Error('a case is received once')
    case 'read':
      return { ...state, readOn: state.readOn ?? event.on }
    case 'acknowledged':
      return { ...state, acknowledgedOn: state.acknowledgedOn ?? event.on }
    case 'flagged':
      return { ...state, flags: [...new Set([...state.flags, ...event.data.flags])] }
    case 'contact-made':
      return { ...state, contactMadeOn: state.contactMadeOn ?? event.on }
    case 'advocate-asked':
      return event.data.answer === 'yes' ? askedForAdvocate(state, event.on) : state
    case 'advocate-contacted':
      return { ...state, advocateContactedOn: event.on }
    case 'message-from-writer':
      return {
        ...state,
        unansweredSince: state.unansweredSince ?? event.on,
        askedWriterOn: null,
      }
    case 'message-to-writer':
      return {
        ...state,
        unansweredSince: null,
        askedWriterOn: event.data.asks ? event.on : state.askedWriterOn,
      }
    case 'closed':
      return { ...state, closedOn: event.on, unansweredSince: null, askedWriterOn: null }
    case 'reopened':
      return { ...state, closedOn: null }
    case 'assigned':
    case 'referred':
    case 'noted':
    case 'advocate-offered':
    case 'calendar-changed':
    case 'route-confirmed':
    case 'standing-accepted':
      return state
    case 'stage-requested':
      return { ...withPart(state, event), closedOn: null }
    default:
      return withPart(state, event)
  }
}

/** Asking again before an advocate came changes nothing; asking after one came starts anew. */
function askedForAdvocate(state: CaseState, on: LocalDate): CaseState {
  if (state.advocateAskedOn !== null && state.advocateContactedOn === null) return state
  return { ...state, advocateAskedOn: on, advocateContactedOn: null }
}

type PartEvent = EventOf<
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
  | 'stage-discontinued'
  | 'panel-met'
  | 'panel-reported'
  | 'answered'
  | 'thanks-passed-on'
  | 'passed-on'
  | 'withdrawn'
>

function withPart(state: CaseState, event: PartEvent): CaseState {
  return {
    ...state,
    parts: state.parts.map((part) =>
      part.n === event.data.part ? afterInPart(part, event) : part,
    ),
  }
}

function afterInPart(part: PartState, event: PartEvent): PartState {
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

function firstStages(category: Category, receivedOn: LocalDate): readonly StageState[] {
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
