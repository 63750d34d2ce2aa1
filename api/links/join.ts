import { type Acting, givenFor, keyOfCase } from '#api/cases/acts/acting.ts'
import { alertLetters } from '#api/cases/alert.ts'
import { type CaseView, openCase } from '#api/cases/open.ts'
import { type AddedTo, type NewEvent, saveTogether } from '#api/cases/save-events.ts'
import type { Draft } from '#schema/acts/act.ts'
import { stamped } from '#schema/acts/act.ts'
import { type Refusal, refuse } from '#schema/errors.ts'
import {
  type JoinRefusal,
  joinRefusal,
  type WayIn,
  waysInto,
} from '#schema/rules/case/earlier-case.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import { linksOf, linkWrites, unknownOther } from './links.ts'

/** Into which part of which case, and what the writer is told. */
type JoinForm = {
  readonly other: string
  readonly part: number | undefined
  readonly text: string
  /** How many events of this case were seen. */
  readonly seq: number
}

/**
 * Puts a case into one that was there before: into its open part, or as a request for the next stage of what was
 * answered, counted from the day this one came in. Its writer is told. Whoever is kept out of one of the two is
 * kept out of both from then on, and a worry about safety goes along. All of it is one transaction.
 */
export async function joinCase(
  acting: Acting,
  reference: string,
  form: JoinForm,
): Promise<{ readonly ok: true } | Refusal> {
  const view = await openCase(acting, reference)
  if (view === undefined) return refuse('not-found')
  if (view.seq !== form.seq) return refuse('out-of-date')
  const other = form.other === reference ? undefined : await openCase(acting, form.other)
  if (other === undefined) return unknownOther('into')
  const ways = waysInto(other.state, acting.profile)
  const way = form.part === undefined ? onlyWay(ways) : ways.find(({ part }) => part === form.part)
  if (way === undefined && ways.some(({ to }) => to !== 'none')) return fault('part', 'missing')
  const refused = joinRefusal({ state: view.state, other: other.state, way })
  if (refused !== null || way === undefined) return fault('into', refused ?? 'no-way-in')
  if (form.text.trim() === '') return fault('text', 'missing')
  return save(acting, { view, other, way, text: form.text })
}

function fault(field: string, code: JoinRefusal | 'missing'): Refusal {
  return refuse('invalid-fields', [{ field, code }])
}

/** The way that need not be named, since there is no other. */
function onlyWay(ways: readonly WayIn[]): WayIn | undefined {
  const open = ways.filter(({ to }) => to !== 'none')
  return open.length === 1 ? open[0] : undefined
}

type Joining = {
  readonly view: CaseView
  readonly other: CaseView
  readonly way: WayIn
  readonly text: string
}

async function save(acting: Acting, joining: Joining): Promise<{ readonly ok: true } | Refusal> {
  const { view, other, way, text } = joining
  const [key, otherKey] = [
    await keyOfCase(acting.store, view.caseId),
    await keyOfCase(acting.store, other.caseId),
  ]
  const given = givenFor(acting, view)
  const isNext = way.to !== 'same'
  const told: Draft = { kind: 'joined', data: { as: isNext ? 'next-stage' : 'same' }, text }
  const here = eventsOf(acting, view, [...keptOutLike(other, view), told])
  const there = eventsOf(acting, other, [
    ...keptOutLike(view, other),
    ...flagsOf(view, other),
    ...requestOf(joining),
  ])
  if (here === undefined || there === undefined) return fault('into', 'no-way-in')
  const letters =
    key === undefined ? [] : await alertLetters(acting.store, { ...view, key }, given.words)
  const link = {
    caseId: view.caseId,
    otherId: other.caseId,
    kind: isNext ? ('earlier' as const) : ('duplicate' as const),
  }
  const isLinked = (await linksOf(acting, view.caseId)).some(
    ({ reference, kind }) => reference === other.reference && kind === link.kind,
  )
  const also = () => (isLinked ? [] : linkWrites(acting, link))
  const cases: AddedTo[] = [
    {
      seen: { caseId: view.caseId, key, kept: view.events },
      added: { events: here, letters, also },
    },
  ]
  if (there.length > 0) {
    const seen = { caseId: other.caseId, key: otherKey, kept: other.events }
    cases.push({ seen, added: { events: there } })
  }
  return saveTogether(acting, cases)
}

/** Whoever is kept out of one complaint is kept out of the other one about the same thing. */
function keptOutLike(from: CaseView, to: CaseView): readonly Draft[] {
  const already = new Set(to.state.keptOut.map(({ officer }) => officer))
  return from.state.keptOut.flatMap(({ officer, because }): Draft[] =>
    already.has(officer) || !isOfficer(officer)
      ? []
      : [{ kind: 'excluded', data: { officer, because } }],
  )
}

function isOfficer(by: string): by is `officer:${number}` {
  return by.startsWith('officer:')
}

function flagsOf(from: CaseView, to: CaseView): readonly Draft[] {
  const flags = from.state.flags.filter((flag) => !to.state.flags.includes(flag))
  return flags.length === 0 ? [] : [{ kind: 'flagged', data: { flags } }]
}

/** The next stage is asked for on the day on which this one came in. */
function requestOf({ view, way }: Joining): readonly Draft[] {
  if (way.to === 'same' || way.to === 'none') return []
  const data = { part: way.part, stage: way.to, because: 'not-happy' as const }
  return [{ kind: 'stage-requested', data, on: view.state.receivedOn }]
}

/** The drafts as events that follow what happened; undefined when one of them cannot. */
function eventsOf(
  acting: Acting,
  view: CaseView,
  drafts: readonly Draft[],
): readonly NewEvent[] | undefined {
  const given = givenFor(acting, view)
  const all = [...given.happened]
  const events: NewEvent[] = []
  for (const draft of drafts) {
    const event = stamped(draft, given)
    if (!mayFollow(all, event).ok) return undefined
    all.push(event)
    events.push({ event, text: draft.text })
  }
  return events
}
