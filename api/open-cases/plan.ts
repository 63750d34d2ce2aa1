import { type Entered, receivedData, withoutAbsent } from '#api/intake/entered.ts'
import { proposalFor } from '#api/intake/proposal.ts'
import type { Officer } from '#api/officers/officers.ts'
import type { Content } from '#content/index.ts'
import { By, CaseEvent, type EventKind } from '#schema/case/case.ts'
import type { OpenCase } from '#schema/case/open-case.ts'
import { type Instant, type LocalDate, localDateOf } from '#schema/dates.ts'
import type { SubmissionBody } from '#schema/form/submission.ts'
import { caseState, currentStage, procedureOf } from '#schema/rules/case/case-state.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import type { OrderRefusal } from '#schema/rules/case/order-refusal.ts'
import type { SignalReaders } from '#schema/rules/signals/signals.ts'
import type { Stage } from '#schema/vocabulary.ts'

export type Planning = {
  readonly authority: string
  readonly content: Content
  readonly readers: SignalReaders
  readonly at: Instant
  /** Who brings them in, and everybody at the desk. */
  readonly by: Officer
  readonly officers: readonly Officer[]
  /** Names a row for ever. */
  readonly keyOf: (ref: string) => string
}

export type Planned = {
  readonly body: SubmissionBody
  readonly entered: Entered
  /** What happened after receipt, in order; the note says where the case comes from. */
  readonly events: readonly { readonly event: CaseEvent; readonly text?: string }[]
}

export type PlanRead =
  | { readonly ok: true; readonly planned: Planned }
  | { readonly ok: false; readonly column: string; readonly expected: string }

/** What an open case comes to here: what was received, and everything that happened to it since, on its days. */
export function planOpenCase(row: OpenCase, planning: Planning): PlanRead {
  const { at, by, officers, content, readers } = planning
  const today = localDateOf(at)
  if (row.received_on > today) return no('received_on', 'today or a day before it')
  const owner = officers.find(({ email }) => email === row.owner?.trim().toLowerCase())
  if (row.owner !== undefined && owner === undefined) {
    return no('owner', 'the work address of somebody at this desk')
  }
  const actor = By.parse(`officer:${by.id}`)
  const body = bodyOf(row, planning)
  const entered: Entered = {
    by: actor,
    receivedOn: row.received_on,
    channel: row.channel,
    readBack: undefined,
    isFromBefore: true,
  }
  const words = content.words('en')
  const triage = proposalFor(body, readers, { officer: words, writer: words })
  const received = CaseEvent.parse({
    kind: 'received',
    at,
    on: row.received_on,
    by: actor,
    data: receivedData(body, triage, entered),
  })
  const happened: CaseEvent[] = [received]
  for (const [column, kind, on, data] of stepsOf(row, happened, owner)) {
    const event = CaseEvent.parse({ kind, at, on: on ?? today, by: actor, data: data() })
    const follows = mayFollow(happened, event)
    if (!follows.ok) return no(column, `something that can follow: ${follows.code}`)
    happened.push(event)
  }
  const note = CaseEvent.parse({ kind: 'noted', at, on: today, by: actor, data: {} })
  const text = [row.ref, row.note].filter((said) => said !== undefined).join('\n')
  const events = [...happened.slice(1).map((event) => ({ event })), { event: note, text }]
  return { ok: true, planned: { body, entered, events } }
}

function no(column: string, expected: OrderRefusal | (string & {})): PlanRead {
  return { ok: false, column, expected }
}

/** Made when its turn comes: what it is about may depend on what stands before it. */
type Step = readonly [
  column: string,
  kind: EventKind,
  on: LocalDate | undefined,
  data: () => object,
]

function stepsOf(
  row: OpenCase,
  happened: readonly CaseEvent[],
  owner: Officer | undefined,
): readonly Step[] {
  const steps: Step[] = [['received_on', 'read', undefined, () => ({})]]
  const add = (...step: Step) => void steps.push(step)
  const [part] = caseState(happened).parts
  if (row.category !== undefined && row.category !== part?.category) {
    const to = row.category
    add('category', 'route-changed', undefined, () => ({
      part: 1,
      to,
      reason: 'reads-otherwise',
      assurances: null,
    }))
  }
  if (row.acknowledged_on !== undefined) {
    add('acknowledged_on', 'acknowledged', row.acknowledged_on, () => ({}))
  }
  const answers = [row.stage_1_answered_on, row.stage_2_answered_on]
  const requests = [row.stage_2_requested_on, row.stage_3_requested_on]
  for (const stage of [1, 2] as const) {
    const [answeredOn, requestedOn] = [answers[stage - 1], requests[stage - 1]]
    if (answeredOn !== undefined) {
      const data = { part: 1, stage, outcome: null }
      add(`stage_${stage}_answered_on`, 'answered', answeredOn, () => data)
    }
    if (requestedOn !== undefined) {
      const because = answeredOn === undefined ? 'late-answer' : 'not-happy'
      const data = { part: 1, stage: stage + 1, because }
      add(`stage_${stage + 1}_requested_on`, 'stage-requested', requestedOn, () => data)
    }
    if (stage === 1 && row.stage_2_started_on !== undefined) {
      const data = { part: 1, stage: 2 }
      add('stage_2_started_on', 'stage-started', row.stage_2_started_on, () => data)
    }
  }
  if (row.extended_to !== undefined) {
    const dueOn = row.extended_to
    add('extended_to', 'extended', undefined, () => ({
      part: 1,
      stage: openStage(happened),
      ground: 'complex',
      dueOn,
      agreed: 'not-known',
    }))
  }
  if (owner !== undefined) {
    add('owner', 'assigned', undefined, () => ({ officer: `officer:${owner.id}` }))
  }
  return steps
}

/** The stage that is open at that point of what happened; the first where there is none. */
function openStage(happened: readonly CaseEvent[]): Stage {
  const [part] = caseState(happened).parts
  if (part === undefined || procedureOf(part.category) === null) return 1
  return currentStage(part)?.stage ?? 1
}

function bodyOf(row: OpenCase, { authority, keyOf }: Planning): SubmissionBody {
  const { who, child_known, service, wants, story, name, about_person, not_tell } = row
  const contact =
    row.contact_kind === undefined
      ? undefined
      : withoutAbsent({
          kind: row.contact_kind,
          value: row.contact_value,
          safe_note: row.safe_note,
        })
  return {
    authority,
    language: row.language,
    facts: withoutAbsent({ who, child_known, service, wants }),
    answers: withoutAbsent({ story, name, about_person, not_tell, contact }),
    idempotencyKey: keyOf(row.ref),
  }
}
