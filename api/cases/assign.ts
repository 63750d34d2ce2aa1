import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Officer } from '#api/officers/officers.ts'
import { bulkAssignments, cases } from '#api/store/tables.ts'
import { AssignedAs, By, CaseEvent } from '#schema/case/case.ts'
import { localDateOf } from '#schema/dates.ts'
import { caseState } from '#schema/rules/case/case-state.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import type { GivenNotice } from './desk.ts'
import { type KeptEvent, readEvents } from './events.ts'
import { readableCase } from './may-read.ts'
import type { Reading } from './note-reading.ts'
import { assignedAs } from './owners.ts'
import { saveEvents } from './save-events.ts'

/** Somebody else may write to a case at the same moment. */
const ATTEMPTS = 3

const Given = z.strictObject({
  caseId: z.number().int(),
  /** The event that gave it. */
  seq: z.number().int(),
  before: By.nullable(),
  beforeAs: AssignedAs,
})
type Given = z.infer<typeof Given>

const Batch = z.strictObject({
  to: z.number().int().nullable(),
  given: z.array(Given),
  cannot: z.number().int(),
})

/**
 * Gives cases to somebody together, or to nobody with `to` null. A case that either of the two may not
 * open stays as it is, and so does one that they have already. Answers the number under which it can be
 * looked at and undone.
 */
export async function assignCases(
  reading: Reading,
  references: readonly string[],
  to: Officer | null,
): Promise<number> {
  const given: Given[] = []
  let cannot = 0
  for (const reference of new Set(references)) {
    const outcome = await assignOne(reading, reference, to)
    if (outcome === 'cannot') cannot += 1
    else if (outcome !== 'has-it') given.push(outcome)
  }
  const data: z.input<typeof Batch> = { to: to?.id ?? null, given, cannot }
  const { store, officer, at } = reading
  const [row] = await store.write([
    store.db
      .insert(bulkAssignments)
      .values({ officerId: officer.id, at, data })
      .returning({ id: bulkAssignments.id }),
  ])
  return Number(row?.rows[0]?.[0])
}

async function assignOne(
  reading: Reading,
  reference: string,
  to: Officer | null,
): Promise<Given | 'has-it' | 'cannot'> {
  const { store, officer, at } = reading
  const today = localDateOf(at)
  const caseId = await readableCase(store, officer, reference, today)
  if (caseId === undefined) return 'cannot'
  if (to !== null && (await readableCase(store, to, reference, today)) === undefined)
    return 'cannot'
  const by = to === null ? null : By.parse(`officer:${to.id}`)
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const kept = await readEvents(store, caseId)
    const { assignedTo, assignedAs: beforeAs } = stateOf(kept)
    if (assignedTo === by) return 'has-it'
    const data = to === null ? { officer: null } : { officer: by, as: assignedAs(to) }
    const seq = await add(reading, caseId, kept, 'assigned', data)
    if (seq !== undefined) return { caseId, seq, before: assignedTo, beforeAs }
  }
  return 'cannot'
}

/** The number of the new event; undefined when it cannot follow or somebody else was faster. */
async function add(
  reading: Reading,
  caseId: number,
  kept: readonly KeptEvent[],
  kind: 'assigned' | 'undone',
  data: unknown,
): Promise<number | undefined> {
  const { store, officer, at } = reading
  const by = `officer:${officer.id}`
  const event = CaseEvent.parse({ kind, at, on: localDateOf(at), by, data })
  const before = kept.map((each) => each.event)
  if (!mayFollow(before, event).ok) return undefined
  const saved = await saveEvents(reading, { caseId, key: undefined, kept }, { events: [{ event }] })
  if (!saved.ok) return undefined
  return (await readEvents(store, caseId)).findLast((each) => each.event.kind === kind)?.seq
}

function stateOf(kept: readonly KeptEvent[]) {
  return caseState(kept.map(({ event }) => event))
}

/**
 * Takes a common assignment back, by whoever made it and once. A case that was given on since, or that
 * they may no longer open, stays with whom it is.
 */
export async function undoAssignment(reading: Reading, id: number): Promise<void> {
  const { store, at } = reading
  const made = await assignmentOf(reading, id)
  if (made === undefined || made.isUndone) return
  for (const given of made.batch.given) await undoOne(reading, given)
  await store.write([
    store.db.update(bulkAssignments).set({ undoneAt: at }).where(eq(bulkAssignments.id, id)),
  ])
}

/** What a common assignment came to, for whoever made it: how many went, and how many could not. */
export async function noticeOf(reading: Reading, id: number): Promise<GivenNotice | undefined> {
  const made = await assignmentOf(reading, id)
  if (made === undefined) return undefined
  const { batch, isUndone } = made
  return { id, given: batch.given.length, cannot: batch.cannot, isUndone }
}

async function assignmentOf({ store, officer }: Reading, id: number) {
  const [row] = await store.db
    .select()
    .from(bulkAssignments)
    .where(and(eq(bulkAssignments.id, id), eq(bulkAssignments.officerId, officer.id)))
  if (row === undefined) return undefined
  return { batch: Batch.parse(row.data), isUndone: row.undoneAt !== null }
}

async function undoOne(reading: Reading, given: Given): Promise<boolean> {
  const { store, officer, at } = reading
  const { caseId, seq, before, beforeAs } = given
  const [row] = await store.db
    .select({ reference: cases.reference })
    .from(cases)
    .where(eq(cases.id, caseId))
  if (row === undefined) return false
  if ((await readableCase(store, officer, row.reference, localDateOf(at))) === undefined)
    return false
  const data = { seq, kind: 'assigned', flags: [], assignedTo: before, assignedAs: beforeAs }
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const kept = await readEvents(store, caseId)
    const last = kept.findLast(({ event }) => changesOwner(event))
    if (last?.seq !== seq) return false
    if ((await add(reading, caseId, kept, 'undone', data)) !== undefined) return true
  }
  return false
}

function changesOwner(event: CaseEvent): boolean {
  return event.kind === 'assigned' || (event.kind === 'undone' && event.data.kind === 'assigned')
}
