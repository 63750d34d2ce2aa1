import type { Profile } from '../../authority/profile.ts'
import { isOpenOn, teamNamer } from '../../authority/teams.ts'
import type { CaseEvent, EventOf } from '../../case/case.ts'
import type { LocalDate } from '../../dates.ts'
import type {
  LedgerCase,
  LedgerCategory,
  LedgerCompliment,
  LedgerOmbudsman,
  LedgerPoint,
  LedgerPromises,
  LedgerStage,
} from '../../report/ledger.ts'
import type { CountedAs } from '../../report/report-layout.ts'
import type { Service, Who } from '../../triage/facts.ts'
import { Category, type Outcome } from '../../vocabulary.ts'
import { countedAdvocacy } from '../case/advocacy.ts'
import {
  type CaseState,
  caseState,
  type PartState,
  procedureOf,
  type StageState,
} from '../case/case-state.ts'
import { answerAt, outcomeOfPoints, type PointState } from '../case/points.ts'
import type { Calendar } from '../days/working-days.ts'
import { livePromises } from './live-promises.ts'

/** What one live case adds to the ledger. A case that is thanks alone is a compliment and no case. */
export type LiveRecords = {
  readonly cases: readonly LedgerCase[]
  readonly compliments: readonly LedgerCompliment[]
  readonly ombudsman: readonly LedgerOmbudsman[]
  readonly promises: LedgerPromises
}

export type LiveCase = {
  readonly reference: string
  readonly events: readonly CaseEvent[]
}

/** Whose labels a live case is counted under. */
export type LiveNames = {
  readonly profile: Profile
  readonly countedAs: CountedAs
  readonly calendar: Calendar
}

/**
 * A case that came through the door, counted as the same case would be that was brought in. What its officers
 * said of it for the report (`counted-as`) wins; else it is read from what happened.
 */
export function liveRecords(live: LiveCase, names: LiveNames): LiveRecords {
  const state = caseState(live.events)
  const told = live.events.findLast((event) => event.kind === 'counted-as')?.data
  const ombudsman = state.ombudsman.map((enquiry) => ({
    ref: enquiry.ref,
    caseRef: live.reference,
    receivedOn: enquiry.receivedOn,
    decidedOn: enquiry.decided?.on ?? null,
    decision: enquiry.decided?.decision ?? null,
    upheld: enquiry.decided?.upheld ?? null,
  }))
  const category = ledgerCategoryOf(state)
  const promisesOf = (service: string | null) =>
    livePromises(
      state,
      {
        ref: live.reference,
        service,
        receivedOn: state.receivedOn,
        advocacy: countedAdvocacy(live.events, names.calendar),
      },
      names.profile,
      names.calendar,
    )
  // Part of an earlier case: there it is counted, once. What others asked about it came all the same, and what
  // was done for it stays done.
  const isPartOfAnother = state.joinedOn !== null
  if (category === 'compliment') {
    const thanks = complimentOf(live, state, told, names)
    const promises = promisesOf(thanks.service)
    return { cases: [], compliments: isPartOfAnother ? [] : [thanks], ombudsman, promises }
  }
  const own = ledgerCase(live, { state, told, category }, names)
  const promises = promisesOf(own.service)
  const counted = isPartOfAnother ? restOf(own) : own
  return { cases: [counted, ...enquiriesOf(own, state)], compliments: [], ombudsman, promises }
}

/** What counts of a case that went into another one. */
function restOf(own: LedgerCase): LedgerCase {
  return { ...own, stages: [], points: [], isPartOfAnother: true }
}

type Told = EventOf<'counted-as'>['data'] | undefined

/** The highest category of its parts. One that was refused, or never was ours, counts as that. */
function ledgerCategoryOf(state: CaseState): LedgerCategory | 'compliment' {
  const categories = state.parts.map((part): LedgerCategory | 'compliment' => {
    if (isRefused(part)) return 'declined'
    return part.settled?.how === 'passed-on' ? 'not-ours' : part.category
  })
  const highest = Category.options.find((category) => categories.includes(category))
  const isComplaint = highest === 'statutory' || highest === 'corporate' || highest === 'deferred'
  if (state.loggedAs !== null && !isComplaint) return state.loggedAs
  if (highest === 'not-ours' || highest === undefined) {
    return categories.includes('declined') ? 'declined' : 'not-ours'
  }
  return highest
}

/** Refused as a whole. Where only a later stage was refused, the complaint was looked at. */
function isRefused({ settled, stages }: PartState): boolean {
  return settled?.how === 'refused' && stages.every(({ ended }) => ended?.how !== 'refused')
}

/** The part that the case is counted under: the first of its highest category. */
function leadingPart(state: CaseState): PartState | undefined {
  const inOrder = Category.options.flatMap((category) =>
    state.parts.filter((part) => part.category === category),
  )
  return inOrder[0]
}

type Counting = {
  readonly state: CaseState
  readonly told: Told
  readonly category: LedgerCategory
}

function ledgerCase(live: LiveCase, counting: Counting, names: LiveNames): LedgerCase {
  const { state, told, category } = counting
  const { profile, countedAs } = names
  const { received } = state
  const nameOf = teamNamer(profile)
  const service = serviceOf(state, told, profile)
  const taken = category === 'declined' ? [] : state.parts
  return {
    ref: live.reference,
    receivedOn: state.receivedOn,
    category,
    service,
    area: told?.area ?? areaOf(service, profile),
    role: told?.role ?? countedAs.roles[received.who] ?? null,
    childStatus:
      told?.childStatus ??
      (received.childKnown === undefined
        ? null
        : (countedAs.childStatuses[received.childKnown] ?? null)),
    fromChild: told?.fromChild ?? isChild(received.who),
    advocate: told?.advocate ?? hasAdvocate(live.events, state),
    channel: told?.channel ?? channelOf(state, countedAs),
    closedOn: state.closedOn ?? settledOn(state),
    closedAs: closedAs(state, countedAs),
    stages: taken.flatMap((part) => stagesOf(part, countedAs)),
    points: taken.flatMap((part) => part.points.map((point) => pointOf(point, part, countedAs))),
    money: live.events.flatMap(({ kind, data, on }) =>
      kind === 'paid' ? [{ ...data, paidOn: on }] : [],
    ),
    mediations: live.events.flatMap(({ kind, data, on }) =>
      kind === 'meeting-held' && data.what === 'mediation'
        ? [{ heldOn: on, result: data.result }]
        : [],
    ),
    learning: state.actions
      .filter((action) => action.for === 'learning' && action.droppedOn === null)
      .map((action) => ({
        service: action.service === null ? service : nameOf(action.service),
        dueOn: action.dueOn,
        doneOn: action.doneOn,
      })),
  }
}

const CHILDREN: ReadonlySet<Who> = new Set(['child', 'young-person', 'care-leaver'])

function isChild(who: Who): boolean {
  return CHILDREN.has(who)
}

/** An advocate wrote, was there already, or was asked for and came. */
function hasAdvocate(events: readonly CaseEvent[], state: CaseState): boolean {
  if (state.received.who === 'advocate' || state.advocateContactedOn !== null) return true
  if (state.referralOpenedAt !== null) return true
  return events.some(({ kind, data }) => kind === 'advocate-asked' && data.answer === 'have-one')
}

/**
 * The team that its officers said, or of its points, else the authority's first that answered for what it is about
 * when it came: under the newest name of it.
 */
function serviceOf(state: CaseState, told: Told, profile: Profile): string | null {
  const part = leadingPart(state)
  const named = told?.service ?? part?.points.find((point) => point.service !== null)?.service
  if (named !== undefined && named !== null) return teamNamer(profile)(named)
  return serviceForTopics(part?.services ?? [], state.receivedOn, profile)
}

function serviceForTopics(
  topics: readonly Service[],
  on: LocalDate,
  { services }: Profile,
): string | null {
  for (const topic of topics) {
    const found = services.find((team) => isOpenOn(team, on) && team.topics.includes(topic))
    if (found !== undefined) return found.label
  }
  return null
}

function areaOf(service: string | null, profile: Profile): string | null {
  return profile.services.find((each) => each.label === service)?.area ?? null
}

function channelOf({ received }: CaseState, { channels }: CountedAs): string | null {
  const channel = received.channel ?? (received.source === 'form' ? 'form' : undefined)
  return channel === undefined ? null : (channels[channel] ?? null)
}

function settledOn({ parts }: CaseState): LocalDate | null {
  const days = parts.flatMap(({ settled }) => settled?.on ?? [])
  return days.length < parts.length ? null : (days.toSorted().at(-1) ?? null)
}

/** How a case ended that has no stages. */
function closedAs(state: CaseState, countedAs: CountedAs): string | null {
  const part = leadingPart(state)
  if (part === undefined || part.stages.length > 0) return null
  if (part.settled?.how === 'withdrawn') return countedAs.outcomes.withdrawn ?? null
  const outcome = outcomeOfPoints(
    part.points.flatMap((point) => answerAt(point, null)?.outcome ?? []),
  )
  return labelOf(outcome, countedAs)
}

function labelOf(outcome: Outcome | null, { outcomes }: CountedAs): string | null {
  return outcome === null ? null : (outcomes[outcome] ?? null)
}

function stagesOf(part: PartState, countedAs: CountedAs): readonly LedgerStage[] {
  const procedure = procedureOf(part.category)
  if (procedure === null) return []
  return part.stages.map((stage, place) => ({
    procedure,
    stage: stage.stage,
    requestedOn: stage.requestedOn,
    ...howItWent(stage, part, { countedAs, isLast: place === part.stages.length - 1 }),
    // Day 0: of stage 1 the receipt, of stage 3 the request. Stage 2 begins with the agreed statement.
    startedOn: stage.stage === 2 ? stage.startedOn : stage.requestedOn,
    extended: stage.extended !== null,
    panelOn: stage.panelMetOn,
    panelReportOn: stage.panelReportedOn,
    respondedOn: stage.answeredOn,
  }))
}

function howItWent(
  stage: StageState,
  part: PartState,
  { countedAs, isLast }: { readonly countedAs: CountedAs; readonly isLast: boolean },
): Pick<LedgerStage, 'result' | 'outcome'> {
  if (stage.ended?.how === 'refused') return { result: 'declined', outcome: null }
  if (stage.ended?.how === 'discontinued') return { result: 'discontinued', outcome: null }
  if (stage.answeredOn !== null) {
    const ofPoints = part.points.flatMap((point) => answerAt(point, stage.stage)?.outcome ?? [])
    const outcome = stage.outcome ?? outcomeOfPoints(ofPoints)
    return { result: 'accepted', outcome: labelOf(outcome, countedAs) }
  }
  const ended = isLast ? part.settled?.how : undefined
  if (ended === undefined || ended === 'answered') return { result: 'accepted', outcome: null }
  // Withdrawn, settled or handed over without an answer: ended, under its word where the authority has one.
  const outcome = ended === 'withdrawn' ? labelOf('withdrawn', countedAs) : null
  return { result: outcome === null ? 'discontinued' : 'accepted', outcome }
}

/** A point counts once, under the last stage that answered it. */
function pointOf(point: PointState, part: PartState, countedAs: CountedAs): LedgerPoint {
  const answer = point.answers.at(-1)
  const { reason, subReason } = point
  const stage = answer === undefined ? (part.stages.at(-1)?.stage ?? null) : answer.stage
  return { stage, reason, subReason, outcome: labelOf(answer?.outcome ?? null, countedAs) }
}

/** What somebody elected asked about a case is a contact of its own. */
function enquiriesOf(own: LedgerCase, state: CaseState): readonly LedgerCase[] {
  return state.enquiries.map((enquiry) => ({
    ...own,
    ref: `${own.ref}/${enquiry.enquiry}`,
    receivedOn: enquiry.receivedOn,
    category: 'enquiry',
    closedOn: enquiry.answeredOn,
    closedAs: null,
    stages: [],
    points: [],
    money: [],
    mediations: [],
    learning: [],
  }))
}

function complimentOf(
  live: LiveCase,
  state: CaseState,
  told: Told,
  { profile, countedAs }: LiveNames,
): LedgerCompliment {
  const { who } = state.received
  return {
    ref: live.reference,
    receivedOn: state.receivedOn,
    service: serviceOf(state, told, profile),
    categories: told?.praisedFor ?? [],
    origin: told?.origin ?? countedAs.origins[who] ?? null,
    fromChild: told?.fromChild ?? isChild(who),
  }
}
