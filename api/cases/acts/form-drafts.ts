import { and, eq, lt, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Store, Write } from '#api/store/store.ts'
import { formDrafts, sentForms } from '#api/store/tables.ts'
import type { Typed } from '#schema/acts/fields.ts'
import { Instant, later } from '#schema/dates.ts'
import { keyOfCase } from './acting.ts'

/** Whose draft of which form. */
export type DraftOf = { readonly caseId: number; readonly officerId: number; readonly act: string }

/** What was typed and not sent, with how many events its officer had seen. */
export type FormDraft = { readonly typed: Typed; readonly seq: number; readonly at: Instant }

const FormKey = z.string().regex(/^[\w-]{16,64}$/)
/** Names one copy of a form, as it was shown. */
export type FormKey = z.infer<typeof FormKey>

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
 * Keeps what was typed in place of what was kept before. Nothing is kept where the words of the case were erased,
 * nor of a form that was sent meanwhile: what was still on its way would come back as a draft of what is done.
 */
export async function keepDraft(
  store: Store,
  of: DraftOf,
  draft: FormDraft,
  formKey: FormKey | undefined,
): Promise<void> {
  const key = await keyOfCase(store, of.caseId)
  if (key === undefined) return
  const { seq, at } = draft
  const kept = { seq, at, sealed: key.seal(typedSealed.toText(draft.typed)) }
  const { caseId, officerId, act } = formDrafts
  // Every column in the order of the table.
  const row = sql`select ${of.caseId}, ${of.officerId}, ${of.act}, ${seq}, ${at}, ${kept.sealed}
    where not exists (select 1 from ${sentForms} where ${sentForms.key} = ${formKey ?? ''})`
  await store.write([
    store.db
      .insert(formDrafts)
      .select(row)
      .onConflictDoUpdate({ target: [caseId, officerId, act], set: kept }),
  ])
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
    ...(formKey === undefined
      ? []
      : [
          store.db
            .insert(sentForms)
            .select(sql`select ${formKey}, ${at} where ${onlyWhile}`)
            .onConflictDoNothing(),
        ]),
  ]
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
