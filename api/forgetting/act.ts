import { eq } from 'drizzle-orm'
import { mayDecide } from '#api/cases/decide.ts'
import { readEvents } from '#api/cases/events.ts'
import { readableCase } from '#api/cases/may-read.ts'
import type { Reading } from '#api/cases/note-reading.ts'
import { type SeenCase, saveEvents } from '#api/cases/save-events.ts'
import { cases } from '#api/store/tables.ts'
import { CaseEvent } from '#schema/case/case.ts'
import type { RemovalForm } from '#schema/case/removal.ts'
import { type LocalDate, localDateOf } from '#schema/dates.ts'
import { assertNever, type FieldFault, type Refusal, refuse } from '#schema/errors.ts'
import { caseState } from '#schema/rules/case/case-state.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import type { OrderRefusal } from '#schema/rules/case/order-refusal.ts'
import { type Keeping, keepingOf } from '#schema/rules/privacy/retention.ts'
import { keepingWrites } from './keep-list.ts'
import { remove } from './remove.ts'

/** What an officer sees of a case before it goes: none of its words. */
export type RemovalView = {
  readonly reference: string
  readonly receivedOn: LocalDate
  /** Null while something is owed, and after it was removed. */
  readonly keeping: Keeping | null
  readonly isHeld: boolean
  readonly personRemovedOn: LocalDate | null
  readonly removedOn: LocalDate | null
  readonly seq: number
}

/** How long a case is kept; undefined when there is none or this officer may not see it. */
export async function seeRemoval(
  reading: Reading,
  reference: string,
): Promise<{ readonly view: RemovalView; readonly seen: SeenCase } | undefined> {
  const { store, officer, at, profile } = reading
  const caseId = await readableCase(store, officer, reference, localDateOf(at))
  if (caseId === undefined) return undefined
  const [row] = await store.db.select().from(cases).where(eq(cases.id, caseId))
  if (row === undefined) throw new Error('a case of the inbox does not exist')
  const kept = await readEvents(store, caseId)
  const events = kept.map(({ event }) => event)
  const { receivedOn, isOnLegalHold, personRemovedOn, removedOn } = caseState(events)
  return {
    seen: { caseId, key: undefined, kept },
    view: {
      reference: row.reference,
      receivedOn,
      keeping: keepingOf(events, profile),
      isHeld: isOnLegalHold,
      personRemovedOn,
      removedOn,
      seq: kept.at(-1)?.seq ?? 0,
    },
  }
}

/**
 * What an officer decides about a case whose time is over: it goes, its people go, it is kept longer, or it
 * is held for a court, an inquiry or the ombudsman. Before its time it goes only when somebody asked.
 */
export async function actOnRemoval(
  reading: Reading,
  reference: string,
  form: RemovalForm,
): Promise<{ readonly ok: true } | Refusal> {
  const found = await seeRemoval(reading, reference)
  if (found === undefined) return refuse('not-found')
  if (!mayDecide(reading.officer)) return refuse('not-allowed')
  const { view, seen } = found
  if (view.seq !== form.seq) return refuse('out-of-date', [{ field: 'seq', code: 'out-of-date' }])
  const faults = faultsOf(reading, view, form)
  if (faults.length > 0) return refuse('invalid-fields', faults)
  const event = eventOf(reading, form)
  const before = seen.kept.map((each) => each.event)
  const follows = mayFollow(before, event)
  if (!follows.ok) return refuse('invalid-fields', [{ field: 'act', code: saidOf(follows.code) }])
  if (event.kind === 'removed' || event.kind === 'person-removed') {
    return remove(reading, seen, event)
  }
  const row = keepingWrites({ served: { ...reading, base: '' } }, seen.caseId, [
    ...seen.kept,
    { event },
  ])
  return saveEvents(reading, seen, { events: [{ event }], also: () => row })
}

function faultsOf(reading: Reading, view: RemovalView, form: RemovalForm): readonly FieldFault[] {
  const isRemoval = form.act === 'remove' || form.act === 'remove-person'
  const faults: FieldFault[] = []
  if (isRemoval && form.sure === undefined) faults.push({ field: 'sure', code: 'missing' })
  if (form.act === 'remove' && form.why === undefined)
    faults.push({ field: 'why', code: 'missing' })
  if (form.act === 'remove' && form.why === 'time-over' && !isOver(reading, view)) {
    faults.push({ field: 'why', code: 'not-over' })
  }
  if (form.act === 'keep' && form.until === undefined) {
    faults.push({ field: 'until', code: 'missing' })
  }
  return faults
}

/** The refusals that have a sentence of their own on this page. */
function saidOf(code: OrderRefusal): string {
  return code === 'on-legal-hold' || code === 'removed' ? code : 'cannot-be'
}

function isOver({ at }: Reading, { keeping }: RemovalView): boolean {
  return keeping?.until != null && keeping.until <= localDateOf(at)
}

function eventOf({ at, officer }: Reading, form: RemovalForm): CaseEvent {
  const { kind, data } = draftOf(form)
  return CaseEvent.parse({ kind, data, at, on: localDateOf(at), by: `officer:${officer.id}` })
}

function draftOf({ act, why, until }: RemovalForm): {
  readonly kind: CaseEvent['kind']
  readonly data: unknown
} {
  switch (act) {
    case 'remove':
      return { kind: 'removed', data: { why } }
    case 'remove-person':
      return { kind: 'person-removed', data: {} }
    case 'keep':
      return { kind: 'kept-longer', data: { until } }
    case 'hold':
      return { kind: 'legal-hold', data: {} }
    case 'end-hold':
      return { kind: 'legal-hold-ended', data: {} }
    default:
      return assertNever(act)
  }
}
