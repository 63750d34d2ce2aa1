import { and, eq, lt, type SQL, sql } from 'drizzle-orm'
import { typedSealed } from '#api/cases/acts/form-drafts.ts'
import type { Store, Write } from '#api/store/store.ts'
import { entryDrafts, submissions } from '#api/store/tables.ts'
import type { Typed } from '#schema/acts/fields.ts'
import { Instant, later } from '#schema/dates.ts'
import type { EntryKind } from './routes.ts'

/** Whose draft of which form for what came by telephone, in writing or face to face. */
export type EntryDraftOf = { readonly officerId: number; readonly kind: EntryKind }

/** What was typed of a contact that is no case yet. */
export type EntryDraft = { readonly typed: Typed; readonly at: Instant }

export async function readEntryDraft(
  store: Store,
  of: EntryDraftOf,
): Promise<EntryDraft | undefined> {
  const [row] = await store.db.select().from(entryDrafts).where(isOf(of))
  if (row === undefined) return undefined
  const typed = typedSealed.fromText(store.keys.own.open(row.sealed).toString())
  return { typed, at: Instant.parse(row.at) }
}

/** Keeps what was typed in place of what was kept before. Nothing is kept of what is a case already. */
export async function keepEntryDraft(
  store: Store,
  { officerId, kind }: EntryDraftOf,
  { typed, at }: EntryDraft,
): Promise<void> {
  const sealed = store.keys.own.seal(typedSealed.toText(typed))
  // Every column in the order of the table.
  const row = sql`select ${officerId}, ${kind}, ${at}, ${sealed} where not exists
    (select 1 from ${submissions} where ${submissions.idempotencyKey} = ${typed.idempotencyKey?.[0] ?? ''})`
  await store.write([
    store.db
      .insert(entryDrafts)
      .select(row)
      .onConflictDoUpdate({
        target: [entryDrafts.officerId, entryDrafts.kind],
        set: { at, sealed },
      }),
  ])
}

/** Removes the draft: it is a case now, or its officer threw it away. */
export function dropEntryDraft(store: Store, of: EntryDraftOf): Write {
  return store.db.delete(entryDrafts).where(isOf(of))
}

/** A call that nobody wrote up for so long is written up no more. */
const KEPT_MINUTES = 30 * 24 * 60

/** Forgets what was begun thirty days ago and never entered: somebody's words, and no case. */
export function forgetEntryDrafts(store: Store, now: Instant): Write {
  return store.db.delete(entryDrafts).where(lt(entryDrafts.at, later(now, -KEPT_MINUTES)))
}

function isOf({ officerId, kind }: EntryDraftOf): SQL | undefined {
  return and(eq(entryDrafts.officerId, officerId), eq(entryDrafts.kind, kind))
}
