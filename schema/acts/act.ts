import { z } from 'zod'
import { CaseEvent, type EventKind, type EventOf } from '../case/case.ts'
import type { LocalDate } from '../dates.ts'
import type { FieldFault } from '../errors.ts'
import { currentStage, type PartState } from '../rules/case/case-state.ts'
import { mayFollow } from '../rules/case/may-follow.ts'
import type { OrderRefusal } from '../rules/case/order-refusal.ts'
import type { ClockId } from '../rules/clocks/due.ts'
import type { ExtensionRefusal } from '../rules/clocks/extension.ts'
import { SAID_TO_WRITER } from '../rules/writer/said-to-writer.ts'
import type { Role, Stage } from '../vocabulary.ts'
import type { Fields, Typed, ValuesOf } from './fields.ts'
import type { ActGiven } from './given.ts'

/** One event that an act makes, with the words that are sealed with it. `on` is today where it is not said. */
export type Draft = {
  [K in EventKind]: {
    readonly kind: K
    readonly data: EventOf<K>['data']
    readonly text?: string
    readonly on?: LocalDate
  }
}[EventKind]

/** A draft as the event that it becomes, by the officer who acts. Parsed: nothing of another shape is kept. */
export function stamped(
  { kind, data, on }: Pick<Draft, 'kind' | 'data' | 'on'>,
  { at, today, officer }: Pick<ActGiven, 'at' | 'today' | 'officer'>,
): CaseEvent {
  return CaseEvent.parse({ kind, data, at, on: on ?? today, by: `officer:${officer.id}` })
}

/** A mail to somebody of ours that an act calls for: which template, and to whom. */
export type ActMail =
  | { readonly kind: 'assigned'; readonly officer: number }
  | { readonly kind: 'thanks'; readonly to: string; readonly thanks: string }

/** Under which heading the case page lists an act. */
export type ActGroup = 'writer' | 'answer' | 'stages' | 'people' | 'outside' | 'learning' | 'record'

/** What an act asks for besides the order of events. */
const UnmetNeed = z.enum([
  'statement-not-agreed',
  'panel-not-named',
  'reports-missing',
  'panel-not-reported',
  'points-unanswered',
  'decision-waits',
  'nothing-to-undo',
  'not-thanks',
  'thanks-wait',
])
type UnmetNeed = z.infer<typeof UnmetNeed>

/** Why an act cannot be done now. Each has a sentence under `officer.order`. */
export type ActRefusal = OrderRefusal | ExtensionRefusal | UnmetNeed

/** Another act that comes first, and why. */
export type FirstThis = { readonly act: string; readonly because: ActRefusal }

type Possible =
  | { readonly ok: true; readonly parts: readonly number[] }
  | { readonly ok: false; readonly code: ActRefusal }

type ActRead =
  | { readonly ok: true; readonly drafts: readonly Draft[]; readonly mails: readonly ActMail[] }
  | { readonly ok: false; readonly faults: readonly FieldFault[] }

/** One thing that an officer does on a case. */
export type Act = {
  readonly id: string
  readonly group: ActGroup
  readonly roles: readonly Role[]
  /** Whether the writer reads what it says, and is told that there is something to read. */
  readonly says: 'writer' | 'record'
  /** The field whose words the writer reads; null where they read nothing of it. */
  readonly tells: string | null
  /** The dates it settles: what is due comes first on the case page. */
  readonly meets: readonly ClockId[]
  readonly fields: Fields
  /** It can be done as it is filled in, from the page of the case, where nothing is missing. */
  readonly atOnce: boolean
  /** Whether it asks which part it is about. */
  readonly isOfPart: boolean
  /** Whether it can follow what has happened, and for which parts. */
  readonly possible: (given: ActGiven) => Possible
  /** What stands in the form before anybody types; `typed` is what the way to the form chose already. */
  readonly fill: (given: ActGiven, part: PartState | undefined, typed?: Typed) => Typed
  /** What has to be done before it can be sent, though it can be written already. */
  readonly first: (given: ActGiven, part: PartState | undefined) => FirstThis | undefined
  /** What is said after the officer's own words, whatever they are: an advocate, the ombudsman. */
  readonly owed: (given: ActGiven, part: PartState | undefined) => readonly string[]
  /** The typed form as events, or what is missing in it. */
  readonly read: (typed: Typed, given: ActGiven) => ActRead
}

type Common<F extends Fields> = {
  readonly id: string
  readonly group: ActGroup
  readonly roles?: readonly Role[]
  readonly says?: 'writer'
  /** Of an act for the record: the one field in it that is written for the writer. */
  readonly tells?: string
  readonly meets?: readonly ClockId[]
  readonly atOnce?: true
  readonly fields: F
}

const WHO_DOES_CASEWORK: readonly Role[] = ['officer', 'manager']
/** What a worry about safety asks for, whoever is on duty does too: reach them, write to them, hand it on. */
export const WHO_KEEPS_SAFE: readonly Role[] = ['officer', 'manager', 'duty']
const NOTHING_OWED = () => []
const NOTHING_FILLED = () => ({})
const NOTHING_FIRST = () => undefined

/** An act on the whole case. `tries` is an event that it would make: offered while that can follow. */
export function caseAct<F extends Fields>(
  def: Common<F> & {
    readonly tries: (given: ActGiven) => Draft | ActRefusal
    readonly fill?: (given: ActGiven) => Typed
    readonly first?: (given: ActGiven) => FirstThis | undefined
    readonly owed?: (given: ActGiven) => readonly string[]
    readonly faults?: (values: ValuesOf<F>, given: ActGiven) => readonly FieldFault[]
    readonly drafts: (values: ValuesOf<F>, given: ActGiven) => readonly Draft[]
    readonly mails?: (values: ValuesOf<F>, given: ActGiven) => readonly ActMail[]
  },
): Act {
  return {
    ...commonOf(def),
    isOfPart: false,
    possible: (given) => {
      const tried = tryOne(def.tries(given), given)
      return tried.ok ? { ok: true, parts: [] } : tried
    },
    fill: def.fill ?? NOTHING_FILLED,
    first: def.first ?? NOTHING_FIRST,
    owed: def.owed ?? NOTHING_OWED,
    read: (typed, given) => {
      const tried = tryOne(def.tries(given), given)
      if (!tried.ok) return { ok: false, faults: [{ field: 'act', code: tried.code }] }
      const read = readFields(def.fields, typed, given)
      if (!read.ok) return read
      const faults = def.faults?.(read.values, given) ?? []
      if (faults.length > 0) return { ok: false, faults }
      const owed = def.owed?.(given) ?? []
      const drafts = withOwed(def.drafts(read.values, given), owed)
      keepApart(def, drafts, read.values)
      return inOrder(drafts, def.mails?.(read.values, given) ?? [], given)
    },
  }
}

/** An act on one part. It asks which, where it is possible for several. */
export function partAct<F extends Fields>(
  def: Common<F> & {
    readonly tries: (part: PartState, given: ActGiven) => Draft | ActRefusal
    readonly fill?: (given: ActGiven, part: PartState, typed: Typed) => Typed
    readonly first?: (given: ActGiven, part: PartState) => FirstThis | undefined
    readonly owed?: (given: ActGiven, part: PartState) => readonly string[]
    readonly faults?: (
      values: ValuesOf<F>,
      part: PartState,
      given: ActGiven,
    ) => readonly FieldFault[]
    readonly drafts: (values: ValuesOf<F>, part: PartState, given: ActGiven) => readonly Draft[]
    readonly mails?: (values: ValuesOf<F>, part: PartState, given: ActGiven) => readonly ActMail[]
  },
): Act {
  const possible = (given: ActGiven): Possible => {
    const tried = given.state.parts.map((part) => ({
      n: part.n,
      ...tryOne(def.tries(part, given), given),
    }))
    const parts = tried.filter(({ ok }) => ok).map(({ n }) => n)
    if (parts.length > 0) return { ok: true, parts }
    const refused = tried.find((each) => !each.ok)
    return refused !== undefined && !refused.ok
      ? { ok: false, code: refused.code }
      : { ok: false, code: 'no-such-part' }
  }
  return {
    ...commonOf(def),
    isOfPart: true,
    possible,
    fill: (given, part, typed = {}) =>
      part === undefined ? {} : (def.fill?.(given, part, typed) ?? {}),
    first: (given, part) => (part === undefined ? undefined : def.first?.(given, part)),
    owed: (given, part) => (part === undefined ? [] : (def.owed?.(given, part) ?? [])),
    read: (typed, given) => {
      const part = partOf(typed, given)
      if (part === undefined) return { ok: false, faults: [{ field: 'part', code: 'missing' }] }
      const { part: _, ...rest } = typed
      const tried = tryOne(def.tries(part, given), given)
      if (!tried.ok) return { ok: false, faults: [{ field: 'act', code: tried.code }] }
      const read = readFields(def.fields, rest, aboutPart(given, part))
      if (!read.ok) return read
      const faults = def.faults?.(read.values, part, given) ?? []
      if (faults.length > 0) return { ok: false, faults }
      const owed = def.owed?.(given, part) ?? []
      const drafts = withOwed(def.drafts(read.values, part, given), owed)
      keepApart(def, drafts, read.values)
      return inOrder(drafts, def.mails?.(read.values, part, given) ?? [], given)
    },
  }
}

/** The part that a form is about: the one it names, or the only one there is. */
export function partOf(typed: Typed, { state }: ActGiven): PartState | undefined {
  const named = typed.part?.[0]
  if (named === undefined) return state.parts.length === 1 ? state.parts[0] : undefined
  return state.parts.find(({ n }) => String(n) === named)
}

/** What a form may offer that is about one part: the points of the others are none of its own. */
export function aboutPart(given: ActGiven, part: PartState | undefined): ActGiven {
  return part === undefined ? given : { ...given, state: { ...given.state, parts: [part] } }
}

function commonOf<F extends Fields>(def: Common<F>) {
  const { id, group, fields, roles = WHO_DOES_CASEWORK, says = 'record', meets = [] } = def
  const tells = says === 'writer' ? 'text' : (def.tells ?? null)
  return { id, group, fields, roles, says, tells, meets, atOnce: def.atOnce ?? false } as const
}

/** The stage that a part has reached; the first where it has none, which no event of a stage can follow. */
export function stageOf(part: PartState): Stage {
  return currentStage(part)?.stage ?? 1
}

type Tried = { readonly ok: true } | { readonly ok: false; readonly code: ActRefusal }

function tryOne(tried: Draft | ActRefusal, given: ActGiven): Tried {
  if (typeof tried === 'string') return { ok: false, code: tried }
  return mayFollow(given.happened, stamped(tried, given))
}

/** Words for the record in an event that the writer reads would be sent by mistake: a fault of the act. */
function keepApart(
  { id, says, tells = '' }: Pick<Common<Fields>, 'id' | 'says' | 'tells'>,
  drafts: readonly Draft[],
  values: Readonly<Record<string, unknown>>,
): void {
  if (says === 'writer') return
  const said = drafts.find(
    ({ kind, text = '' }) => text !== '' && SAID_TO_WRITER.has(kind) && text !== values[tells],
  )
  if (said !== undefined)
    throw new Error(`${id} is for the record, and the writer reads ${said.kind}`)
}

/** Every event of an act can follow those before it, or the whole act is refused with the reason. */
function inOrder(drafts: readonly Draft[], mails: readonly ActMail[], given: ActGiven): ActRead {
  const happened: CaseEvent[] = [...given.happened]
  for (const draft of drafts) {
    const event = stamped(draft, given)
    const follows = mayFollow(happened, event)
    if (!follows.ok) return { ok: false, faults: [{ field: 'act', code: follows.code }] }
    happened.push(event)
  }
  return { ok: true, drafts, mails }
}

/** What is owed to the writer stands behind the words of the first event that has some. */
function withOwed(drafts: readonly Draft[], owed: readonly string[]): readonly Draft[] {
  if (owed.length === 0) return drafts
  const nth = drafts.findIndex(({ text }) => text !== undefined && text !== '')
  return drafts.map((draft, index) =>
    index === nth ? { ...draft, text: [draft.text, ...owed].join('\n\n') } : draft,
  )
}

type FieldsRead<F extends Fields> =
  | { readonly ok: true; readonly values: ValuesOf<F> }
  | { readonly ok: false; readonly faults: readonly FieldFault[] }

/** Reads a form strictly: a field that the act does not have is refused, an empty one was left out. */
function readFields<F extends Fields>(fields: F, typed: Typed, given: ActGiven): FieldsRead<F> {
  const shapes = Object.entries(fields).map(([name, field]) => [name, field.shape(given)])
  const filled = Object.entries(typed).flatMap(([name, values]) => {
    const kept = values.filter((value) => value.trim() !== '')
    if (kept.length === 0) return []
    return [[name, fields[name]?.kind === 'some' ? kept : kept[0]]]
  })
  const read = z.strictObject(Object.fromEntries(shapes)).safeParse(Object.fromEntries(filled))
  // Made from the same fields, name by name: the shape of the values is theirs.
  if (read.success) return { ok: true, values: read.data as ValuesOf<F> }
  const faults = read.error.issues.map(({ code, path, message }) =>
    code === 'unrecognized_keys'
      ? { field: 'act', code: 'unknown-field' }
      : { field: String(path[0]), code: message },
  )
  const byField = new Map(faults.toReversed().map((fault) => [fault.field, fault]))
  return { ok: false, faults: [...byField.values()].toReversed() }
}
