import type { EventOf } from '../../case/case.ts'
import type { LocalDate } from '../../dates.ts'
import { assertNever } from '../../errors.ts'
import type { Outcome, Stage } from '../../vocabulary.ts'

/** What was found about a point at one stage; `stage` is null for what has none. */
type PointAnswer = {
  readonly stage: Stage | null
  readonly on: LocalDate
  readonly outcome: Outcome
  /** As the authority names it; null where nothing was to be made good. */
  readonly remedy: string | null
}

/** One thing complained of. Its words are sealed with the event that set it. */
export type PointState = {
  readonly point: number
  readonly service: string | null
  readonly reason: string | null
  readonly subReason: string | null
  /** The newest answer of each stage, in the order in which they came. */
  readonly answers: readonly PointAnswer[]
}

/** The statement of complaint, from sending it to the yes of whoever complains. */
type StatementState = {
  readonly sentOn: LocalDate | null
  readonly commentedOn: LocalDate | null
  readonly agreedOn: LocalDate | null
  /** Of this statement, as it was last sent. `alert`: they left an address to which a line could go. */
  readonly reminders: readonly { readonly on: LocalDate; readonly alert: boolean }[]
}

export type Pointed = {
  readonly points: readonly PointState[]
  readonly statement: StatementState
}

export const NOTHING_POINTED: Pointed = {
  points: [],
  statement: { sentOn: null, commentedOn: null, agreedOn: null, reminders: [] },
}

export type PointEvent = EventOf<
  | 'point-set'
  | 'point-dropped'
  | 'point-answered'
  | 'statement-sent'
  | 'statement-commented'
  | 'statement-agreed'
  | 'statement-reminded'
>

/** The points and the statement of a part after one more event. */
export function afterPoint<Of extends Pointed>(part: Of, event: PointEvent): Of {
  const { points, statement } = part
  const { on } = event
  switch (event.kind) {
    case 'point-set':
      return { ...part, points: withPoint(points, event), statement: changed(statement) }
    case 'point-dropped':
      return {
        ...part,
        points: points.filter(({ point }) => point !== event.data.point),
        statement: changed(statement),
      }
    case 'point-answered':
      return { ...part, points: withAnswer(points, event) }
    case 'statement-sent':
      return { ...part, statement: { ...NOTHING_POINTED.statement, sentOn: on } }
    case 'statement-commented':
      return { ...part, statement: { ...statement, commentedOn: on } }
    case 'statement-agreed':
      return { ...part, statement: { ...statement, agreedOn: on } }
    case 'statement-reminded': {
      const reminder = { on, alert: event.data.alert }
      return { ...part, statement: { ...statement, reminders: [...statement.reminders, reminder] } }
    }
    default:
      return assertNever(event)
  }
}

/** What was agreed was another text. */
function changed(statement: StatementState): StatementState {
  return { ...statement, sentOn: null, agreedOn: null, reminders: [] }
}

function withPoint(
  points: readonly PointState[],
  { data }: EventOf<'point-set'>,
): readonly PointState[] {
  const { point, service, reason, subReason } = data
  const before = points.find((one) => one.point === point)
  const set = { point, service, reason, subReason, answers: before?.answers ?? [] }
  if (before === undefined) return [...points, set]
  return points.map((one) => (one === before ? set : one))
}

function withAnswer(
  points: readonly PointState[],
  { on, data }: EventOf<'point-answered'>,
): readonly PointState[] {
  const { stage, outcome, remedy } = data
  return points.map((one) => {
    if (one.point !== data.point) return one
    const others = one.answers.filter((answer) => answer.stage !== stage)
    return { ...one, answers: [...others, { stage, on, outcome, remedy }] }
  })
}

/** A statement was sent, and nobody has agreed to it yet: the writer's page asks. */
export function statementWaits({ statement }: Pointed): boolean {
  return statement.sentOn !== null && statement.agreedOn === null
}

/** After that it is for an officer to reach them. */
const MOST_REMINDERS = 2

/** It is the writer's turn: they have neither agreed nor said what to change, and can still be reminded. */
export function isStatementWithWriter(part: Pointed): boolean {
  return hasNoReply(part) && !isRemindedInVain(part)
}

/** They said nothing, and were reminded as often as we do, or left no address for it: it is our turn. */
export function isStatementUnanswered(part: Pointed): boolean {
  return hasNoReply(part) && isRemindedInVain(part)
}

function hasNoReply(part: Pointed): boolean {
  return statementWaits(part) && part.statement.commentedOn === null
}

function isRemindedInVain({ statement: { reminders } }: Pointed): boolean {
  return reminders.length >= MOST_REMINDERS || reminders.some(({ alert }) => !alert)
}

/** The answer to a point at a stage; undefined while there is none. */
export function answerAt(point: PointState, stage: Stage | null): PointAnswer | undefined {
  return point.answers.find((answer) => answer.stage === stage)
}

const FINDINGS: ReadonlySet<Outcome> = new Set([
  'upheld',
  'partly-upheld',
  'not-upheld',
  'inconclusive',
])

/**
 * The outcome of a stage from those of its points. Findings decide: all alike is that, some upheld and some
 * not is partly upheld. The ends that are no finding count only where there is no finding: alike they are
 * that end, else the stage was withdrawn, deferred, out of scope or unanswered in this order. Null for none.
 */
export function outcomeOfPoints(outcomes: readonly Outcome[]): Outcome | null {
  const findings = outcomes.filter((outcome) => FINDINGS.has(outcome))
  const counted = findings.length > 0 ? findings : outcomes
  const [first] = counted
  if (first === undefined) return null
  if (counted.every((outcome) => outcome === first)) return first
  if (findings.length === 0) {
    const order: readonly Outcome[] = ['deferred', 'out-of-scope', 'withdrawn', 'no-reply']
    return order.find((outcome) => counted.includes(outcome)) ?? first
  }
  const isSome = findings.some((outcome) => outcome === 'upheld' || outcome === 'partly-upheld')
  if (isSome) return 'partly-upheld'
  return findings.includes('inconclusive') ? 'inconclusive' : 'not-upheld'
}
