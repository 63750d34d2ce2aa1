import { and, eq, ne, type SQL, sql } from 'drizzle-orm'
import { type Saving, type SeenCase, saveEvents } from '#api/cases/save-events.ts'
import type { Store, Write } from '#api/store/store.ts'
import { attachments, formDrafts, outbox, people, removals, retention } from '#api/store/tables.ts'
import type { CaseEvent } from '#schema/case/case.ts'
import { type Refusal, refuse } from '#schema/errors.ts'
import { mayFollow } from '#schema/rules/case/may-follow.ts'
import type { OrderRefusal } from '#schema/rules/case/order-refusal.ts'
import { finishRemoval } from './finish-removal.ts'

/** What takes something away for good. */
export type Removal = Extract<CaseEvent, { kind: 'removed' | 'person-removed' }>

type Removed = { readonly ok: true } | (Refusal & { readonly why?: OrderRefusal })

/**
 * Removes the words and people of a case, or the people alone, for good. What stays are codes, days and
 * numbers, so that every report of before adds up. In one transaction with the event go the people, the rows
 * of the files, and what waits to be mailed; then the key of the case, so that its words open nowhere, not
 * in an old backup either; then the files. What a crash leaves is taken up by `finishRemovals`.
 */
export async function remove(saving: Saving, seen: SeenCase, event: Removal): Promise<Removed> {
  const { store } = saving
  const before = seen.kept.map((each) => each.event)
  const follows = mayFollow(before, event)
  if (!follows.ok) return { ...refuse('invalid-fields'), why: follows.code }
  const { caseId } = seen
  const isWhole = event.kind === 'removed'
  const files = isWhole ? await filesOf(store, caseId) : []
  const saved = await saveEvents(saving, seen, {
    events: [{ event }],
    also: (onlyWhile) => [
      ...personWrites(store, caseId, onlyWhile),
      ...(isWhole ? wholeWrites(store, { caseId, files, at: event.at }, onlyWhile) : []),
    ],
  })
  if (saved.ok && isWhole) await finishRemoval(store, { caseId, files }, saving.at)
  return saved
}

/** Who it was, and every mail of the case that has not gone: it holds an address. */
function personWrites(store: Store, caseId: number, onlyWhile: SQL): readonly Write[] {
  const unsent = and(eq(outbox.caseId, caseId), ne(outbox.state, 'sent'))
  return [
    store.db.delete(people).where(and(eq(people.caseId, caseId), onlyWhile)),
    store.db.delete(formDrafts).where(and(eq(formDrafts.caseId, caseId), onlyWhile)),
    store.db.delete(outbox).where(and(unsent, onlyWhile)),
  ]
}

function wholeWrites(
  store: Store,
  of: { readonly caseId: number; readonly files: readonly string[]; readonly at: string },
  onlyWhile: SQL,
): readonly Write[] {
  const { caseId, files, at } = of
  // Every column in the order of the table.
  const row = sql`select ${caseId}, ${at}, ${JSON.stringify(files)}, null where ${onlyWhile}`
  return [
    store.db.delete(attachments).where(and(eq(attachments.caseId, caseId), onlyWhile)),
    store.db.delete(retention).where(and(eq(retention.caseId, caseId), onlyWhile)),
    store.db.insert(removals).select(row).onConflictDoNothing(),
  ]
}

async function filesOf(store: Store, caseId: number): Promise<readonly string[]> {
  const rows = await store.db
    .select({ id: attachments.id })
    .from(attachments)
    .where(eq(attachments.caseId, caseId))
  return rows.map(({ id }) => id)
}
