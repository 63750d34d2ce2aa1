import { and, eq, lt, type SQL, sql } from 'drizzle-orm'
import { type Copy, isNotSent, isOwnCopy, typedSealed } from '#api/cases/acts/form-drafts.ts'
import type { Store, Write } from '#api/store/store.ts'
import { deskDrafts, submissions } from '#api/store/tables.ts'
import type { Typed } from '#schema/acts/fields.ts'
import { Instant, later } from '#schema/dates.ts'

/** Whose draft of which form outside cases: `contact`, `thanks`, or the address of its page. */
export type DeskDraftOf = { readonly officerId: number; readonly kind: string }

/** What was typed and not sent. */
type DeskDraft = { readonly typed: Typed; readonly at: Instant }

/** What an officer typed into a form outside cases and did not send; undefined where they did. */
export async function readDeskDraft(store: Store, of: DeskDraftOf): Promise<DeskDraft | undefined> {
  const [row] = await store.db.select().from(deskDrafts).where(isOf(of))
  if (row === undefined) return undefined
  const typed = typedSealed.fromText(store.keys.own.open(row.sealed).toString())
  return { typed, at: Instant.parse(row.at) }
}

/**
 * Keeps what was typed in place of what was kept before, and answers whether it is kept. It is not of what is a case
 * already, of a window that sent its form meanwhile, and in place of what another window keeps.
 */
export async function keepDeskDraft(
  store: Store,
  { officerId, kind }: DeskDraftOf,
  { typed, at }: DeskDraft,
  copy: Copy,
): Promise<boolean> {
  const sealed = store.keys.own.seal(typedSealed.toText(typed))
  const kept = { at, sealed, copy: copy.formKey ?? '' }
  // Every column in the order of the table.
  const row = sql`select ${officerId}, ${kind}, ${at}, ${sealed}, ${kept.copy} where ${isNotSent(copy)} and not exists
    (select 1 from ${submissions} where ${submissions.idempotencyKey} = ${typed.idempotencyKey?.[0] ?? ''})`
  await store.write([
    store.db
      .insert(deskDrafts)
      .select(row)
      .onConflictDoUpdate({
        target: [deskDrafts.officerId, deskDrafts.kind],
        set: kept,
        setWhere: isOwnCopy(deskDrafts, copy),
      }),
  ])
  const [is] = await store.db
    .select({ sealed: deskDrafts.sealed })
    .from(deskDrafts)
    .where(isOf({ officerId, kind }))
  return is?.sealed.equals(sealed) ?? false
}

/** Removes the draft: its form was sent, or its officer threw it away. */
export function dropDeskDraft(store: Store, of: DeskDraftOf): Write {
  return store.db.delete(deskDrafts).where(isOf(of))
}

/** What nobody came back to for so long is sent no more. */
const KEPT_MINUTES = 30 * 24 * 60

/** Forgets what was begun thirty days ago and never sent: somebody's words, and no case. */
export function forgetDeskDrafts(store: Store, now: Instant): Write {
  return store.db.delete(deskDrafts).where(lt(deskDrafts.at, later(now, -KEPT_MINUTES)))
}

function isOf({ officerId, kind }: DeskDraftOf): SQL | undefined {
  return and(eq(deskDrafts.officerId, officerId), eq(deskDrafts.kind, kind))
}
