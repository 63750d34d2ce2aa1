import { and, eq, lt, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { z } from 'zod'
import type { Store, Write } from '#api/store/store.ts'
import { formDrafts, sentForms } from '#api/store/tables.ts'
import type { Typed } from '#schema/acts/fields.ts'
import { Instant, later } from '#schema/dates.ts'
import { keyOfCase } from './acting.ts'

/** Whose draft of which form. */
export type DraftOf = { readonly caseId: number; readonly officerId: number; readonly act: string }

/** What was typed and not sent, with how many events its officer had seen. */
type FormDraft = { readonly typed: Typed; readonly seq: number; readonly at: Instant }

const FormKey = z.string().regex(/^[\w-]{16,64}$/)
/** Names one window that shows a form: its script makes it, since two windows may show the same bytes. */
export type FormKey = z.infer<typeof FormKey>

/** Which window keeps a draft while it is typed; no key where its officer pressed the button. */
export type Copy = {
  readonly formKey: FormKey | undefined
  /** When the draft was kept that stood in the form as it was opened; empty where none did. */
  readonly begun: string
}

type KeptBy = { readonly copy: SQLiteColumn; readonly at: SQLiteColumn }

/**
 * Whether this window may put its words in place of those that are kept: they are its own, or those it was opened
 * with. Another window of the same officer keeps others, which would be lost. A button is meant as it is pressed.
 */
export function isOwnCopy(kept: KeptBy, { formKey, begun }: Copy): SQL {
  if (formKey === undefined) return sql`true`
  return sql`${kept.copy} = ${formKey} or ${kept.at} = ${begun}`
}

/** That this window has not sent its form meanwhile: what was still on its way would come back as a draft of what is done. */
export function isNotSent({ formKey }: Copy): SQL {
  return sql`not exists (select 1 from ${sentForms} where ${sentForms.key} = ${formKey ?? ''})`
}

/** The window that sent a form, as the form names it; undefined where nothing does, or nonsense. */
export function readFormKey(typed: string | undefined): FormKey | undefined {
  return FormKey.safeParse(typed).data
}

const KeptTyped = z.record(z.string(), z.array(z.string()))

/** What was typed, as it is sealed and as it is opened again. */
export const typedSealed = {
  toText: (typed: Typed): string => JSON.stringify(typed),
  fromText: (text: string): Typed => KeptTyped.parse(JSON.parse(text)),
}

/** The draft of a form; undefined where there is none, or where the words of the case were erased. */
export async function readDraft(store: Store, of: DraftOf): Promise<FormDraft | undefined> {
  const [row] = await store.db.select().from(formDrafts).where(isOf(of))
  const key = row === undefined ? undefined : await keyOfCase(store, of.caseId)
  if (row === undefined || key === undefined) return undefined
  const typed = typedSealed.fromText(key.open(row.sealed).toString())
  return { typed, seq: row.seq, at: Instant.parse(row.at) }
}

/**
 * Keeps what was typed in place of what was kept before, and answers whether it is kept. It is not where the words of
 * the case were erased, of a window that sent its form meanwhile, and in place of what another window keeps.
 */
export async function keepDraft(
  store: Store,
  of: DraftOf,
  draft: FormDraft,
  copy: Copy,
): Promise<boolean> {
  const key = await keyOfCase(store, of.caseId)
  if (key === undefined) return false
  const { seq, at } = draft
  const sealed = key.seal(typedSealed.toText(draft.typed))
  const kept = { seq, at, sealed, copy: copy.formKey ?? '' }
  const { caseId, officerId, act } = formDrafts
  // Every column in the order of the table.
  const row = sql`select ${of.caseId}, ${of.officerId}, ${of.act}, ${seq}, ${at}, ${sealed}, ${kept.copy}
    where ${isNotSent(copy)}`
  await store.write([
    store.db
      .insert(formDrafts)
      .select(row)
      .onConflictDoUpdate({
        target: [caseId, officerId, act],
        set: kept,
        setWhere: isOwnCopy(formDrafts, copy),
      }),
  ])
  const [is] = await store.db.select({ sealed: formDrafts.sealed }).from(formDrafts).where(isOf(of))
  return is?.sealed.equals(sealed) ?? false
}

/** What is written with the events of a form that was sent: its draft goes, and does not come back. */
export function dropsDraft(
  store: Store,
  of: DraftOf,
  sent: { readonly formKey: FormKey | undefined; readonly at: Instant },
): (onlyWhile: SQL) => readonly Write[] {
  const { formKey, at } = sent
  return (onlyWhile) => [
    dropDraft(store, of, onlyWhile),
    ...notesSent(store, formKey, at, onlyWhile),
  ]
}

/** That this window sent its form; nothing of a form without scripts. */
export function notesSent(
  store: Store,
  formKey: FormKey | undefined,
  at: Instant,
  onlyWhile: SQL,
): readonly Write[] {
  if (formKey === undefined) return []
  const row = sql`select ${formKey}, ${at} where ${onlyWhile}`
  return [store.db.insert(sentForms).select(row).onConflictDoNothing()]
}

/** Removes the draft: its form was sent, or its officer threw it away. */
export function dropDraft(store: Store, of: DraftOf, onlyWhile?: SQL): Write {
  return store.db.delete(formDrafts).where(and(isOf(of), onlyWhile))
}

/** No request is on its way for longer. */
const SENT_MINUTES = 24 * 60

/** Forgets which forms were sent a day ago. */
export function forgetSentForms(store: Store, now: Instant): Write {
  return store.db.delete(sentForms).where(lt(sentForms.at, later(now, -SENT_MINUTES)))
}

function isOf({ caseId, officerId, act }: DraftOf): SQL | undefined {
  return and(
    eq(formDrafts.caseId, caseId),
    eq(formDrafts.officerId, officerId),
    eq(formDrafts.act, act),
  )
}
